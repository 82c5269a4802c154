import ts from 'typescript';
import type { ValueShape } from '../../../../core/synthesis/moduleModel';
import { nameText } from './objectTypeShapes';
import { textLiteral, unionOf } from './shapeAlgebra';

/** The members of an enum: by name (`Level.High`) when tests can import it, else by value. */
export function enumShape(declaration: ts.EnumDeclaration, exportName: string | undefined): ValueShape {
  return unionOf([...memberShapes(declaration, exportName).values()]);
}

/** One member of an enum, all of them when there is none of that name. */
export function enumMemberShape(
  declaration: ts.EnumDeclaration,
  member: string,
  exportName: string | undefined,
): ValueShape {
  return memberShapes(declaration, exportName).get(member) ?? enumShape(declaration, exportName);
}

function memberShapes(
  declaration: ts.EnumDeclaration,
  exportName: string | undefined,
): ReadonlyMap<string, ValueShape> {
  const shapes = new Map<string, ValueShape>();
  const values = new Map<string, number | string>();
  let next: number | undefined = 0;
  for (const member of declaration.members) {
    const name = nameText(member.name);
    if (name === undefined) continue;
    const value: number | string | undefined = member.initializer
      ? constantValue(member.initializer, values)
      : next;
    next = typeof value === 'number' ? value + 1 : undefined;
    if (value !== undefined) values.set(name, value);
    if (exportName !== undefined) shapes.set(name, { kind: 'literal', code: memberAccess(exportName, name) });
    else if (typeof value === 'string') shapes.set(name, textLiteral(value));
    else
      shapes.set(name, value === undefined ? { kind: 'number' } : { kind: 'literal', code: String(value) });
  }
  return shapes;
}

function memberAccess(owner: string, name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
    ? `${owner}.${name}`
    : `${owner}[${JSON.stringify(name)}]`;
}

function constantValue(
  node: ts.Expression,
  known: ReadonlyMap<string, number | string>,
): number | string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node)) return known.get(node.text);
  if (ts.isParenthesizedExpression(node)) return constantValue(node.expression, known);
  if (ts.isPrefixUnaryExpression(node)) {
    const value = constantValue(node.operand, known);
    if (typeof value !== 'number') return undefined;
    if (node.operator === ts.SyntaxKind.MinusToken) return -value;
    return node.operator === ts.SyntaxKind.TildeToken ? ~value : undefined;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const left = constantValue(node.left, known);
  const right = constantValue(node.right, known);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.LessThanLessThanToken:
      return left << right;
    case ts.SyntaxKind.BarToken:
      return left | right;
    case ts.SyntaxKind.AmpersandToken:
      return left & right;
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    default:
      return undefined;
  }
}
