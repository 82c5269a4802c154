import ts from 'typescript';
import type { ClassUnit, MethodModel, ParameterModel } from '../../../../core/synthesis/moduleModel';
import { hasModifier, withoutWrappers } from '../instrumentation/statementKinds';
import { isPublicParameterProperty, nameText, publicMemberName } from '../shapes/objectTypeShapes';
import { bindTypeParameters, enterDeclaration, type ShapeContext } from '../shapes/shapeContext';
import { findDeclarations } from '../syntax/declarationLookup';
import type { PropertyAssignment } from '../syntax/propertyAssignments';
import { resolveUnit } from '../syntax/scopeLookup';
import { callerParameters, givesPromise, rangeOf } from './callableFacts';
import { documentationOf, promisesOf } from './promises';

/** What a unit needs beside its node. */
export interface UnitContext {
  readonly shapes: ShapeContext;
  readonly name: string;
  readonly exportName: string;
  readonly constantsOf: (node: ts.Node) => readonly string[];
}

type ClassFacts = Pick<ClassUnit, 'constructorParameters' | 'methods' | 'readableProperties'>;

const noFacts: ClassFacts = { constructorParameters: [], methods: [], readableProperties: [] };

/** The public face of a class, what it inherits included. */
export function createClassUnit(node: ts.ClassLikeDeclaration, context: UnitContext): ClassUnit {
  const constructorNode = node.members.find(ts.isConstructorDeclaration);
  const isHidden =
    hasModifier(node, ts.SyntaxKind.AbstractKeyword) ||
    (constructorNode !== undefined &&
      (hasModifier(constructorNode, ts.SyntaxKind.PrivateKeyword) ||
        hasModifier(constructorNode, ts.SyntaxKind.ProtectedKeyword)));
  return {
    kind: 'class',
    name: context.name,
    exportName: context.exportName,
    range: rangeOf(node),
    constants: context.constantsOf(node),
    ...documentationOf(node),
    ...(isHidden && { isConstructible: false }),
    ...factsOf(node, context.shapes, context.constantsOf),
  };
}

/** An exported object of functions, seen as a class of static methods that cannot be constructed; undefined without functions. */
export function createObjectUnit(
  node: ts.ObjectLiteralExpression,
  context: UnitContext,
): ClassUnit | undefined {
  const methods = node.properties.flatMap((member) => {
    const name = member.name && nameText(member.name);
    const value = ts.isPropertyAssignment(member)
      ? resolveUnit(member.initializer)
      : ts.isMethodDeclaration(member)
        ? member
        : undefined;
    if (name === undefined || name.startsWith('_') || !value || !ts.isFunctionLike(value)) return [];
    return [
      methodModel({
        name,
        isStatic: true,
        node: value,
        shapes: context.shapes,
        constantsOf: context.constantsOf,
      }),
    ];
  });
  if (methods.length === 0) return undefined;
  const { name, exportName } = context;
  const constants = context.constantsOf(node);
  return {
    kind: 'class',
    name,
    exportName,
    range: rangeOf(node),
    constants,
    ...documentationOf(node),
    isConstructible: false,
    ...noFacts,
    methods,
  };
}

/** A constructor function with methods on its prototype; undefined when it has none, so is a plain function. */
export function createPrototypeUnit(
  node: ts.FunctionDeclaration | ts.FunctionExpression,
  assignments: readonly PropertyAssignment[],
  context: UnitContext,
): ClassUnit | undefined {
  const { shapes, constantsOf } = context;
  const methods = assignments.flatMap(({ path, value }): readonly MethodModel[] => {
    if (path[0] !== (node.name?.text ?? context.name) || path[1] !== 'prototype') return [];
    const unit = resolveUnit(value);
    const [, , name] = path;
    if (name !== undefined && unit && ts.isFunctionLike(unit) && path.length === 3 && !name.startsWith('_')) {
      return [methodModel({ name, isStatic: false, node: unit, shapes, constantsOf })];
    }
    if (name !== undefined || !unit || !ts.isObjectLiteralExpression(unit)) return [];
    return (createObjectUnit(unit, context)?.methods ?? []).map((method) => ({ ...method, isStatic: false }));
  });
  if (methods.length === 0) return undefined;
  return {
    kind: 'class',
    name: context.name,
    exportName: context.exportName,
    range: rangeOf(node),
    constants: constantsOf(node),
    ...documentationOf(node),
    constructorParameters: callerParameters(node, shapes),
    methods,
    readableProperties: node.body ? assignedFields(node.body) : [],
  };
}

