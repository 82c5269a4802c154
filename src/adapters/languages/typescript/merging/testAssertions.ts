import ts from 'typescript';
import type { ReadAssertion } from '../../../../core/testing/languageAdapter';
import { nodesOf } from '../syntax/syntaxTree';
import type { ModuleValues } from './moduleValues';

/** Names under which the test knows functions that assert. */
export interface AssertionNames {
  readonly assert: ReadonlySet<string>;
  readonly values: ModuleValues;
}

type Kind = ReadAssertion['kind'];

/** Say only that something is there, or of a type. */
const existenceMatchers =
  /^(?:toBeDefined|toBeInstanceOf|toBeTypeOf|toBeObject|toBeFunction|exist|a|an|instanceof|instanceOf)$/;
const truthMatchers = /^(?:toBeTruthy|ok)$/;
const snapshotMatchers = /Snapshot$|^(?:snapshot|fileSnapshot)$/;
const existenceOfNothing = /^not\.(?:toBeUndefined|toBeNull|toBeNullish|toBeNil)$/;
const typeAssertions = new Set(['expectTypeOf', 'assertType']);

/** The assertions in pieces of a test, in order. */
export function assertionsIn(pieces: readonly ts.Node[], names: AssertionNames): readonly ReadAssertion[] {
  return pieces.flatMap((piece) =>
    [...nodesOf(piece)].flatMap((node): readonly ReadAssertion[] => {
      const found = expectation(node, names) ?? assertion(node, names) ?? shouldAssertion(node, names);
      return found ? [found] : [];
    }),
  );
}

/** `expect(subject).not.toBe(expected)`, also without the call at the end (`.to.be.true`). */
function expectation(node: ts.Node, { values }: AssertionNames): ReadAssertion | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const { text: callee } = node.expression;
  if (typeAssertions.has(callee)) return { name: callee, kind: 'existence' };
  if (callee !== 'expect') return undefined;
  const chain = chainFrom(node);
  const [subject] = node.arguments;
  if (chain.names.length === 0) return undefined;
  const matcher = chain.names.join('.').replace(/^(?:to\.)?(?:be\.)?/, '');
  return describe(`expect.${chain.names.join('.')}`, matcher, {
    subject,
    expected: chain.arguments[0],
    isLost: /\b(?:resolves|rejects|eventually)\b/.test(matcher) && !isWaitedFor(chain.end),
    values,
  });
}

/** `assert(x)`, `assert.equal(actual, expected)`. */
function assertion(node: ts.Node, { assert, values }: AssertionNames): ReadAssertion | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee } = node;
  const [subject, expected] = node.arguments;
  const method = methodOf(callee, assert);
  if (method === undefined) return undefined;
  const name = method === '' ? 'assert' : `assert.${method}`;
  const isLost = /^(?:rejects|doesNotReject)$/.test(method) && !isWaitedFor(node);
  if (method === '' || method === 'ok')
    return { name, kind: isLost ? 'constant' : truthKind(subject, values), ...texts(subject, undefined) };
  return describe(name, method, { subject, expected, isLost, values });
}

/** The part behind `assert`, or what an import from its module names; `` for the function itself. */
function methodOf(callee: ts.Expression, assert: ReadonlySet<string>): string | undefined {
  if (ts.isIdentifier(callee)) return assert.has(callee.text) ? '' : undefined;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const owner = callee.expression;
  if (ts.isIdentifier(owner) && assert.has(owner.text)) return callee.name.text;
  // `assert.strict.equal`
  return ts.isPropertyAccessExpression(owner) && methodOf(owner, assert) === 'strict'
    ? callee.name.text
    : undefined;
}

/** `subject.should.equal(expected)`. */
function shouldAssertion(node: ts.Node, { values }: AssertionNames): ReadAssertion | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'should') return undefined;
  const chain = chainFrom(node);
  const matcher = chain.names.filter((name) => name !== 'be').join('.');
  return describe(`should.${chain.names.join('.')}`, matcher, {
    subject: node.expression,
    expected: chain.arguments[0],
    isLost: false,
    values,
  });
}

