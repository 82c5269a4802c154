import ts from 'typescript';
import type { BranchCondition } from '../../../../core/testing/languageAdapter';
import { withoutWrappers } from './statementKinds';

const longestText = 40;
const comparisons = new Map<ts.SyntaxKind, Comparison>([
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.EqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!=='],
]);
type Comparison = '<' | '<=' | '>' | '>=' | '===' | '!==';
const opposites: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '===': '!==',
  '!==': '===',
};
const mirrored: Readonly<Record<Comparison, Comparison>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '===': '===',
  '!==': '!==',
};

type Facts = Omit<BranchCondition, 'at'>;

/** What a condition says of one thing, in words: `quantity` `is negative`; undefined for what is not said in a few. */
export function conditionFacts(condition: ts.Expression, holds: boolean): BranchCondition | undefined {
  const facts = factsOf(condition, holds);
  return facts && { ...facts, at: condition.getStart() };
}

function factsOf(condition: ts.Expression, holds: boolean): Facts | undefined {
  const node = withoutWrappers(condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return factsOf(node.operand, !holds);
  if (ts.isBinaryExpression(node)) return ofBinary(node, holds);
  if (ts.isCallExpression(node)) return ofCall(node, holds);
  const subject = subjectOf(node);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'length')
    return ofLength(node.expression, holds ? '>' : '===', 0);
  return subject === undefined
    ? undefined
    : { subject, state: holds ? 'is set' : 'is not set', isTruth: true };
}

/** `case 'add':` */
export function caseFacts(value: ts.Expression, clause: ts.CaseClause): BranchCondition | undefined {
  const facts = compared(clause.parent.parent.expression, '===', value);
  return facts && { ...facts, at: value.getStart() };
}

function ofBinary(node: ts.BinaryExpression, holds: boolean): Facts | undefined {
  const { left, right, operatorToken } = node;
  switch (operatorToken.kind) {
    case ts.SyntaxKind.InstanceOfKeyword:
      return said(left, holds, 'is', `${articleFor(textOf(right) ?? '')}${textOf(right)}`);
    case ts.SyntaxKind.InKeyword:
      return said(right, holds, 'has', textOf(left));
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return holds ? (both(left, right, true, 'and') ?? either(left, right, true)) : undefined;
    case ts.SyntaxKind.BarBarToken:
      return holds
        ? both(left, right, true, 'or')
        : (both(left, right, false, 'and') ?? either(left, right, false));
  }
  const comparison = comparisons.get(operatorToken.kind);
  if (!comparison) return undefined;
  const relation = holds ? comparison : opposites[comparison];
  return compared(left, relation, right) ?? compared(right, mirrored[relation], left);
}

/** Where both are so, one of them is a part of the truth. */
function either(left: ts.Expression, right: ts.Expression, holds: boolean): Facts | undefined {
  return factsOf(left, holds) ?? factsOf(right, holds);
}

/** `is less than 18 or greater than 120`: of the same thing only. */
function both(
  left: ts.Expression,
  right: ts.Expression,
  holds: boolean,
  join: 'and' | 'or',
): Facts | undefined {
  const [first, second] = [factsOf(left, holds), factsOf(right, holds)];
  if (!first || !second || first.subject !== second.subject || first.isTruth || second.isTruth)
    return undefined;
  if (join === 'and') {
    // That it is there goes without saying where it is something.
    if (isPresence(first)) return second;
    if (isPresence(second)) return first;
  }
  const state = `${first.state} ${join} ${second.state.replace(/^is (?!not)/, '')}`;
  const other = first.other ?? second.other;
  return state.length <= longestText
    ? { subject: first.subject, state, ...(other !== undefined && { other }) }
    : undefined;
}

function isPresence({ state }: Facts): boolean {
  return state === 'is given' || state === 'is not null';
}

function compared(subject: ts.Expression, relation: Comparison, value: ts.Expression): Facts | undefined {
  const node = withoutWrappers(subject);
  if (ts.isTypeOfExpression(node)) return ofType(node.expression, relation, value);
  const length =
    ts.isPropertyAccessExpression(node) && node.name.text === 'length' ? node.expression : undefined;
  if (length && ts.isNumericLiteral(value)) return ofLength(length, relation, Number(value.text));
  const name = subjectOf(node);
  const code = textOf(value);
  const isValue = subjectOf(value) === undefined || /^(?:undefined|NaN|Infinity)$/.test(code ?? '');
  if (name === undefined || code === undefined || (!isValue && subjectOf(value) === undefined))
    return undefined;
  const state = stateOf(relation, code);
  const other = rootOf(value);
  return state === undefined ? undefined : { subject: name, state, ...(other !== undefined && { other }) };
}

