import ts from 'typescript';
import { isMember, memberName } from './expressions';
import {
  type Demand,
  demandOfAssertion,
  demandOfChainWord,
  demandOfMatcher,
  isMatcherName,
  linkingWords,
} from './matchers';
import type { OutsideNames } from './outsideNames';

/** One thing that is demanded of a subject. */
export interface Claim {
  readonly demand: Demand;
  readonly isNegated: boolean;
  readonly expected: readonly ts.Expression[];
}

/** An assertion as it is written. */
export interface Check {
  readonly node: ts.Node;
  /** `expect.not.toBe`, `assert.equal`. */
  readonly name: string;
  readonly subject: ts.Expression | undefined;
  /** Several in a chain of Chai's. */
  readonly claims: readonly Claim[];
  /** It gives a promise, and nobody waits for it. */
  readonly isLost: boolean;
  /** It fails whenever it is reached, or says something of types only. */
  readonly special?: 'fail' | 'types';
}

const expectNames = new Set(['expect', 'expect.soft', 'expect.poll', 'expect.element']);
const failNames = new Set(['assert.fail', 'expect.fail', 'expect.unreachable', 'should.fail']);
const typeNames = new Set(['expectTypeOf', 'assertType']);
const promiseWords = new Set(['resolves', 'rejects', 'eventually']);

/** True for the calls of which assertions are made. */
export function isCallOfAssertion(node: ts.CallExpression, names: OutsideNames): boolean {
  const name = names.outsideNameOf(node.expression);
  return (
    name !== undefined && /^(?:expect|assert|should|expectTypeOf|assertType|sinon\.assert)(?:\.|$)/.test(name)
  );
}

/** The assertion that begins at a node; undefined when none does. */
export function checkAt(node: ts.Node, names: OutsideNames): Check | undefined {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'should') {
    const isFunction = names.outsideNameOf(node) === 'should';
    return isFunction ? undefined : chainCheck(node, { name: 'should', subject: node.expression });
  }
  if (!ts.isCallExpression(node)) return undefined;
  const name = nameOfCallee(node, names);
  if (name === undefined) return undefined;
  const [subject] = node.arguments;
  const plain = { node, name, subject, claims: [], isLost: false };
  if (failNames.has(name)) return { ...plain, subject: undefined, special: 'fail' };
  if (typeNames.has(name)) return { ...plain, special: 'types' };
  if (expectNames.has(name)) return chainCheck(node, { name, subject });
  return shouldCall(node, name) ?? sinonCall(node, name) ?? assertCall(node, name);
}

/** `assert(x)`, `assert.equal(a, b)`, `assert.strict.equal(a, b)` */
function assertCall(node: ts.CallExpression, name: string): Check | undefined {
  const [whole, method = 'ok'] = /^assert(?:\.strict(?=\.))?(?:\.(\w+))?$/.exec(name) ?? [];
  // Classes, and assertions in another mode, assert nothing themselves.
  if (whole === undefined || method === 'strict' || /^[A-Z]/.test(method)) return undefined;
  const [subject, ...expected] = node.arguments;
  const claim = { ...demandOfAssertion(method), expected: withoutMessage(method, expected) };
  const isLost = /^(?:rejects|doesNotReject)$/.test(method) && !isWaitedFor(node);
  return { node, name: name.replace('.strict.', '.'), subject, claims: [claim], isLost };
}

/** `should.exist(x)`, `should.not.equal(a, b)` */
function shouldCall(node: ts.CallExpression, name: string): Check | undefined {
  const [, not, method] = /^should\.(not\.)?(\w+)$/.exec(name) ?? [];
  const [subject, ...expected] = node.arguments;
  if (method === undefined || !subject) return undefined;
  const claim = { demand: demandOfChainWord(method), isNegated: not !== undefined, expected };
  return { node, name, subject, claims: [claim], isLost: false };
}

/** `sinon.assert.calledWith(fake, 1)` */
function sinonCall(node: ts.CallExpression, name: string): Check | undefined {
  if (!/^sinon\.assert\.\w+$/.test(name)) return undefined;
  const [subject, ...expected] = node.arguments;
  return { node, name, subject, claims: [{ demand: 'other', isNegated: false, expected }], isLost: false };
}

/** A call through others, `expect(a).toBe(b)`, is no call of `expect.toBe`. */
function nameOfCallee(node: ts.CallExpression, names: OutsideNames): string | undefined {
  let callee: ts.Expression = node.expression;
  while (isMember(callee)) callee = callee.expression;
  return ts.isIdentifier(callee) ? names.outsideNameOf(node.expression) : undefined;
}

/** What is compared with, without the message at the end. */
function withoutMessage(method: string, expected: readonly ts.Expression[]): readonly ts.Expression[] {
  const isUnary =
    /^(?:ok|is\w*|notOk|exists|notExists|fail)$/.test(method) &&
    !/^is(?:Above|AtLeast|Below|AtMost)$/.test(method);
  return isUnary ? [] : expected.slice(0, /^(?:property|closeTo|approximately)/.test(method) ? 2 : 1);
}

function chainCheck(
  node: ts.Expression,
  { name, subject }: { readonly name: string; readonly subject: ts.Expression | undefined },
): Check | undefined {
  const { segments, end } = chainFrom(node);
  const claims = claimsIn(segments);
  if (claims.length === 0) return undefined;
  const words = segments.map((segment) => segment.name);
  const isPromise = name === 'expect.poll' || words.some((word) => promiseWords.has(word));
  return {
    node,
    name: [name.split('.', 1)[0], ...words].join('.'),
    subject,
    claims,
    isLost: isPromise && !isWaitedFor(end),
  };
}

interface Segment {
  readonly name: string;
  /** Undefined where it is not called. */
  readonly arguments: readonly ts.Expression[] | undefined;
}

function claimsIn(segments: readonly Segment[]): readonly Claim[] {
  const claims: Claim[] = [];
  let isNegated = false;
  for (const { name, arguments: given } of segments) {
    if (name === 'not') isNegated = !isNegated;
    else if (isMatcherName(name)) {
      if (given) claims.push({ demand: demandOfMatcher(name), isNegated, expected: given });
    } else if (given || !linkingWords.has(name))
      claims.push({ demand: demandOfChainWord(name), isNegated, expected: given ?? [] });
  }
  return claims;
}

/** What is read from and called on a node, outwards, up to what is done with its promise. */
function chainFrom(node: ts.Node): { readonly segments: readonly Segment[]; readonly end: ts.Node } {
  const segments: Segment[] = [];
  let end = node;
  for (;;) {
    const { parent } = end;
    const name = isMember(parent) && parent.expression === end ? memberName(parent) : undefined;
    if (name === 'then' || name === 'catch' || name === 'finally') return { segments, end };
    const last = segments.at(-1);
    if (name !== undefined) segments.push({ name, arguments: undefined });
    else if (ts.isCallExpression(parent) && parent.expression === end && last)
      segments.splice(-1, 1, { name: last.name, arguments: parent.arguments });
    else if (!ts.isNonNullExpression(parent)) return { segments, end };
    end = parent;
  }
}

/** Awaited, returned, chained to or handed on: anything but a statement of its own. */
function isWaitedFor(node: ts.Node): boolean {
  return !ts.isExpressionStatement(node.parent) && !ts.isVoidExpression(node.parent);
}
