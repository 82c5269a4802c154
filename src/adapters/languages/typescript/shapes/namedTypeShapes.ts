import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { type FoundDeclarations, findDeclarations, findMember } from '../syntax/declarationLookup';
import type { TypeDeclaration } from '../syntax/fileDeclarations';
import { enumMemberShape, enumShape } from './enumShapes';
import { readJsDocDefinition } from './jsDocTypeShapes';
import { readLibraryType } from './libraryTypeShapes';
import { classAsObject, membersShape } from './objectTypeShapes';
import { intersectionOf, mergeObjects, unknownShape } from './shapeAlgebra';
import { bindTypeParameters, enterDeclaration, type ShapeContext } from './shapeContext';

type Reference = ts.TypeReferenceNode | ts.ExpressionWithTypeArguments | ts.ImportTypeNode;

/** What a name in type position stands for: a type parameter, a declaration of this file or a sibling, or a library type. */
export function readReference(node: Reference, context: ShapeContext): ValueShape {
  const path = ts.isImportTypeNode(node)
    ? undefined
    : namePath(ts.isTypeReferenceNode(node) ? node.typeName : node.expression);
  const typeArguments = (node.typeArguments ?? []).map((argument) => context.readType(argument, context));
  if (ts.isImportTypeNode(node)) return readImportType(node, typeArguments, context);
  const [name, member] = path ?? [];
  if (name === undefined) return unknownShape;
  if (member !== undefined) return readQualified(name, member, typeArguments, context);
  const bound = context.bindings.get(name);
  if (bound) return bound;
  const found = findDeclarations(name, context.where, context.siblings);
  if (found && found.types.length > 0) return readDeclarations(found, typeArguments, context);
  return readLibraryType(name, typeArguments, context.where.file.isJavaScript);
}

/** What declarations of one name describe together (interfaces are merged). */
function readDeclarations(
  found: FoundDeclarations,
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ValueShape {
  return intersectionOf(
    found.types.map((type) => readDeclaration(type, found.where, typeArguments, context)),
  );
}

function readDeclaration(
  declaration: TypeDeclaration,
  where: FoundDeclarations['where'],
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ValueShape {
  const exportName = context.exportNameOf(declaration);
  if (ts.isClassLike(declaration) && exportName !== undefined) return { kind: 'instance', exportName };
  const outside = enterDeclaration(declaration, where, new Map(), context);
  if (!outside) return unknownShape;
  if (ts.isEnumDeclaration(declaration)) return enumShape(declaration, exportName);
  if (ts.isJSDocTypedefTag(declaration) || ts.isJSDocCallbackTag(declaration))
    return readJsDocDefinition(declaration, outside);
  const inside = {
    ...outside,
    bindings: bindTypeParameters(declaration.typeParameters, typeArguments, outside),
  };
  if (ts.isTypeAliasDeclaration(declaration)) return context.readType(declaration.type, inside);
  const own = ts.isInterfaceDeclaration(declaration)
    ? membersShape(declaration.members, inside)
    : classAsObject(declaration, inside);
  return withBases(own, declaration.heritageClauses, inside);
}

function withBases(
  own: ValueShape,
  clauses: readonly ts.HeritageClause[] | undefined,
  context: ShapeContext,
): ValueShape {
  const bases = (clauses ?? [])
    .filter((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap((clause) => clause.types.map((type) => context.readType(type, context)));
  return bases.reduceRight<ValueShape>((shape, base) => {
    if (shape.kind === 'object' && base.kind === 'object') return mergeObjects(base, shape);
    return shape.kind === 'object' && shape.properties.length === 0 ? base : shape;
  }, own);
}

function readQualified(
  name: string,
  member: string,
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ValueShape {
  const imported = context.where.imports.get(name);
  const found =
    imported?.name === '*'
      ? findMember(imported.specifier, member, context.where, context.siblings)
      : findDeclarations(name, context.where, context.siblings);
  if (found && imported?.name === '*') return readDeclarations(found, typeArguments, context);
  const declaration = found?.types.find((type) => ts.isEnumDeclaration(type));
  if (declaration) return enumMemberShape(declaration, member, context.exportNameOf(declaration));
  return readLibraryType(`${name}.${member}`, typeArguments, context.where.file.isJavaScript);
}

function readImportType(
  node: ts.ImportTypeNode,
  typeArguments: readonly ValueShape[],
  context: ShapeContext,
): ValueShape {
  const { argument, qualifier } = node;
  if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal) || !qualifier || node.isTypeOf)
    return unknownShape;
  const [name] = namePath(qualifier) ?? [];
  const found =
    name === undefined ? undefined : findMember(argument.literal.text, name, context.where, context.siblings);
  return found ? readDeclarations(found, typeArguments, context) : unknownShape;
}

/** `a.b` as its names; undefined when it is more than names. */
function namePath(node: ts.EntityName | ts.Expression): readonly string[] | undefined {
  if (ts.isIdentifier(node)) return [node.text];
  const left = ts.isQualifiedName(node)
    ? node.left
    : ts.isPropertyAccessExpression(node)
      ? node.expression
      : undefined;
  const path = left && namePath(left);
  const right = ts.isQualifiedName(node)
    ? node.right
    : ts.isPropertyAccessExpression(node)
      ? node.name
      : undefined;
  return path && right ? [...path, right.text] : undefined;
}
