import ts from 'typescript';
import { isEngineError } from './engineErrors';

/** What the text of one test tells. */
export interface TestFacts {
  readonly title: string;
  /** Non-blank ones of the whole `it(…)`, its first and last line included. */
  readonly lines: number;
  readonly assertions: number;
  /** It asserts something, and nothing but an error that the engine (or Node.js) throws for careless input. */
  readonly isEngineErrorOnly: boolean;
  readonly statesBehaviour: boolean;
  /** Literals of more than 25 characters, titles aside. */
  readonly longLiterals: number;
}

const longestLiteral = 25;

/** @param sources texts of the package: an error that stands there is its own */
export function readTests(file: string, text: string, sources: readonly string[]): readonly TestFacts[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const tests: TestFacts[] = [];
  const visit = (node: ts.Node): void => {
    const [title, ...rest] = testArguments(node);
    if (title && rest.length > 0) tests.push(factsOf(node, { title, rest, sources }));
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return tests;
}

function testArguments(node: ts.Node): readonly ts.Expression[] {
  const isTest = ts.isCallExpression(node) && /^(?:it|test)(?:\.\w+)?$/.test(node.expression.getText());
  return isTest ? node.arguments : [];
}

interface TestParts {
  readonly title: ts.Expression;
  readonly rest: readonly ts.Expression[];
  readonly sources: readonly string[];
}

function factsOf(test: ts.Node, { title, rest, sources }: TestParts): TestFacts {
  const name = ts.isStringLiteralLike(title) ? title.text : title.getText();
  const found: ts.CallExpression[] = [];
  let longLiterals = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isAssertion(node)) found.push(node);
    if (literalLength(node) > longestLiteral) longLiterals++;
    ts.forEachChild(node, visit);
  };
  rest.forEach(visit);
  return {
    title: name,
    lines: test
      .getText()
      .split('\n')
      .filter((line) => line.trim() !== '').length,
    assertions: found.length,
    isEngineErrorOnly: found.length > 0 && found.every((assertion) => isEngineError(assertion, sources)),
    statesBehaviour: statesBehaviour(name),
    longLiterals,
  };
}

/** `assert(…)`, `assert.equal(…)`, `expect(…).toBe(…)`; not the `expect(…)` inside of it. */
function isAssertion({ expression }: ts.CallExpression): boolean {
  const text = expression.getText();
  if (/^assert(?:\.\w+)*$/.test(text)) return true;
  return ts.isPropertyAccessExpression(expression) && /^expect\s*\(/.test(text);
}

function literalLength(node: ts.Node): number {
  if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) return node.text.length;
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node) || ts.isRegularExpressionLiteral(node))
    return node.getText().length;
  return 0;
}

/** Verbs of an outcome, which may follow on what has it: `add returns 3`, `the returned function throws`. */
const outcomes =
  /^(?:is|has|does|can|cannot|should|must|returns|gives|throws|rejects|resolves|leaves|keeps|stays|sets|adds|removes|makes|changes|emits|calls|passes|yields|ends|starts|ignores|accepts|writes|reads)$/;

/** Says what happens and to what: `returns NaN for an empty sample`, not `Test 12` or `add 3`. */
function statesBehaviour(title: string): boolean {
  const words = title.trim().split(/\s+/);
  const isVerbFirst = /^[a-z-]+s$/.test(words[0] ?? '');
  const verb = words.slice(0, 4).findIndex((word) => outcomes.test(word));
  return words.length >= 2 && (isVerbFirst || (verb >= 0 && verb < words.length - 1));
}
