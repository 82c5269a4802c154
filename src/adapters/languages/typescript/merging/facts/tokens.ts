import ts from 'typescript';

/** What an identifier is written as; undefined: as it stands. */
export type NameWriter = (node: ts.Identifier) => string | undefined;

/**
 * The tokens of code, without what does not change what it does: layout, comments, types, semicolons, commas at the end of lists, the kind
 * of quotes, `const` or `let`.
 */
export function tokensOf(root: ts.Node, nameOf: NameWriter = () => undefined): readonly string[] {
  const source = root.getSourceFile();
  const tokens: string[] = [];
  // Not recursive: sums of thousands of terms nest as deep.
  const pending: (ts.Node | string)[] = [root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') tokens.push(next);
    else for (const part of partsOf(next, source, nameOf).toReversed()) pending.push(part);
  }
  return tokens;
}

/** What a node is written as: tokens, and nodes that are still to be written. */
function partsOf(node: ts.Node, source: ts.SourceFile, nameOf: NameWriter): readonly (ts.Node | string)[] {
  if (isWithoutEffect(node)) return [];
  const inner = withoutType(node);
  if (inner) return [inner];
  if (ts.isIdentifier(node)) return [writtenName(node, nameOf)];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [quoted(node)];
  if (ts.isNumericLiteral(node)) return [node.text];
  // What has one name for two things says the two.
  if (ts.isShorthandPropertyAssignment(node)) return [quoted(node.name), ':', writtenName(node.name, nameOf)];
  const isShort = ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken;
  const key = isShort && !node.propertyName && ts.isIdentifier(node.name) ? [quoted(node.name), ':'] : [];
  const children = node.getChildren(source);
  if (children.length === 0) return [wordOf(node, source)];
  const parts = children.filter((child, index) => !isDispensable(child, node, children[index + 1]));
  return [...key, ...parts, ...(ts.isStatement(node) && !ts.isBlock(node) ? [';'] : [])];
}

function writtenName(node: ts.Identifier, nameOf: NameWriter): string {
  return isKey(node) ? quoted(node) : (nameOf(node) ?? node.text);
}

function quoted({ text }: ts.Identifier | ts.StringLiteralLike): string {
  return JSON.stringify(text);
}

function withoutType(node: ts.Node): ts.Expression | undefined {
  const isTyped =
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node);
  return isTyped ? node.expression : undefined;
}

export function isSameCode(a: ts.Node, b: ts.Node): boolean {
  return tokensOf(a).join(' ') === tokensOf(b).join(' ');
}

function isWithoutEffect(node: ts.Node): boolean {
  const isType = ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
  return (
    isType ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isEmptyStatement(node) ||
    ts.isJSDoc(node)
  );
}

function isDispensable(child: ts.Node, parent: ts.Node, next: ts.Node | undefined): boolean {
  switch (child.kind) {
    case ts.SyntaxKind.SemicolonToken:
      return !ts.isForStatement(parent);
    case ts.SyntaxKind.CommaToken:
      return next === undefined && !isSparse(parent);
    case ts.SyntaxKind.ColonToken:
      return next !== undefined && ts.isTypeNode(next) && !ts.isConditionalExpression(parent);
    case ts.SyntaxKind.QuestionToken:
    case ts.SyntaxKind.ExclamationToken:
      return ts.isParameter(parent) || ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent);
    case ts.SyntaxKind.LessThanToken:
    case ts.SyntaxKind.GreaterThanToken:
      return (
        !ts.isBinaryExpression(parent) &&
        !ts.isJsxOpeningLikeElement(parent) &&
        !ts.isJsxClosingElement(parent)
      );
    case ts.SyntaxKind.OpenParenToken:
    case ts.SyntaxKind.CloseParenToken:
      return ts.isArrowFunction(parent);
    default:
      return false;
  }
}

/** In `[a, ,]` the commas count. */
function isSparse(list: ts.Node): boolean {
  const { parent } = list;
  return ts.isArrayLiteralExpression(parent) && parent.elements.some(ts.isOmittedExpression);
}

function wordOf(node: ts.Node, source: ts.SourceFile): string {
  const isDeclaring = node.kind === ts.SyntaxKind.ConstKeyword || node.kind === ts.SyntaxKind.VarKeyword;
  return isDeclaring ? 'let' : node.getText(source);
}

/** The name of a property in a literal or pattern: the same with quotes and without. */
function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node;
}
