import ts from 'typescript';
import { hasModifier, withoutWrappers } from '../instrumentation/statementKinds';

/** Globals whose use reads or changes the world around the program. */
const worldlyGlobals = new Set(
  (
    'alert caches confirm console crypto document fetch globalThis indexedDB localStorage location navigator ' +
    'performance process prompt sessionStorage window'
  ).split(' '),
);
const worldlyMembers = new Set(['Math.random', 'Date.now']);
const worldlyClasses = new Set(['EventSource', 'WebSocket', 'XMLHttpRequest', 'Worker', 'BroadcastChannel']);
const timers = new Set(
  'queueMicrotask requestAnimationFrame requestIdleCallback setImmediate setInterval setTimeout'.split(' '),
);
const promiseMethods = new Set(['then', 'catch', 'finally']);

/** True for waiting, promises, timers and asynchronous functions. */
export function isAsyncOperation(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  if (ts.isFunctionLike(node)) return hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (ts.isNewExpression(node)) return nameOf(node.expression) === 'Promise';
  if (!ts.isCallExpression(node)) return false;
  const callee = withoutWrappers(node.expression);
  if (ts.isIdentifier(callee)) return timers.has(callee.text);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return promiseMethods.has(callee.name.text) || nameOf(callee.expression) === 'Promise';
}

/** Names of a file that its scopes do not own: assigning to the first, or calling the second, has an effect outside. */
export interface OuterNames {
  /** Variables of the module. A local variable of the same name is taken for it: scopes are not resolved. */
  readonly moduleVariables: ReadonlySet<string>;
  readonly worldlyNames: ReadonlySet<string>;
}

/** True for a write to what outlives the call, and for a call of what reads or changes the world around the program. */
export function isSideEffect(node: ts.Node, names: OuterNames): boolean {
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node.operatorToken.kind) && isOuterTarget(node.left, names);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    const isStep = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return isStep && isOuterTarget(node.operand, names);
  }
  if (ts.isDeleteExpression(node)) return true;
  if (ts.isCallExpression(node)) return isWorldlyCall(node, names);
  if (!ts.isNewExpression(node)) return false;
  const name = nameOf(node.expression);
  if (name === 'Date') return (node.arguments?.length ?? 0) === 0;
  return name !== undefined && worldlyClasses.has(name);
}

function isOuterTarget(target: ts.Expression, { moduleVariables }: OuterNames): boolean {
  const inner = withoutWrappers(target);
  if (ts.isIdentifier(inner)) return moduleVariables.has(inner.text);
  return ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner);
}

function isWorldlyCall({ expression }: ts.CallExpression, { worldlyNames }: OuterNames): boolean {
  let callee = withoutWrappers(expression);
  if (ts.isPropertyAccessExpression(callee)) {
    if (worldlyMembers.has(`${nameOf(callee.expression)}.${callee.name.text}`)) return true;
  }
  while (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
    callee = withoutWrappers(callee.expression);
  }
  return ts.isIdentifier(callee) && (worldlyGlobals.has(callee.text) || worldlyNames.has(callee.text));
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function nameOf(node: ts.Expression): string | undefined {
  const inner = withoutWrappers(node);
  return ts.isIdentifier(inner) ? inner.text : undefined;
}
