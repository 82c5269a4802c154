import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';

/**
 * Ways to the surroundings that go by no name: `this` of a function that is called bare, which is the global object in a script,
 * and members whose names are put together, so that nobody can read which they are.
 */
export function hiddenAccessIn(code: ts.Node): readonly string[] {
  const found = new Set<string>();
  for (const node of nodesOf(code)) {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isOfPlainFunction(node) && !isReadByName(node))
      found.add('this');
    if (ts.isElementAccessExpression(node) && isPutTogether(node.argumentExpression))
      found.add('[computed name]');
  }
  return [...found];
}

/** The function whose `this` it is stands neither in a class nor in an object. */
function isOfPlainFunction(node: ts.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (ts.isArrowFunction(outer)) continue;
    if (ts.isFunctionExpression(outer) || ts.isFunctionDeclaration(outer))
      return !ts.isPropertyAssignment(outer.parent);
    if (ts.isFunctionLike(outer) || ts.isClassLike(outer)) return false;
  }
  return false;
}

/** `this.total`: the name says what is meant. */
function isReadByName({ parent }: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent);
}

/** `'pro' + 'cess'`, `${a}cess`, `parts.join('')`, or a name for such a text. */
function isPutTogether(key: ts.Expression): boolean {
  if (ts.isTemplateExpression(key)) return true;
  if (ts.isBinaryExpression(key)) return [...nodesOf(key)].some((node) => ts.isStringLiteralLike(node));
  if (ts.isCallExpression(key))
    return /\.(?:join|concat|reverse|fromCharCode|fromCodePoint)$/.test(key.expression.getText());
  if (!ts.isIdentifier(key)) return false;
  const values = [...nodesOf(key.getSourceFile())].filter(
    (node): node is ts.VariableDeclaration =>
      ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.name.text === key.text,
  );
  return values.some(
    ({ initializer }) => initializer && !ts.isIdentifier(initializer) && isPutTogether(initializer),
  );
}
