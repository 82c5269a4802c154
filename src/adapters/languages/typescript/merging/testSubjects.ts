import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';

/**
 * Names of what the module under test gave or made, beside its imports: `cart` of `const cart = new Cart()`. What is only passed into it
 * is not among them.
 */
export function subjectsIn(pieces: readonly ts.Node[], imported: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(imported);
  for (let known = -1; known !== names.size; ) {
    known = names.size;
    for (const piece of pieces) {
      for (const node of nodesOf(piece)) {
        const made = madeBy(node);
        if (made && names.has(made.from)) names.add(made.name);
      }
    }
  }
  for (const name of imported) names.delete(name);
  return names;
}

/** `const name = from(…)`, `name = new from.Thing(…)`. */
function madeBy(node: ts.Node): { readonly name: string; readonly from: string } | undefined {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
    const from = rootOf(node.initializer);
    return from === undefined ? undefined : { name: node.name.text, from };
  }
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isAssignment || !ts.isIdentifier(node.left)) return undefined;
  const from = rootOf(node.right);
  return from === undefined ? undefined : { name: node.left.text, from };
}

/** The name at the root of a chain of calls and members. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  const isLink =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAsExpression(node);
  return isLink ? rootOf(node.expression) : undefined;
}