interface Compared {
  readonly subject: ts.Expression | undefined;
  readonly expected: ts.Expression | undefined;
  /** Nobody waits for its promise. */
  readonly isLost: boolean;
  readonly values: ModuleValues;
}

function describe(name: string, matcher: string, compared: Compared): ReadAssertion {
  const { subject, expected } = compared;
  return { name, kind: kindOf(matcher, compared), ...texts(subject, expected) };
}

function kindOf(matcher: string, { subject, expected, isLost, values }: Compared): Kind {
  if (isLost || snapshotMatchers.test(matcher)) return 'constant';
  const isOfModule = [subject, expected].some((side) => side && values.isIn(side));
  if (!isOfModule) return 'constant';
  if (subject && expected && sameText(subject, expected)) return 'tautology';
  const last = matcher.split('.').at(-1) ?? '';
  // Which class of error it is says what went wrong.
  if (/^(?:toBeI|i)nstance(?:O|o)f$/.test(last) && /Error$/.test(expected ? textOf(expected) : ''))
    return 'value';
  if (existenceMatchers.test(last) || existenceOfNothing.test(matcher)) return 'existence';
  if (truthMatchers.test(last)) return truthKind(subject, values);
  if (subject && ts.isTypeOfExpression(unwrapped(subject))) return 'existence';
  return 'value';
}

/** Of an assertion that something is true: a comparison and what a call gives are values, a thing by itself is only there. */
function truthKind(subject: ts.Expression | undefined, values: ModuleValues): Kind {
  if (!subject || !values.isIn(subject)) return 'constant';
  const inner = unwrapped(subject);
  if (ts.isBinaryExpression(inner)) {
    const isInstance = inner.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
    const isTypeOf = [inner.left, inner.right].some((side) => ts.isTypeOfExpression(unwrapped(side)));
    if (isInstance || isTypeOf) return 'existence';
    return sameText(inner.left, inner.right) ? 'tautology' : 'value';
  }
  if (ts.isIdentifier(inner) || values.isExport(inner)) return 'existence';
  if (ts.isNewExpression(inner)) return 'existence';
  return 'value';
}

interface Chain {
  readonly names: readonly string[];
  /** Of the last call. */
  readonly arguments: readonly ts.Expression[];
  readonly end: ts.Node;
}

/** What is read from and called on the node, outwards. */
function chainFrom(node: ts.Node): Chain {
  const names: string[] = [];
  let given: readonly ts.Expression[] = [];
  let end = node;
  for (;;) {
    const { parent } = end;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === end) names.push(parent.name.text);
    else if (ts.isCallExpression(parent) && parent.expression === end) given = [...parent.arguments];
    else if (!ts.isNonNullExpression(parent)) return { names, arguments: given, end };
    end = parent;
  }
}

/** Awaited, returned, chained to or handed on: anything but a statement of its own. */
function isWaitedFor(node: ts.Node): boolean {
  return !ts.isExpressionStatement(node.parent) && !ts.isVoidExpression(node.parent);
}

function unwrapped(node: ts.Expression): ts.Expression {
  const isWrapper =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node);
  return isWrapper ? unwrapped(node.expression) : node;
}

function sameText(a: ts.Expression, b: ts.Expression): boolean {
  // What is called twice may give two things, but a function that is given the same is expected to give the same.
  return textOf(unwrapped(a)) === textOf(unwrapped(b));
}

function texts(
  subject: ts.Expression | undefined,
  expected: ts.Expression | undefined,
): Pick<ReadAssertion, 'subject' | 'expected'> {
  return {
    ...(subject && { subject: textOf(subject) }),
    ...(expected && { expected: textOf(expected) }),
  };
}

function textOf(node: ts.Expression): string {
  return node.getText(node.getSourceFile());
}