function factsOf(
  node: ts.ClassLikeDeclaration,
  shapes: ShapeContext,
  constantsOf: UnitContext['constantsOf'],
): ClassFacts {
  const inherited = baseFacts(node, shapes, constantsOf);
  const constructorNode = node.members.find(
    (member) => ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  const constructorParameters: readonly ParameterModel[] =
    constructorNode && ts.isConstructorDeclaration(constructorNode)
      ? callerParameters(constructorNode, shapes)
      : inherited.constructorParameters;
  const own = node.members.flatMap((member) => methodOfMember(member, shapes, constantsOf));
  const hidden = new Set(own.map((method) => `${method.isStatic}:${method.name}`));
  const readable = [...inherited.readableProperties, ...node.members.flatMap(readableNames)];
  return {
    constructorParameters,
    methods: [
      ...inherited.methods.filter((method) => !hidden.has(`${method.isStatic}:${method.name}`)),
      ...own,
    ],
    readableProperties: [...new Set(readable)],
  };
}

function baseFacts(
  node: ts.ClassLikeDeclaration,
  shapes: ShapeContext,
  constantsOf: UnitContext['constantsOf'],
): ClassFacts {
  const clause = node.heritageClauses?.find((candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword);
  const [base] = clause?.types ?? [];
  if (!base || !ts.isIdentifier(base.expression)) return noFacts;
  const found = findDeclarations(base.expression.text, shapes.where, shapes.siblings);
  const declaration = found?.types.find((type) => ts.isClassLike(type));
  if (!found || !declaration) return noFacts;
  const typeArguments = (base.typeArguments ?? []).map((argument) => shapes.readType(argument, shapes));
  const outside = enterDeclaration(declaration, found.where, new Map(), shapes);
  if (!outside) return noFacts;
  const bindings = bindTypeParameters(declaration.typeParameters, typeArguments, outside);
  return factsOf(declaration, { ...outside, bindings }, constantsOf);
}

interface MethodSource {
  readonly name: string;
  readonly isStatic: boolean;
  readonly node: ts.FunctionLikeDeclaration;
  readonly shapes: ShapeContext;
  readonly constantsOf: UnitContext['constantsOf'];
}

function methodModel({ name, isStatic, node, shapes, constantsOf }: MethodSource): MethodModel {
  return {
    name,
    isStatic,
    parameters: callerParameters(node, shapes),
    isAsync: givesPromise(node, shapes),
    range: rangeOf(node),
    constants: constantsOf(node),
    ...promisesOf(node, shapes),
  };
}

function methodOfMember(
  member: ts.ClassElement,
  shapes: ShapeContext,
  constantsOf: UnitContext['constantsOf'],
): readonly MethodModel[] {
  const name = publicMemberName(member);
  const node = functionOfMember(member);
  if (name === undefined || !node) return [];
  return [
    methodModel({
      name,
      isStatic: hasModifier(member, ts.SyntaxKind.StaticKeyword),
      node,
      shapes,
      constantsOf,
    }),
  ];
}

/** A method, or the function in a field (`handle = () => …`). */
function functionOfMember(member: ts.ClassElement): ts.FunctionLikeDeclaration | undefined {
  if (ts.isMethodDeclaration(member)) return member.body ? member : undefined;
  const value =
    ts.isPropertyDeclaration(member) && member.initializer ? withoutWrappers(member.initializer) : undefined;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

function readableNames(member: ts.ClassElement): readonly string[] {
  if (ts.isConstructorDeclaration(member)) {
    const declared = member.parameters
      .filter(isPublicParameterProperty)
      .map((parameter) => parameter.name.getText());
    return member.body && isInJavaScript(member) ? [...declared, ...assignedFields(member.body)] : declared;
  }
  const isReadable =
    ts.isGetAccessorDeclaration(member) || (ts.isPropertyDeclaration(member) && !functionOfMember(member));
  const name =
    isReadable && !hasModifier(member, ts.SyntaxKind.StaticKeyword) ? publicMemberName(member) : undefined;
  return name === undefined ? [] : [name];
}

function isInJavaScript(node: ts.Node): boolean {
  return (node.flags & ts.NodeFlags.JavaScriptFile) !== 0;
}

/** The `x` of each `this.x = …` at the top level of a constructor. */
function assignedFields(body: ts.Block): readonly string[] {
  return body.statements.flatMap((statement) => {
    const expression = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    if (
      !expression ||
      !ts.isBinaryExpression(expression) ||
      expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken
    )
      return [];
    const { left } = expression;
    const isField = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
    return isField && ts.isIdentifier(left.name) && !left.name.text.startsWith('_') ? [left.name.text] : [];
  });
}
