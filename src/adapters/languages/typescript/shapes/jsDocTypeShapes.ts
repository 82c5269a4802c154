import ts from 'typescript';
import type { PropertyShape, ValueShape } from '../../../../core/synthesis/moduleModel';
import { unionOf, unknownShape } from './shapeAlgebra';
import type { ShapeContext } from './shapeContext';

/** The forms that only JSDoc has: `?T`, `T=`, `...T`, `function(a): b`, `*`, and objects made of `@param o.name` lines. */
export function readJsDocType(type: ts.Node, context: ShapeContext): ValueShape {
  const read = (part: ts.Node | undefined): ValueShape => context.readType(part, context);
  if (ts.isJSDocTypeExpression(type) || ts.isJSDocNonNullableType(type) || ts.isJSDocOptionalType(type))
    return read(type.type);
  if (ts.isJSDocNullableType(type)) return unionOf([read(type.type), { kind: 'null' }]);
  if (ts.isJSDocVariadicType(type)) return { kind: 'array', element: read(type.type) };
  if (ts.isJSDocTypeLiteral(type)) return readTypeLiteral(type, context);
  if (ts.isJSDocFunctionType(type)) return readFunctionType(type, context);
  if (ts.isJSDocSignature(type)) return readSignature(type, context);
  return unknownShape;
}

/** What `@typedef` or `@callback` defines. */
export function readJsDocDefinition(
  tag: ts.JSDocTypedefTag | ts.JSDocCallbackTag,
  context: ShapeContext,
): ValueShape {
  return context.readType(tag.typeExpression, context);
}

function readTypeLiteral(type: ts.JSDocTypeLiteral, context: ShapeContext): ValueShape {
  const properties: PropertyShape[] = (type.jsDocPropertyTags ?? []).map((tag) => ({
    name: lastName(tag.name),
    shape: context.readType(tag.typeExpression, context),
    isOptional: tag.isBracketed || isOptionalType(tag.typeExpression),
  }));
  const shape: ValueShape = { kind: 'object', properties };
  return type.isArrayType ? { kind: 'array', element: shape } : shape;
}

function readFunctionType(type: ts.JSDocFunctionType, context: ShapeContext): ValueShape {
  const parameters = type.parameters.map((parameter, index) => ({
    name: `value${index + 1}`,
    shape: context.readType(parameter.type, context),
    isOptional: false,
    isRest: false,
  }));
  return { kind: 'function', parameters, ...readReturn(type.type, context) };
}

function readSignature(type: ts.JSDocSignature, context: ShapeContext): ValueShape {
  const parameters = type.parameters.map((tag) => ({
    name: lastName(tag.name),
    shape: context.readType(tag.typeExpression, context),
    isOptional: tag.isBracketed,
    isRest: false,
  }));
  return { kind: 'function', parameters, ...readReturn(type.type?.typeExpression, context) };
}

function readReturn(
  type: ts.Node | undefined,
  context: ShapeContext,
): { returns: ValueShape; isAsync: boolean } {
  const shape = context.readType(type, context);
  return shape.kind === 'promise'
    ? { returns: shape.value, isAsync: true }
    : { returns: shape, isAsync: false };
}

function isOptionalType(expression: ts.JSDocTypeExpression | ts.JSDocTypeLiteral | undefined): boolean {
  return (
    expression !== undefined &&
    ts.isJSDocTypeExpression(expression) &&
    ts.isJSDocOptionalType(expression.type)
  );
}

function lastName(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : name.right.text;
}
