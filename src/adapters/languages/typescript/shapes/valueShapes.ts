import ts from 'typescript';
import type { PropertyShape, ValueShape } from '../../../../core/synthesis/moduleModel';
import { findDeclarations } from '../syntax/declarationLookup';
import { enumShape } from './enumShapes';
import { readLibraryType } from './libraryTypeShapes';
import { nameText, signatureShape } from './objectTypeShapes';
import { mergeObjects, textLiteral, unionOf, unknownShape, valueAt } from './shapeAlgebra';
import { enterDeclaration, type ShapeContext } from './shapeContext';

/** The shape of what an expression gives; exact (`'a'`, tuples) or general (`string`, arrays), as `as const` decides in TypeScript. */
export function readValue(value: ts.Expression, context: ShapeContext, isExact: boolean): ValueShape {
  if (context.budget.remaining <= 0) return unknownShape;
  context.budget.remaining--;
  const literal = literalShape(value);
  if (literal) return isExact ? literal.exact : literal.general;
  return structureShape(value, context, isExact) ?? computedShape(value, context, isExact);
}

/** What `new Name()` gives: an instance that tests can create, or a library type. */
export function instanceOf(
  name: string,
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ValueShape {
  const found = findDeclarations(name, context.where, context.siblings);
  const exportName = found?.types
    .map((type) => context.exportNameOf(type))
    .find((known) => known !== undefined);
  if (exportName !== undefined) return { kind: 'instance', exportName };
  return found ? unknownShape : readLibraryType(name, typeArguments, false);
}

function literalShape(value: ts.Expression): { exact: ValueShape; general: ValueShape } | undefined {
  if (ts.isStringLiteralLike(value)) return { exact: textLiteral(value.text), general: { kind: 'string' } };
  if (ts.isNumericLiteral(value))
    return { exact: { kind: 'literal', code: value.text }, general: { kind: 'number' } };
  if (ts.isBigIntLiteral(value))
    return { exact: { kind: 'literal', code: value.text }, general: { kind: 'bigint' } };
  if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) {
    return { exact: { kind: 'literal', code: value.getText() }, general: { kind: 'boolean' } };
  }
  if (ts.isPrefixUnaryExpression(value) && ts.isNumericLiteral(value.operand)) {
    const sign = value.operator === ts.SyntaxKind.MinusToken ? '-' : '';
    return { exact: { kind: 'literal', code: sign + value.operand.text }, general: { kind: 'number' } };
  }
  return undefined;
}

function structureShape(
  value: ts.Expression,
  context: ShapeContext,
  isExact: boolean,
): ValueShape | undefined {
  const read = (part: ts.Expression): ValueShape => readValue(part, context, isExact);
  if (value.kind === ts.SyntaxKind.NullKeyword) return { kind: 'null' };
  if (ts.isTemplateExpression(value)) return { kind: 'string' };
  if (ts.isRegularExpressionLiteral(value)) return { kind: 'regexp' };
  if (ts.isParenthesizedExpression(value) || ts.isNonNullExpression(value)) return read(value.expression);
  if (ts.isSatisfiesExpression(value)) return read(value.expression);
  if (ts.isAsExpression(value) || ts.isTypeAssertionExpression(value)) {
    return ts.isConstTypeReference(value.type)
      ? readValue(value.expression, context, true)
      : context.readType(value.type, context);
  }
  if (ts.isArrayLiteralExpression(value)) {
    const elements = value.elements.map(read);
    return isExact && !value.elements.some(ts.isSpreadElement)
      ? { kind: 'tuple', elements }
      : { kind: 'array', element: unionOf(elements) };
  }
  if (ts.isObjectLiteralExpression(value)) return objectShape(value, context, isExact);
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return signatureShape(value, context);
  return undefined;
}

function objectShape(node: ts.ObjectLiteralExpression, context: ShapeContext, isExact: boolean): ValueShape {
  let shape: Extract<ValueShape, { kind: 'object' }> = { kind: 'object', properties: [] };
  for (const member of node.properties) {
    if (ts.isSpreadAssignment(member)) {
      const spread = readValue(member.expression, context, isExact);
      if (spread.kind === 'object') shape = mergeObjects(shape, spread);
      continue;
    }
    const name = nameText(member.name);
    if (name === undefined) continue;
    const property: PropertyShape = { name, shape: memberShape(member, context, isExact), isOptional: false };
    shape = mergeObjects(shape, { kind: 'object', properties: [property] });
  }
  return shape;
}

