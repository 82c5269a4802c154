import ts from 'typescript';
import { bare, isNothing } from './expressions';
import type { Kind, KindFacts } from './kindFacts';
import { isSameCode } from './tokens';

/** Their instances are told by class, and not by what went wrong or was decided. */
const plainClasses = new Set([
  ...[
    'Object',
    'Function',
    'Array',
    'Promise',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'Date',
    'RegExp',
    'Number',
  ],
  ...['String', 'Boolean', 'Symbol', 'Buffer', 'Uint8Array'],
]);

/** What it tells about the module under test that an expression is true, or that it is false. */
export class TruthKinds {
  constructor(private readonly facts: KindFacts) {}

  kindOf(node: ts.Expression, wanted: boolean): Kind {
    const inner = this.facts.flows.resolve(node);
    if (!this.facts.module.isIn(node)) return 'constant';
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken)
      return this.kindOf(inner.operand, !wanted);
    if (ts.isCallExpression(inner)) return this.kindOfCall(inner, wanted);
    if (ts.isBinaryExpression(inner)) return this.kindOfComparison(inner, wanted);
    if (!wanted) return 'value';
    if (ts.isTypeOfExpression(inner) || ts.isNewExpression(inner) || isLiteral(inner)) return 'existence';
    return this.facts.origins.isExport(inner) ? 'existence' : 'value';
  }

  /** Does it give true or false by what it is composed of? */
  isComposed(node: ts.Expression): boolean {
    if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
    if (ts.isCallExpression(node)) return /^(?:Boolean|Array\.isArray)$/.test(this.nameOf(node) ?? '');
    if (!ts.isBinaryExpression(node)) return false;
    const { kind } = node.operatorToken;
    return isLogical(kind) || equalities.has(kind) || relations.has(kind);
  }

  kindOfInstance(subject: ts.Expression, expected: ts.Expression | undefined): Kind {
    const { tree, flows, origins } = this.facts;
    const inner = flows.resolve(subject);
    if (ts.isNewExpression(inner) || origins.isExport(inner)) return 'existence';
    const wanted = expected && bare(expected);
    if (!wanted || !ts.isIdentifier(wanted)) return 'value';
    const meaning = tree.meaningOf(wanted);
    return meaning.kind === 'global' && plainClasses.has(meaning.name) ? 'existence' : 'value';
  }

  private kindOfCall(node: ts.CallExpression, wanted: boolean): Kind {
    const [first] = node.arguments;
    const name = this.nameOf(node);
    if (name === 'Boolean' && first) return this.kindOf(first, wanted);
    return name === 'Array.isArray' && wanted ? 'existence' : 'value';
  }

  private nameOf(node: ts.CallExpression): string | undefined {
    return this.facts.names.outsideNameOf(node.expression);
  }

  private kindOfComparison(node: ts.BinaryExpression, wanted: boolean): Kind {
    const { left, right, operatorToken } = node;
    const { kind } = operatorToken;
    if (isLogical(kind)) return this.kindOfLogic(node, wanted);
    if (kind === ts.SyntaxKind.InstanceOfKeyword) return wanted ? this.kindOfInstance(left, right) : 'value';
    if (kind === ts.SyntaxKind.InKeyword) return this.facts.origins.isExport(right) ? 'existence' : 'value';
    if (isSameCode(bare(left), bare(right))) return 'tautology';
    const isEqual = equalities.get(kind);
    if (isEqual === undefined) return 'value';
    const sides = [left, right].map((side) => this.facts.flows.resolve(side));
    if (sides.some(ts.isTypeOfExpression)) return 'existence';
    return sides.some(isNothing) && isEqual !== wanted ? 'existence' : 'value';
  }

  /** Where one operand decides by itself, the others say nothing. */
  private kindOfLogic(node: ts.BinaryExpression, wanted: boolean): Kind {
    const isBoth = (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) === wanted;
    const operands = operandsOf(node);
    if (!isBoth && operands.some((operand) => isAlways(operand, wanted))) return 'constant';
    const kinds = operands.map((operand) => this.kindOf(operand, wanted));
    return (['value', 'existence', 'tautology'] as const).find((kind) => kinds.includes(kind)) ?? 'constant';
  }
}

/** All operands of a chain with one operator, which nests as deep as it is long. */
function operandsOf(node: ts.BinaryExpression): readonly ts.Expression[] {
  const operands: ts.Expression[] = [];
  let left: ts.Expression = node;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === node.operatorToken.kind) {
    operands.push(bare(left.right));
    left = bare(left.left);
  }
  return [left, ...operands.reverse()];
}

const equalities: ReadonlyMap<ts.SyntaxKind, boolean> = new Map([
  [ts.SyntaxKind.EqualsEqualsToken, true],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, true],
  [ts.SyntaxKind.ExclamationEqualsToken, false],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, false],
]);

const relations: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.InstanceOfKeyword,
  ts.SyntaxKind.InKeyword,
]);

function isLogical(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

function isAlways(node: ts.Expression, wanted: boolean): boolean {
  return node.kind === (wanted ? ts.SyntaxKind.TrueKeyword : ts.SyntaxKind.FalseKeyword);
}

/** Something that is there because it is written there. */
function isLiteral(node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node);
}