function stateOf(relation: Comparison, code: string): string | undefined {
  const isZero = code === '0';
  switch (relation) {
    case '<':
      return isZero ? 'is negative' : `is less than ${code}`;
    case '<=':
      return isZero ? 'is not positive' : `is at most ${code}`;
    case '>':
      return isZero ? 'is positive' : `is greater than ${code}`;
    case '>=':
      return isZero ? 'is not negative' : `is at least ${code}`;
    case '===':
      if (code === 'undefined') return 'is missing';
      return /^(?:''|"")$/.test(code) ? 'is empty' : `is ${code}`;
    case '!==':
      if (code === 'undefined') return 'is given';
      return /^(?:''|"")$/.test(code) ? 'is not empty' : `is not ${code}`;
  }
}

function ofLength(node: ts.Expression, relation: Comparison, length: number): Facts | undefined {
  const subject = subjectOf(node);
  if (subject === undefined) return undefined;
  const isEmpty =
    (length === 0 && (relation === '===' || relation === '<=')) || (length === 1 && relation === '<');
  const isFilled =
    (length === 0 && (relation === '!==' || relation === '>')) || (length === 1 && relation === '>=');
  if (isEmpty || isFilled) return { subject, state: isEmpty ? 'is empty' : 'is not empty' };
  const states: Readonly<Record<Comparison, string>> = {
    '<': `is shorter than ${length}`,
    '<=': `is at most ${length} long`,
    '>': `is longer than ${length}`,
    '>=': `is at least ${length} long`,
    '===': length === 1 ? 'has one element' : `is ${length} long`,
    '!==': `is not ${length} long`,
  };
  return { subject, state: states[relation] };
}

function ofType(node: ts.Expression, relation: Comparison, value: ts.Expression): Facts | undefined {
  if (!ts.isStringLiteralLike(value) || (relation !== '===' && relation !== '!==')) return undefined;
  const type = value.text === 'undefined' ? 'undefined' : `${articleFor(value.text)}${value.text}`;
  return said(node, relation === '===', 'is', type);
}

const predicates: Readonly<Record<string, string>> = {
  'Array.isArray': 'an array',
  'Number.isNaN': 'NaN',
  isNaN: 'not a number',
  'Number.isInteger': 'an integer',
  'Number.isFinite': 'finite',
  isFinite: 'finite',
};

function ofCall(node: ts.CallExpression, holds: boolean): Facts | undefined {
  const [argument, ...others] = node.arguments;
  if (!argument || others.length > 0) return undefined;
  const callee = node.expression;
  const predicate = predicates[textOf(callee) ?? ''];
  if (predicate !== undefined) return said(argument, holds, 'is', predicate);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const receiver = callee.expression;
  switch (callee.name.text) {
    case 'startsWith':
      return holds
        ? said(receiver, true, 'starts with', textOf(argument))
        : doesNot(receiver, 'start with', argument);
    case 'endsWith':
      return holds
        ? said(receiver, true, 'ends with', textOf(argument))
        : doesNot(receiver, 'end with', argument);
    case 'includes':
      return holds
        ? said(receiver, true, 'includes', textOf(argument))
        : doesNot(receiver, 'include', argument);
    case 'has':
    case 'hasOwnProperty':
      return holds ? said(receiver, true, 'has', textOf(argument)) : doesNot(receiver, 'have', argument);
    case 'test':
      if (!ts.isRegularExpressionLiteral(receiver) || receiver.text.length > 20) return undefined;
      return holds ? said(argument, true, 'matches', receiver.text) : doesNot(argument, 'match', receiver);
    default:
      return undefined;
  }
}

function said(
  node: ts.Expression,
  holds: boolean,
  verb: string,
  rest: string | undefined,
): Facts | undefined {
  const subject = subjectOf(withoutWrappers(node));
  if (subject === undefined || rest === undefined) return undefined;
  if (verb === 'is') return { subject, state: `is ${holds ? '' : 'not '}${rest}` };
  return { subject, state: holds ? `${verb} ${rest}` : `has no ${rest}` };
}

function doesNot(node: ts.Expression, verb: string, value: ts.Expression): Facts | undefined {
  const subject = subjectOf(withoutWrappers(node));
  const text = textOf(value);
  return subject === undefined || text === undefined
    ? undefined
    : { subject, state: `does not ${verb} ${text}` };
}

/** `rule` of `rule[0].word`: undefined for literals, and for what is the same everywhere. */
function rootOf(value: ts.Expression): string | undefined {
  let node = withoutWrappers(value);
  while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    node = withoutWrappers(node.expression);
  return ts.isIdentifier(node) && !/^(?:undefined|NaN|Infinity)$/.test(node.text) ? node.text : undefined;
}

/** `price`, `price.cents`, `this.size`. */
function subjectOf(node: ts.Expression): string | undefined {
  const text = textOf(node);
  return text !== undefined &&
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u.test(text)
    ? text.replaceAll('?.', '.')
    : undefined;
}

function textOf(node: ts.Expression): string | undefined {
  const text = withoutWrappers(node).getText().replaceAll('?.', '.');
  return text.length <= longestText && !/\n/.test(text) ? text : undefined;
}

function articleFor(word: string): string {
  return /^[aeiou]/i.test(word) ? 'an ' : 'a ';
}
