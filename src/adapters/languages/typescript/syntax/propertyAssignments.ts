import ts from 'typescript';
import { nodesOf } from './syntaxTree';

/** `a.b.c = value`, anywhere in a file. */
export interface PropertyAssignment {
  /** `['module', 'exports', 'parse']`. */
  readonly path: readonly string[];
  /** The last value of a chain: `f` in `exports.a = exports.b = f`. */
  readonly value: ts.Expression;
}

/** All assignments to properties of plain names, in source order: how CommonJS exports and old-style classes are written. */
export function findPropertyAssignments(source: ts.SourceFile): readonly PropertyAssignment[] {
  const found: PropertyAssignment[] = [];
  for (const node of nodesOf(source)) {
    const path = isAssignment(node) ? pathOf(node.left) : undefined;
    if (path && path.length > 1 && isAssignment(node)) found.push({ path, value: lastValue(node.right) });
  }
  return found;
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function lastValue(value: ts.Expression): ts.Expression {
  return isAssignment(value) ? lastValue(value.right) : value;
}

function pathOf(node: ts.Expression): readonly string[] | undefined {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) {
    const owner = pathOf(node.expression);
    return owner && [...owner, node.name.text];
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const owner = pathOf(node.expression);
    return owner && [...owner, node.argumentExpression.text];
  }
  return undefined;
}
