import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { textLiteral, unknownShape } from '../shapes/shapeAlgebra';
import { predicateMethods } from './memberUsage';
import type { UsageEvidence } from './usageEvidence';

const numberOperators = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.PercentEqualsToken,
]);
const orderOperators = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);
const equalityOperators = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

const typeofShapes: ReadonlyMap<string, ValueShape> = new Map<string, ValueShape>([
  ['string', { kind: 'string' }],
  ['number', { kind: 'number' }],
  ['boolean', { kind: 'boolean' }],
  ['bigint', { kind: 'bigint' }],
  ['object', { kind: 'record', value: unknownShape }],
  ['function', { kind: 'function', parameters: [], returns: unknownShape, isAsync: false }],
]);

/** Notes what an operator (or a test like `if (x)`) says about one of its operands. */
export function noteOperator(node: ts.Expression, parent: ts.Node, evidence: UsageEvidence): void {
  if (ts.isBinaryExpression(parent)) noteBinaryOperator(node, parent, evidence);
  else if (ts.isPrefixUnaryExpression(parent)) {
    if (parent.operator === ts.SyntaxKind.ExclamationToken) evidence.addLikely({ kind: 'boolean' });
    else evidence.addCertain({ kind: 'number' });
  } else if (ts.isPostfixUnaryExpression(parent)) evidence.addCertain({ kind: 'number' });
  else if (ts.isTypeOfExpression(parent)) noteTypeof(parent, evidence);
  else if (ts.isTemplateSpan(parent)) evidence.addLikely({ kind: 'string' });
  else if (isCondition(node, parent)) evidence.addLikely({ kind: 'boolean' });
}

function isCondition(node: ts.Expression, parent: ts.Node): boolean {
  return (
    isPredicateBody(parent) ||
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isWhileStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

/** The value of `(item) => item.active` in `items.filter(…)`. */
function isPredicateBody(node: ts.Node): boolean {
  if (!ts.isArrowFunction(node) || !ts.isCallExpression(node.parent)) return false;
  const callee = node.parent.expression;
  return ts.isPropertyAccessExpression(callee) && predicateMethods.has(callee.name.text);
}

function noteBinaryOperator(node: ts.Expression, parent: ts.BinaryExpression, evidence: UsageEvidence): void {
  const kind = parent.operatorToken.kind;
  const isLeft = parent.left === node;
  const other = isLeft ? parent.right : parent.left;
  if (numberOperators.has(kind))
    evidence.addCertain({ kind: ts.isBigIntLiteral(other) ? 'bigint' : 'number' });
  else if (kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.PlusEqualsToken) {
    evidence.addLikely({
      kind: ts.isStringLiteralLike(other) || ts.isTemplateExpression(other) ? 'string' : 'number',
    });
  } else if (orderOperators.has(kind)) {
    if (ts.isStringLiteralLike(other)) evidence.addCertain({ kind: 'string' });
    else if (isNumeric(other)) evidence.addCertain({ kind: 'number' });
    else evidence.addLikely({ kind: 'number' });
  } else if (equalityOperators.has(kind)) noteEquality(other, evidence);
  else if (kind === ts.SyntaxKind.InKeyword) {
    if (isLeft) evidence.addLikely({ kind: 'string' });
    else if (ts.isStringLiteralLike(other)) evidence.property(other.text).isOptional = true;
    else evidence.addLikely({ kind: 'record', value: unknownShape });
  } else if (kind === ts.SyntaxKind.AmpersandAmpersandToken && isLeft)
    evidence.addLikely({ kind: 'boolean' });
}

function isNumeric(node: ts.Expression): boolean {
  const inner = ts.isPrefixUnaryExpression(node) ? node.operand : node;
  return ts.isNumericLiteral(inner) || (ts.isPropertyAccessExpression(inner) && inner.name.text === 'length');
}

function noteEquality(other: ts.Expression, evidence: UsageEvidence): void {
  if (ts.isStringLiteralLike(other)) evidence.addLiteral(textLiteral(other.text), { kind: 'string' });
  else if (isNumeric(other) && !ts.isPropertyAccessExpression(other)) {
    evidence.addLiteral({ kind: 'literal', code: other.getText() }, { kind: 'number' });
  } else if (other.kind === ts.SyntaxKind.TrueKeyword || other.kind === ts.SyntaxKind.FalseKeyword) {
    evidence.addCertain({ kind: 'boolean' });
  } else if (ts.isIdentifier(other) && other.text === 'undefined') evidence.isOptional = true;
  else if (other.kind === ts.SyntaxKind.NullKeyword) evidence.isNullable = true;
}

function noteTypeof(node: ts.TypeOfExpression, evidence: UsageEvidence): void {
  const comparison = ts.isBinaryExpression(node.parent) ? node.parent : undefined;
  const other = comparison && (comparison.left === node ? comparison.right : comparison.left);
  if (!other || !ts.isStringLiteralLike(other)) return;
  if (other.text === 'undefined') evidence.isOptional = true;
  const shape = typeofShapes.get(other.text);
  if (shape?.kind === 'record') evidence.addLikely(shape);
  else if (shape) evidence.addCertain(shape);
}
