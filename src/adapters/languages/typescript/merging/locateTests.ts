import ts from 'typescript';
import type { LocatedTest } from '../../../../core/testing/languageAdapter';
import { firstSyntaxError, lineAt, parseFile } from '../syntax/parsedFile';
import { dottedName, suiteNames, testNames } from './testScopes';

/** Where the tests of a file stand, in the order of the text; undefined for text with syntax errors. */
export function locateTests(text: string): readonly LocatedTest[] | undefined {
  const file = ['test.tsx', 'test.ts', 'test.jsx']
    .map((name) => parseFile(name, text))
    .find((candidate) => !firstSyntaxError(candidate));
  if (!file) return undefined;
  const { source } = file;
  const found: LocatedTest[] = [];
  const visit = (node: ts.Node, suites: readonly string[]): void => {
    const call = ts.isExpressionStatement(node) ? node.expression : node;
    const title = ts.isCallExpression(call) ? titleOf(call) : undefined;
    if (!ts.isCallExpression(call) || title === undefined) {
      ts.forEachChild(node, (child) => visit(child, suites));
      return;
    }
    const [kind = ''] = dottedName(call.expression)?.split('.') ?? [];
    if (suiteNames.has(kind)) {
      for (const argument of call.arguments) visit(argument, [...suites, title]);
    } else if (testNames.has(kind)) {
      const range = {
        startLine: lineAt(source, node.getStart(source)),
        endLine: lineAt(source, node.end),
      };
      found.push({ suites, title, range });
    }
  };
  visit(source, []);
  return found;
}

function titleOf({ arguments: [first], expression }: ts.CallExpression): string | undefined {
  const [kind = ''] = dottedName(expression)?.split('.') ?? [];
  if (!suiteNames.has(kind) && !testNames.has(kind)) return undefined;
  return first && ts.isStringLiteralLike(first) ? first.text : undefined;
}
