import ts from 'typescript';
import { isClosed } from './closedExpressions';

const markers = /^(?:(?:=>|->|→|===?|=|:|➜|⇒|returns?\b|gives\b|prints?\b|logs\b|outputs?\b)\s*:?\s*)+/i;
const thrown = /^(?:throws\b|(?:a |an )?(?:[A-Z]\w*)?Error\b)/;

/** What a comment behind a call says that it gives. `throws`: it does not come back. */
export type DocumentedValue = { readonly code: string } | 'throws';

/** Reads the comment behind a call, without its slashes; undefined when it does not name a value beyond doubt. */
export function readDocumentedValue(comment: string): DocumentedValue | undefined {
  const text = comment.trim().replace(markers, '').trim();
  if (thrown.test(text)) return 'throws';
  const code = valueIn(text) ?? valueIn(withoutRemark(text)) ?? onlyLiteralIn(comment.trim());
  return code === undefined ? undefined : { code };
}

/** The text when it is a value and nothing else. */
function valueIn(text: string): string | undefined {
  const bare = text.replace(/[.,;]$/, '').replace(/^`(.*)`$/, '$1');
  if (bare === '') return undefined;
  const parsed = ts.createSourceFile('value.js', `(${bare}\n)`, ts.ScriptTarget.Latest, true);
  const [statement, ...others] = parsed.statements;
  if (others.length > 0 || syntaxErrorsOf(parsed) > 0 || !statement || !ts.isExpressionStatement(statement))
    return undefined;
  const { expression } = statement;
  if (!ts.isParenthesizedExpression(expression)) return undefined;
  return isValue(expression.expression) ? expression.expression.getText(parsed) : undefined;
}

/** `'zebras' (always the plural)`, `5, not 4`. */
function withoutRemark(text: string): string {
  const literal =
    /^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s(,;]+|[[{].*[\]}])(?=\s+\(|\s+[-–—]\s|,\s+[a-z]|;\s)/.exec(
      text,
    );
  return literal?.[0] ?? '';
}

/** `returns singular 'zebra'`: one literal among words. */
function onlyLiteralIn(text: string): string | undefined {
  const found =
    /^(?:returns?|gives|prints?|logs) (?:[a-z]+ ){1,3}('[^'\\]*'|"[^"\\]*"|-?\d+(?:\.\d+)?)$/i.exec(text);
  return found?.[1];
}

function isValue(node: ts.Expression): boolean {
  if (!isClosed(node)) return false;
  return isPlainValue(node);
}

function isPlainValue(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return ['undefined', 'NaN', 'Infinity'].includes(node.text);
  if (ts.isPrefixUnaryExpression(node))
    return (
      (node.operator === ts.SyntaxKind.MinusToken || node.operator === ts.SyntaxKind.PlusToken) &&
      isPlainValue(node.operand)
    );
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isPlainValue);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isPlainValue(property.initializer),
    );
  if (ts.isNewExpression(node))
    return (
      ts.isIdentifier(node.expression) &&
      ['Date', 'Map', 'Set'].includes(node.expression.text) &&
      (node.arguments ?? []).every(isPlainValue) &&
      (node.arguments ?? []).length === 1
    );
  if (ts.isBinaryExpression(node))
    return isArithmetic(node) && isPlainValue(node.left) && isPlainValue(node.right);
  return (
    ts.isNumericLiteral(node) ||
    ts.isBigIntLiteral(node) ||
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isRegularExpressionLiteral(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}

function isArithmetic({ operatorToken, left, right }: ts.BinaryExpression): boolean {
  const isNumber = (node: ts.Node): boolean => ts.isNumericLiteral(node) || ts.isBinaryExpression(node);
  return (
    [ts.SyntaxKind.SlashToken, ts.SyntaxKind.AsteriskToken].includes(operatorToken.kind) &&
    isNumber(left) &&
    isNumber(right)
  );
}

/** Of a text that was parsed by itself. */
export function syntaxErrorsOf(parsed: ts.SourceFile): number {
  return (parsed as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics.length;
}
