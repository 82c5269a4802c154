import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { findDeclarations } from '../syntax/declarationLookup';
import { readJsDocType } from './jsDocTypeShapes';
import { readReference } from './namedTypeShapes';
import { membersShape, signatureShape } from './objectTypeShapes';
import {
  exactTexts,
  filterOptions,
  intersectionOf,
  keysOf,
  textLiteral,
  unionOf,
  unknownShape,
  valueAt,
} from './shapeAlgebra';
import type { ShapeContext } from './shapeContext';

const keywordShapes = new Map<ts.SyntaxKind, ValueShape>([
  [ts.SyntaxKind.StringKeyword, { kind: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { kind: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { kind: 'boolean' }],
  [ts.SyntaxKind.BigIntKeyword, { kind: 'bigint' }],
  [ts.SyntaxKind.UndefinedKeyword, { kind: 'undefined' }],
  [ts.SyntaxKind.VoidKeyword, { kind: 'undefined' }],
  [ts.SyntaxKind.SymbolKeyword, { kind: 'literal', code: "Symbol('key')" }],
  [ts.SyntaxKind.ObjectKeyword, { kind: 'object', properties: [] }],
  [ts.SyntaxKind.TemplateLiteralType, { kind: 'string' }],
]);

/** The values of a type as written, `unknown` where reading it would need a type checker. Never throws, always ends. */
export function readType(type: ts.Node | undefined, context: ShapeContext): ValueShape {
  if (!type || context.budget.remaining <= 0) return unknownShape;
  context.budget.remaining--;
  return (
    keywordShapes.get(type.kind) ??
    readComposite(type, context) ??
    readDerived(type, context) ??
    readJsDocType(type, context)
  );
}

function readComposite(type: ts.Node, context: ShapeContext): ValueShape | undefined {
  const read = (part: ts.Node | undefined): ValueShape => readType(part, context);
  if (ts.isLiteralTypeNode(type)) return readLiteral(type.literal, context);
  if (ts.isParenthesizedTypeNode(type)) return read(type.type);
  if (ts.isUnionTypeNode(type)) return unionOf(type.types.map(read));
  if (ts.isIntersectionTypeNode(type)) return intersectionOf(type.types.map(read));
  if (ts.isArrayTypeNode(type)) return { kind: 'array', element: read(type.elementType) };
  if (ts.isTupleTypeNode(type)) return readTuple(type, context);
  if (ts.isTypeLiteralNode(type)) return membersShape(type.members, context);
  if (ts.isFunctionTypeNode(type)) return signatureShape(type, context);
  if (ts.isTypeReferenceNode(type) || ts.isExpressionWithTypeArguments(type) || ts.isImportTypeNode(type)) {
    return readReference(type, context);
  }
  return undefined;
}

function readDerived(type: ts.Node, context: ShapeContext): ValueShape | undefined {
  const read = (part: ts.Node | undefined): ValueShape => readType(part, context);
  if (ts.isTypeOperatorNode(type)) {
    return type.operator === ts.SyntaxKind.KeyOfKeyword ? keysOf(read(type.type)) : read(type.type);
  }
  if (ts.isIndexedAccessTypeNode(type)) return valueAt(read(type.objectType), read(type.indexType));
  if (ts.isTypeQueryNode(type)) return readTypeOf(type.exprName, context);
  if (ts.isConditionalTypeNode(type)) return unionOf([read(type.trueType), read(type.falseType)]);
  if (ts.isMappedTypeNode(type)) return readMapped(type, context);
  if (ts.isTypePredicateNode(type)) return { kind: 'boolean' };
  return undefined;
}

function readLiteral(literal: ts.LiteralTypeNode['literal'], context: ShapeContext): ValueShape {
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { kind: 'null' };
  return context.readValue(literal as ts.Expression, context, true);
}

function readTuple(type: ts.TupleTypeNode, context: ShapeContext): ValueShape {
  const elements: ValueShape[] = [];
  for (const element of type.elements) {
    const inner = ts.isNamedTupleMember(element) ? element.type : element;
    const isRest =
      ts.isRestTypeNode(inner) || (ts.isNamedTupleMember(element) && element.dotDotDotToken !== undefined);
    if (!isRest) {
      elements.push(readType(ts.isOptionalTypeNode(inner) ? inner.type : inner, context));
      continue;
    }
    const rest = readType(ts.isRestTypeNode(inner) ? inner.type : inner, context);
    elements.push(
      ...(rest.kind === 'array' ? [rest.element, rest.element] : rest.kind === 'tuple' ? rest.elements : []),
    );
  }
  return { kind: 'tuple', elements };
}

function readTypeOf(name: ts.EntityName, context: ShapeContext): ValueShape {
  if (ts.isQualifiedName(name)) return valueAt(readTypeOf(name.left, context), textLiteral(name.right.text));
  const found = findDeclarations(name.text, context.where, context.siblings);
  const inside = found && { ...context, where: found.where };
  if (!found?.value || !inside) return unknownShape;
  if (ts.isFunctionDeclaration(found.value)) return signatureShape(found.value, inside);
  if (found.value.type) return readType(found.value.type, inside);
  return found.value.initializer ? context.readValue(found.value.initializer, inside, true) : unknownShape;
}

function readMapped(type: ts.MappedTypeNode, context: ShapeContext): ValueShape {
  const keys = readType(type.typeParameter.constraint, context);
  const valueFor = (key: ValueShape): ValueShape =>
    readType(type.type, {
      ...context,
      bindings: new Map(context.bindings).set(type.typeParameter.name.text, key),
    });
  const kept = type.nameType ? filterOptions(keys, readType(type.nameType, context), true) : keys;
  const names = exactTexts(kept);
  if (!names) return { kind: 'record', value: valueFor(keys) };
  const isOptional = type.questionToken !== undefined && type.questionToken.kind !== ts.SyntaxKind.MinusToken;
  return {
    kind: 'object',
    properties: names.map((name) => ({ name, shape: valueFor(textLiteral(name)), isOptional })),
  };
}
