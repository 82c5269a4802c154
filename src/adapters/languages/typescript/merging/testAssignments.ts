import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';
import { dottedName } from './testScopes';

const definers =
  /^(?:Object|Reflect)\.(?:defineProperty|defineProperties|assign|set|setPrototypeOf|deleteProperty)$/;

/** Members that code assigns to, defines or deletes, dotted. */
export function assignmentsIn(piece: ts.Node): readonly string[] {
  return [...nodesOf(piece)].flatMap((node): readonly string[] => {
    const target = targetOf(node);
    const name = target && memberName(target);
    return name === undefined ? [] : [name];
  });
}

function targetOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isAssignment = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return isAssignment && isMember(node.left) ? node.left : undefined;
  }
  if (ts.isDeleteExpression(node)) return node.expression;
  if (!ts.isCallExpression(node) || !definers.test(dottedName(node.expression) ?? '')) return undefined;
  return node.arguments[0];
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
