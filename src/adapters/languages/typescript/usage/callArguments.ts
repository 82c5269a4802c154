import ts from 'typescript';
import { withoutWrappers } from '../instrumentation/statementKinds';
import { resolveUnit } from '../syntax/scopeLookup';
import type { CallArgument, ResultUse } from './usageEvidence';

const callbackName =
  /^(?:cb|callback|done|next|resolve|reject|fn|func|listener|handler)$|(?:Callback|Cb|Handler|Listener)$/;

/** What the text of an argument tells of the parameter that takes it. */
export function describeArgument(argument: ts.Expression): CallArgument {
  const value = withoutWrappers(argument);
  if (ts.isFunctionLike(value) || isBound(value)) return { name: undefined, kind: 'function' };
  if (value.kind === ts.SyntaxKind.NullKeyword || value.kind === ts.SyntaxKind.TrueKeyword)
    return { name: undefined, kind: 'sign' };
  const name = ts.isIdentifier(value) && value.text !== 'undefined' ? value.text : undefined;
  const isCallback = name !== undefined && (callbackName.test(name) || isFunctionIn(value));
  return { name: isCallback ? undefined : name, kind: isCallback ? 'function' : undefined };
}

/** `dispatch.bind(null, i + 1)`. */
function isBound(value: ts.Expression): boolean {
  return (
    ts.isCallExpression(value) &&
    ts.isPropertyAccessExpression(value.expression) &&
    value.expression.name.text === 'bind'
  );
}

/** A name of a function that is declared around the call. */
function isFunctionIn(value: ts.Expression): boolean {
  const unit = resolveUnit(value);
  return unit !== undefined && ts.isFunctionLike(unit);
}

/** What becomes of the result of a call. */
export function resultUseOf(call: ts.Expression): ResultUse {
  const { parent } = call;
  if (ts.isParenthesizedExpression(parent)) return resultUseOf(parent);
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return 'dropped';
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent) || ts.isAwaitExpression(parent))
    return 'unknown';
  const isBranch =
    (ts.isConditionalExpression(parent) && parent.condition !== call) ||
    (ts.isBinaryExpression(parent) && parent.right === call && isChoice(parent.operatorToken.kind));
  return isBranch ? resultUseOf(parent) : 'used';
}

function isChoice(operator: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
    ts.SyntaxKind.CommaToken,
  ].includes(operator);
}
