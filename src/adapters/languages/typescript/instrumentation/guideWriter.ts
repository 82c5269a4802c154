import ts from 'typescript';
import { guideNames } from '../../../../core/testing/searchGuides';
import type { ProbeWriter } from './probeWriter';
import { withoutWrappers } from './statementKinds';

const comparisons = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.EqualsEqualsToken, '=='],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
  [ts.SyntaxKind.InKeyword, 'in'],
]);
/** Methods with one argument whose answer depends on how it fits what they are called on. */
const comparingMethods = new Set(
  'startsWith endsWith includes indexOf lastIndexOf has get hasOwnProperty test exec match search replace split localeCompare'.split(
    ' ',
  ),
);

/**
 * Adds to counters what a search is led by: operands of comparisons, conditions, rounds of loops. Every method is called after
 * the parts of the node have been written.
 */
export class GuideWriter {
  private sites = 0;

  constructor(private readonly writer: ProbeWriter) {}

  compare(node: ts.BinaryExpression): void {
    const operator = comparisons.get(node.operatorToken.kind);
    if (operator === undefined || !isWorthTelling(node.left) || !isWorthTelling(node.right)) return;
    if (isLiteral(node.left) && isLiteral(node.right)) return;
    const site = this.sites++;
    this.wrap(node.left, `${guideNames.left}(${site}, `);
    this.wrap(node.right, `${guideNames.right}(${site}, '${operator}', `);
  }

  call(node: ts.CallExpression): void {
    const callee = node.expression;
    if (!ts.isPropertyAccessExpression(callee) || !comparingMethods.has(callee.name.text)) return;
    const [argument] = node.arguments;
    if (!argument || ts.isSpreadElement(argument) || !canStandAlone(callee.expression) || isNamedByNew(node))
      return;
    const site = this.sites++;
    this.wrap(callee.expression, `${guideNames.left}(${site}, `);
    this.wrap(argument, `${guideNames.right}(${site}, '${callee.name.text}', `);
  }

  /** `table[word]`: what the table has is worth trying for the word. */
  property(node: ts.ElementAccessExpression): void {
    const { argumentExpression: key } = node;
    if (isIndex(key) || !canStandAlone(node.expression) || isWritten(node) || isNamedByNew(node)) return;
    const site = this.sites++;
    this.wrap(node.expression, `${guideNames.left}(${site}, `);
    this.wrap(key, `${guideNames.right}(${site}, 'property', `);
  }

  choose(node: ts.SwitchStatement): void {
    const leftSite = this.sites++;
    this.wrap(node.expression, `${guideNames.left}(${leftSite}, `);
    for (const clause of node.caseBlock.clauses) {
      if (!ts.isCaseClause(clause)) continue;
      const prefix = `${guideNames.right}(${this.sites++}, '===', `;
      this.writer.before(clause.expression, prefix);
      this.writer.insertAfter(clause.expression.end, `, ${leftSite})`);
    }
  }

  /** For what is only asked whether it is truthy. */
  condition(node: ts.Expression): void {
    const inner = withoutWrappers(node);
    const isTold =
      ts.isBinaryExpression(inner) || ts.isPrefixUnaryExpression(inner) || ts.isCallExpression(inner);
    if (isTold || isLiteral(inner) || ts.isTypeOfExpression(inner) || !isWorthTelling(inner)) return;
    this.wrap(node, `${guideNames.truth}(${this.sites++}, `);
  }

  round(): string {
    return `${guideNames.round}();`;
  }

  private wrap(node: ts.Node, prefix: string): void {
    this.writer.before(node, prefix);
    this.writer.insertAfter(node.end, ')');
  }
}

function isWorthTelling(node: ts.Expression): boolean {
  const inner = withoutWrappers(node);
  return !ts.isPrivateIdentifier(inner) && inner.kind !== ts.SyntaxKind.SuperKeyword;
}

function isLiteral(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  );
}

/** In parentheses, `a?.b.c()` would no longer end where `a` is missing. */
function canStandAlone(node: ts.Expression): boolean {
  return (
    !ts.isOptionalChain(node) &&
    node.kind !== ts.SyntaxKind.SuperKeyword &&
    !ts.isMetaProperty(node) &&
    !isImportCall(node)
  );
}

function isImportCall(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** `new table[name]()` would call what stands in front of the first parenthesis. */
function isNamedByNew(node: ts.Node): boolean {
  let outer = node;
  while (
    (ts.isPropertyAccessExpression(outer.parent) || ts.isElementAccessExpression(outer.parent)) &&
    outer.parent.expression === outer
  )
    outer = outer.parent;
  return ts.isNewExpression(outer.parent) && outer.parent.expression === outer;
}

/** What steps through a list: there are many of them, and they teach nothing. */
function isIndex(key: ts.Expression): boolean {
  if (ts.isIdentifier(key)) return /^(?:[i-n]|idx|index|[a-z]*Index)$/.test(key.text);
  if (ts.isBinaryExpression(key) || ts.isPrefixUnaryExpression(key) || ts.isPostfixUnaryExpression(key))
    return true;
  return isLiteral(key) || !isWorthTelling(key);
}

/** `table[word] = …`, `delete table[word]`, `[table[word]] = …`. */
function isWritten(node: ts.Node): boolean {
  let inner = node;
  while (
    ts.isParenthesizedExpression(inner.parent) ||
    ts.isNonNullExpression(inner.parent) ||
    ts.isAsExpression(inner.parent)
  )
    inner = inner.parent;
  const { parent } = inner;
  if (
    ts.isDeleteExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isPostfixUnaryExpression(parent)
  )
    return !(ts.isPrefixUnaryExpression(parent) && isPlainPrefix(parent));
  if (ts.isBinaryExpression(parent))
    return (
      parent.left === inner &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    );
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === inner;
  return (
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isTaggedTemplateExpression(parent)
  );
}

function isPlainPrefix({ operator }: ts.PrefixUnaryExpression): boolean {
  return operator !== ts.SyntaxKind.PlusPlusToken && operator !== ts.SyntaxKind.MinusMinusToken;
}
