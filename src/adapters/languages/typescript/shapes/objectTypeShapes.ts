import ts from 'typescript';
import type { PropertyShape, ValueShape } from '../../../../core/synthesis/moduleModel';
import { hasModifier } from '../instrumentation/statementKinds';
import { unionOf } from './shapeAlgebra';
import { bindTypeParameters, type ShapeContext } from './shapeContext';

/** What the members of an interface or an object type describe: an object, a dictionary or a function. */
export function membersShape(members: readonly ts.TypeElement[], context: ShapeContext): ValueShape {
  const properties = new Map<string, PropertyShape>();
  for (const member of members) {
    if (context.budget.remaining <= 0) break;
    const property = propertyOfMember(member, context);
    // Overloaded methods: the first signature stands for all.
    if (property && !properties.has(property.name)) properties.set(property.name, property);
  }
  if (properties.size === 0) {
    const call = members.find((member) => ts.isCallSignatureDeclaration(member));
    if (call) return signatureShape(call, context);
    const indexes = members.filter((member) => ts.isIndexSignatureDeclaration(member));
    if (indexes.length > 0) {
      return {
        kind: 'record',
        value: unionOf(indexes.map((index) => context.readType(index.type, context))),
      };
    }
  }
  return { kind: 'object', properties: [...properties.values()] };
}

/** A function or method as a value that could be passed. */
export function signatureShape(node: ts.SignatureDeclaration, context: ShapeContext): ValueShape {
  const bindings = bindTypeParameters(node.typeParameters, [], context);
  const inside = { ...context, bindings };
  const declared = context.readType(node.type ?? ts.getJSDocReturnType(node), inside);
  const isAsync = declared.kind === 'promise' || hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  const returns = declared.kind === 'promise' ? declared.value : declared;
  return { kind: 'function', parameters: context.readParameters(node, context), returns, isAsync };
}

/** The public face of a class as an object: for classes that a test cannot create by name. */
export function classAsObject(node: ts.ClassLikeDeclaration, context: ShapeContext): ValueShape {
  const properties: PropertyShape[] = [];
  for (const member of node.members) {
    if (context.budget.remaining <= 0) break;
    if (ts.isConstructorDeclaration(member)) {
      for (const parameter of member.parameters.filter((candidate) => isPublicParameterProperty(candidate))) {
        if (ts.isIdentifier(parameter.name)) {
          const shape = context.readType(parameter.type, context);
          properties.push({
            name: parameter.name.text,
            shape,
            isOptional: parameter.questionToken !== undefined,
          });
        }
      }
      continue;
    }
    const name = publicMemberName(member);
    if (name === undefined || hasModifier(member, ts.SyntaxKind.StaticKeyword)) continue;
    if (ts.isMethodDeclaration(member)) {
      properties.push({ name, shape: signatureShape(member, context), isOptional: false });
    } else if (ts.isPropertyDeclaration(member) || ts.isGetAccessorDeclaration(member)) {
      const isOptional = ts.isPropertyDeclaration(member) && member.questionToken !== undefined;
      properties.push({ name, shape: context.readType(member.type, context), isOptional });
    }
  }
  return { kind: 'object', properties: uniqueByName(properties) };
}

/** The name of a member that anyone may use; undefined for `private`, `protected`, `#x`, `_x` and computed names. */
export function publicMemberName(member: ts.ClassElement): string | undefined {
  if (
    hasModifier(member, ts.SyntaxKind.PrivateKeyword) ||
    hasModifier(member, ts.SyntaxKind.ProtectedKeyword)
  ) {
    return undefined;
  }
  if (!member.name || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))) return undefined;
  const isNamedPrivate = member.name.text.startsWith('_') || ts.getJSDocPrivateTag(member) !== undefined;
  return isNamedPrivate || !/^[\p{ID_Start}$][\p{ID_Continue}$]*$/u.test(member.name.text)
    ? undefined
    : member.name.text;
}

/** `constructor(readonly x: number)` declares a public field. */
export function isPublicParameterProperty(parameter: ts.ParameterDeclaration): boolean {
  if (!ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return false;
  if (hasModifier(parameter, ts.SyntaxKind.PrivateKeyword)) return false;
  return !hasModifier(parameter, ts.SyntaxKind.ProtectedKeyword) && !parameter.name.getText().startsWith('_');
}

function propertyOfMember(member: ts.TypeElement, context: ShapeContext): PropertyShape | undefined {
  const name = member.name && nameText(member.name);
  if (name === undefined) return undefined;
  if (ts.isPropertySignature(member) || ts.isGetAccessorDeclaration(member)) {
    const shape = context.readType(member.type, context);
    return { name, shape, isOptional: member.questionToken !== undefined };
  }
  if (!ts.isMethodSignature(member)) return undefined;
  return { name, shape: signatureShape(member, context), isOptional: member.questionToken !== undefined };
}

/** The text of a property name that is no computed one. */
export function nameText(name: ts.PropertyName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)
    ? name.expression.text
    : undefined;
}

function uniqueByName(properties: readonly PropertyShape[]): readonly PropertyShape[] {
  return [...new Map(properties.map((property) => [property.name, property])).values()];
}
