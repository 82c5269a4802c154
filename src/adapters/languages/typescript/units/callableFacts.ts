import ts from 'typescript';
import type { LineRange, ParameterModel } from '../../../../core/synthesis/moduleModel';
import { hasModifier } from '../instrumentation/statementKinds';
import { unionOf } from '../shapes/shapeAlgebra';
import type { ShapeContext } from '../shapes/shapeContext';
import { lineAt } from '../syntax/parsedFile';

/** Parameters as callers see them: of the overloads when there are any, else of the implementation. */
export function callerParameters(
  node: ts.FunctionLikeDeclaration,
  context: ShapeContext,
): readonly ParameterModel[] {
  const overloads = overloadsOf(node);
  if (overloads.length === 0) return context.readParameters(node, context);
  const signatures = overloads.map((overload) => context.readParameters(overload, context));
  const longest = signatures.reduce((a, b) => (b.length > a.length ? b : a));
  return longest.map((parameter, index) => {
    const variants = signatures.map((signature) => signature[index]);
    const known = variants.filter((variant) => variant !== undefined);
    return {
      name: parameter.name,
      shape: unionOf(known.map((variant) => variant.shape)),
      isOptional: known.length < variants.length || known.some((variant) => variant.isOptional),
      isRest: parameter.isRest,
    };
  });
}

/** The signatures that callers see instead of the implementation. */
export function overloadsOf(node: ts.FunctionLikeDeclaration): readonly ts.SignatureDeclaration[] {
  const name = node.name?.getText();
  if (ts.isFunctionDeclaration(node) && (ts.isSourceFile(node.parent) || ts.isModuleBlock(node.parent))) {
    return node.parent.statements.filter(
      (statement) =>
        ts.isFunctionDeclaration(statement) && !statement.body && statement.name?.getText() === name,
    ) as ts.FunctionDeclaration[];
  }
  if (!ts.isClassLike(node.parent)) return [];
  return node.parent.members.filter(
    (member): member is ts.MethodDeclaration | ts.ConstructorDeclaration =>
      (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member)) &&
      member.kind === node.kind &&
      !member.body &&
      !hasModifier(member, ts.SyntaxKind.AbstractKeyword) &&
      member.name?.getText() === name,
  );
}

/** True when a call gives a promise, as far as the declaration says so. */
export function givesPromise(node: ts.FunctionLikeDeclaration, context: ShapeContext): boolean {
  if (node.asteriskToken) return false;
  if (hasModifier(node, ts.SyntaxKind.AsyncKeyword)) return true;
  return context.readType(node.type ?? ts.getJSDocReturnType(node), context).kind === 'promise';
}

/** First and last line of the node, without its leading comments. */
export function rangeOf(node: ts.Node): LineRange {
  const source = node.getSourceFile();
  return { startLine: lineAt(source, node.getStart(source)), endLine: lineAt(source, node.end) };
}
