import ts from 'typescript';

/** How V8 and Node.js begin to complain about what they were given. */
const engineTexts =
  /Cannot (?:read|set|convert|destructure|assign|create|delete|define|redefine|add|mix|access|use)\b|is not (?:a function|iterable|a constructor|defined|an object|async iterable|extensible|a valid)|undefined or null|Invalid (?:array|time value|regular expression|string length|count value|code point|date|typed array)|Maximum call stack|Reduce of empty array|Class constructor|Unexpected (?:token|end|identifier|string|number|non)|The \\?"[^"]*" (?:argument|property) must|called on (?:null|incompatible|undefined)|toString\(\) radix|toFixed\(\)|toPrecision\(\)|argument must be between|before initialization|Object prototype may only|circular structure|in JSON at|is not valid JSON|object null is not/;

/** What an error is expected to be may say only the class. */
const engineClass = /\b(?:TypeError|RangeError|ReferenceError|SyntaxError|URIError)\b/;

/**
 * Whether an assertion says no more than that the engine throws. A text or a class that the package itself throws is its own.
 * @param sources texts of the package
 */
export function isEngineError(assertion: ts.CallExpression, sources: readonly string[]): boolean {
  const { expression } = assertion;
  if (!ts.isPropertyAccessExpression(expression) || !/^(?:throws|rejects|toThrow)/.test(expression.name.text))
    return false;
  const expected = expression.name.text.startsWith('toThrow')
    ? assertion.arguments
    : assertion.arguments.slice(1);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && !engineClass.test(node.text)) texts.push(node.text);
    if (ts.isRegularExpressionLiteral(node)) texts.push(node.text.slice(1, node.text.lastIndexOf('/')));
    ts.forEachChild(node, visit);
  };
  expected.forEach(visit);
  if (texts.length > 0)
    return texts.some(
      (text) => engineTexts.test(text) && !sources.some((source) => text !== '' && source.includes(text)),
    );
  const named = engineClass.exec(expected.map((each) => each.getText()).join(' '))?.[0];
  return named !== undefined && !sources.some((source) => new RegExp(`\\b${named}\\s*\\(`).test(source));
}
