import ts from 'typescript';
import { withoutWrappers } from '../instrumentation/statementKinds';
import { baseOf, type Scopes } from './scopes';

/** Globals whose use reads or changes the world around the program. */
const worldlyGlobals = new Set(
  (
    'alert caches confirm console crypto document fetch globalThis indexedDB localStorage location navigator ' +
    'performance process prompt sessionStorage window'
  ).split(' '),
);
const worldlyMembers = new Set(['Math.random', 'Date.now']);
const worldlyClasses = new Set(['EventSource', 'WebSocket', 'XMLHttpRequest', 'Worker', 'BroadcastChannel']);
/** Methods of arrays, maps and sets that change them. */
const changingMethods = new Set('add clear delete pop push set shift splice unshift'.split(' '));

export interface EffectContext {
  readonly scopes: Scopes;
  /** Local names that stand for something of a module that touches the world. */
  readonly worldlyNames: ReadonlySet<string>;
}

/**
 * True for a write to what outlives the function that writes (a member, a variable of a function around it, a variable of the
 * module), and for a call of what reads or changes the world around the program. What a function has made itself it may change;
 * what a module exports when it is loaded is no effect.
 */
export function isSideEffect(node: ts.Node, context: EffectContext): boolean {
  const { scopes } = context;
  if (ts.isBinaryExpression(node)) {
    return isAssignment(node.operatorToken.kind) && isOuterTarget(node.left, scopes);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator } = node;
    const isStep = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    return isStep && isOuterTarget(node.operand, scopes);
  }
  if (ts.isDeleteExpression(node)) return isOuterTarget(node.expression, scopes);
  if (ts.isCallExpression(node)) return isWorldlyCall(node, context) || isChangingCall(node, scopes);
  if (!ts.isNewExpression(node)) return false;
  const name = nameOf(node.expression);
  if (name === 'Date') return (node.arguments?.length ?? 0) === 0;
  return name !== undefined && worldlyClasses.has(name);
}

function isOuterTarget(target: ts.Expression, scopes: Scopes): boolean {
  const inner = withoutWrappers(target);
  if (ts.isIdentifier(inner)) return scopes.isOuter(inner);
  if (!(ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner))) return false;
  return !isExport(inner) && !scopes.isOwn(inner) && !isInitialization(inner);
}

/** `this.a = …` in a constructor: the object is being made. */
function isInitialization(target: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  if (target.expression.kind !== ts.SyntaxKind.ThisKeyword) return false;
  let around: ts.Node = target.parent;
  while (!ts.isSourceFile(around) && !(ts.isFunctionLike(around) && !ts.isArrowFunction(around)))
    around = around.parent;
  return ts.isConstructorDeclaration(around);
}

/** `module.exports.a = …`, `exports.a = …`, `A.prototype.b = …`: how a module is built, not what it does. */
function isExport(target: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  const base = nameOf(baseOf(target));
  if (base === 'module' || base === 'exports') return true;
  const owner = withoutWrappers(target.expression);
  return ts.isPropertyAccessExpression(owner) && owner.name.text === 'prototype';
}

function isChangingCall({ expression }: ts.CallExpression, scopes: Scopes): boolean {
  const callee = withoutWrappers(expression);
  if (!ts.isPropertyAccessExpression(callee) || !changingMethods.has(callee.name.text)) return false;
  const base = baseOf(callee.expression);
  if (base.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.isIdentifier(base) && (scopes.isOuter(base) || scopes.isParameter(base));
}

function isWorldlyCall({ expression }: ts.CallExpression, { worldlyNames }: EffectContext): boolean {
  const callee = withoutWrappers(expression);
  if (ts.isPropertyAccessExpression(callee)) {
    if (worldlyMembers.has(`${nameOf(callee.expression)}.${callee.name.text}`)) return true;
  }
  const base = nameOf(baseOf(callee));
  return base !== undefined && (worldlyGlobals.has(base) || worldlyNames.has(base));
}

function isAssignment(operator: ts.SyntaxKind): boolean {
  return operator >= ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment;
}

function nameOf(node: ts.Expression): string | undefined {
  const inner = withoutWrappers(node);
  return ts.isIdentifier(inner) ? inner.text : undefined;
}
