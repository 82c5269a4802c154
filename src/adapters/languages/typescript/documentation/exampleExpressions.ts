import ts from 'typescript';

/** `require('lib')`. */
export function isRequire(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';
}

/** It sets something. */
export function isAssignment(node: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment
  );
}

/** `f(1)` of `console.log(f(1))`, and of `console.log('Sum:', f(1))`. */
export function loggedIn(node: ts.Expression): ts.Expression | undefined {
  if (!isLog(node)) return undefined;
  const [first, second, ...others] = node.arguments;
  if (others.length > 0) return undefined;
  return second && first && ts.isStringLiteral(first) ? second : second ? undefined : first;
}

export function isLog(node: ts.Expression): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText() === 'console.log';
}

/** The two sides of `assert.equal(f(1), 2)` and `expect(f(1)).toBe(2)`. */
export function assertedIn(node: ts.Expression) {
  if (!ts.isCallExpression(node)) return undefined;
  const [first, second] = node.arguments;
  const name = node.expression.getText();
  if (/^assert(?:\.(?:strict|deep|deepStrict)?equal)$/i.test(name) && first && second)
    return { actual: first, expected: second };
  const callee = node.expression;
  if (
    !ts.isPropertyAccessExpression(callee) ||
    !/^to(?:Be|Equal|StrictEqual)$/.test(callee.name.text) ||
    !first
  )
    return undefined;
  const expected = callee.expression;
  const isExpect = ts.isCallExpression(expected) && expected.expression.getText() === 'expect';
  return isExpect && expected.arguments[0] ? { actual: expected.arguments[0], expected: first } : undefined;
}

/** What is called in the end: `total` of `cart.total()` and of `cart.total`, `Cart` of `new Cart()`. */
export function calleeOf(node: ts.Expression): string | undefined {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const { expression } = node;
    if (ts.isIdentifier(expression)) return expression.text;
    if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
    return calleeOf(expression);
  }
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}
