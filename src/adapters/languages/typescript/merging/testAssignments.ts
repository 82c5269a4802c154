import ts from 'typescript';
import type { ReadAssignment } from '../../../../core/testing/languageAdapter';
import { nodesOf } from '../syntax/syntaxTree';
import { dottedName } from './testScopes';

const definers =
  /^(?:Object|Reflect)\.(?:defineProperty|defineProperties|assign|set|setPrototypeOf|deleteProperty)$/;
/** They make fakes of functions. */
const fakes = /^(?:(?:vi|jest|mock)\.fn|sinon\.(?:stub|fake|spy)(?:\.\w+)?)(?:\.\w+)*$/;

/** Members that code assigns to, defines or deletes. */
export function assignmentsIn(piece: ts.Node): readonly ReadAssignment[] {
  return [...nodesOf(piece)].flatMap((node): readonly ReadAssignment[] => {
    const found = assignmentOf(node);
    const target = found && memberName(found.target);
    return found && target !== undefined ? [{ target, isFunction: found.isFunction }] : [];
  });
}

interface FoundAssignment {
  readonly target: ts.Expression;
  readonly isFunction: boolean;
}

function assignmentOf(node: ts.Node): FoundAssignment | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment && isMember(node.left)
      ? { target: node.left, isFunction: isFunction(node.right) }
      : undefined;
  }
  if (ts.isDeleteExpression(node)) return { target: node.expression, isFunction: false };
  if (!ts.isCallExpression(node) || !definers.test(dottedName(node.expression) ?? '')) return undefined;
  const [target, ...others] = node.arguments;
  return target && { target, isFunction: others.some((other) => [...nodesOf(other)].some(isFunction)) };
}

function isFunction(node: ts.Node): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) return true;
  return ts.isCallExpression(node) && fakes.test(dottedName(node.expression) ?? '');
}

function isMember(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** `a.b.c`; what is computed is left out: `a[b].c` is `a.c`. */
function memberName(node: ts.Expression): string | undefined {
  if (!ts.isElementAccessExpression(node)) return dottedName(node);
  const owner = memberName(node.expression);
  const { argumentExpression: key } = node;
  return owner !== undefined && ts.isStringLiteralLike(key) ? `${owner}.${key.text}` : owner;
}
