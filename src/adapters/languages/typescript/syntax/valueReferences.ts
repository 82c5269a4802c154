import ts from 'typescript';
import { withoutWrappers } from '../instrumentation/statementKinds';
import type { FoundDeclarations } from './declarationLookup';

/** The key under which uses of a value are followed: `x` for the identifier, `this.x` for the field. */
export function keyOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  const isField = ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isField ? `this.${node.name.text}` : undefined;
}

/** True where a name stands for its value, not for a property or a new declaration. */
export function isReference(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(node)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !('name' in parent && parent.name === node);
}

/** True for what only stands around a value: parentheses and type assertions. */
export function isWrapper(
  node: ts.Node,
): node is ts.ParenthesizedExpression | ts.AsExpression | ts.NonNullExpression | ts.SatisfiesExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

/** The operands of a chain like `a + b + c`, which nests as deep as it is long, from left to right. */
export function operandsOf(node: ts.BinaryExpression): readonly ts.Expression[] {
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  for (; ts.isBinaryExpression(left); left = left.left) operands.push(left.right);
  return [left, ...operands.reverse()];
}

/** The function or constructor that runs when the name is called. */
export function calledNode({ value, types }: FoundDeclarations): ts.FunctionLikeDeclaration | undefined {
  const node =
    value && ts.isVariableDeclaration(value)
      ? value.initializer && withoutWrappers(value.initializer)
      : value;
  if (node && isFunctionNode(node)) return node;
  return types
    .find((type) => ts.isClassLike(type))
    ?.members.find((member) => ts.isConstructorDeclaration(member));
}

function isFunctionNode(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node);
}