function memberShape(
  member: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>,
  context: ShapeContext,
  isExact: boolean,
): ValueShape {
  if (ts.isPropertyAssignment(member)) return readValue(member.initializer, context, isExact);
  if (ts.isShorthandPropertyAssignment(member)) return readValue(member.name, context, isExact);
  return ts.isMethodDeclaration(member)
    ? signatureShape(member, context)
    : context.readType(member.type, context);
}

function computedShape(value: ts.Expression, context: ShapeContext, isExact: boolean): ValueShape {
  if (ts.isIdentifier(value)) return readName(value.text, context, isExact);
  if (ts.isPropertyAccessExpression(value)) {
    const owner = enumOf(value.expression, context);
    return owner ?? valueAt(readValue(value.expression, context, isExact), textLiteral(value.name.text));
  }
  if (ts.isConditionalExpression(value)) {
    return unionOf([
      readValue(value.whenTrue, context, isExact),
      readValue(value.whenFalse, context, isExact),
    ]);
  }
  if (ts.isBinaryExpression(value)) return binaryShape(value, context, isExact);
  if (ts.isPrefixUnaryExpression(value)) {
    return { kind: value.operator === ts.SyntaxKind.ExclamationToken ? 'boolean' : 'number' };
  }
  if (ts.isNewExpression(value) && ts.isIdentifier(value.expression)) {
    const typeArguments = (value.typeArguments ?? []).map((argument) => context.readType(argument, context));
    return instanceOf(value.expression.text, typeArguments, context);
  }
  if (ts.isCallExpression(value)) return callShape(value, context, isExact);
  return unknownShape;
}

function readName(name: string, context: ShapeContext, isExact: boolean): ValueShape {
  if (name === 'undefined') return { kind: 'undefined' };
  if (name === 'Infinity' || name === 'NaN') return { kind: 'number' };
  const found = findDeclarations(name, context.where, context.siblings);
  const inside = found?.value && enterDeclaration(found.value, found.where, new Map(), context);
  if (!found?.value || !inside) return unknownShape;
  if (ts.isFunctionDeclaration(found.value)) return signatureShape(found.value, inside);
  if (found.value.type) return context.readType(found.value.type, inside);
  return found.value.initializer ? readValue(found.value.initializer, inside, isExact) : unknownShape;
}

function enumOf(owner: ts.Expression, context: ShapeContext): ValueShape | undefined {
  if (!ts.isIdentifier(owner)) return undefined;
  const found = findDeclarations(owner.text, context.where, context.siblings);
  const declaration = found?.types.find((type) => ts.isEnumDeclaration(type));
  return declaration && enumShape(declaration, context.exportNameOf(declaration));
}

function binaryShape(node: ts.BinaryExpression, context: ShapeContext, isExact: boolean): ValueShape {
  const left = (): ValueShape => readValue(node.left, context, isExact);
  const right = (): ValueShape => readValue(node.right, context, isExact);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return unionOf([left(), right()]);
    case ts.SyntaxKind.PlusToken: {
      const kinds = [readValue(node.left, context, false).kind, readValue(node.right, context, false).kind];
      return { kind: kinds.includes('string') ? 'string' : 'number' };
    }
    case ts.SyntaxKind.MinusToken:
    case ts.SyntaxKind.AsteriskToken:
    case ts.SyntaxKind.SlashToken:
    case ts.SyntaxKind.PercentToken:
    case ts.SyntaxKind.AsteriskAsteriskToken:
    case ts.SyntaxKind.LessThanLessThanToken:
      return { kind: 'number' };
    default:
      return unknownShape;
  }
}

function callShape(node: ts.CallExpression, context: ShapeContext, isExact: boolean): ValueShape {
  const callee = node.expression.getText();
  const [argument] = node.arguments;
  if (callee === 'Object.freeze' && argument) return readValue(argument, context, isExact);
  if (callee === 'String') return { kind: 'string' };
  if (callee === 'Number' || callee.startsWith('Math.') || callee === 'Date.now') return { kind: 'number' };
  return unknownShape;
}
