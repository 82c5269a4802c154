import ts from 'typescript';
import { hasModifier, withoutWrappers } from '../instrumentation/statementKinds';
import type { Scopes } from './scopes';

const timers = new Set(
  'queueMicrotask requestAnimationFrame requestIdleCallback setImmediate setInterval setTimeout'.split(' '),
);
const promiseMethods = new Set(['then', 'catch', 'finally']);
const waitingMethods = new Set(['nextTick', 'schedule']);
/** Methods that let others know, or be known to, later. */
const eventMethods = new Set(
  'addEventListener addListener dispatchEvent emit on once prependListener subscribe'.split(' '),
);
/** Parameters that by convention are called when something is done. */
const continuations = new Set('callback cb done next reject resolve'.split(' '));

/** True for waiting, promises, timers, asynchronous functions, events and callbacks that are told when something is done. */
export function isAsyncOperation(node: ts.Node, scopes: Scopes): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  if (ts.isFunctionLike(node)) return hasModifier(node, ts.SyntaxKind.AsyncKeyword);
  if (ts.isNewExpression(node)) {
    const made = withoutWrappers(node.expression);
    return ts.isIdentifier(made) && (made.text === 'Promise' || made.text === 'AbortController');
  }
  if (ts.isBinaryExpression(node)) return isHandlerAssignment(node);
  if (!ts.isCallExpression(node)) return false;
  const callee = withoutWrappers(node.expression);
  if (ts.isIdentifier(callee)) {
    return timers.has(callee.text) || (continuations.has(callee.text) && scopes.isParameter(callee));
  }
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const method = callee.name.text;
  if (promiseMethods.has(method) || waitingMethods.has(method) || eventMethods.has(method)) return true;
  const object = withoutWrappers(callee.expression);
  return ts.isIdentifier(object) && object.text === 'Promise';
}

/** `socket.onclose = () => …` */
function isHandlerAssignment({ left, operatorToken, right }: ts.BinaryExpression): boolean {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const target = withoutWrappers(left);
  const value = withoutWrappers(right);
  return (
    ts.isPropertyAccessExpression(target) &&
    /^on[a-z]+$/.test(target.name.text) &&
    (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
  );
}
