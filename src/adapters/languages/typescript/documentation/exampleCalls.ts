import ts from 'typescript';
import type { ExampleCall } from '../../../../core/synthesis/moduleModel';
import { nodesOf } from '../syntax/syntaxTree';
import { isClosed } from './closedExpressions';
import { commentsOf, snippetsIn } from './snippets';

const exampleLimit = 200;
const snippetLimit = 120;
const longestArgument = 160;

/** The calls in the documentation of a file and of its package whose arguments stand for themselves, in order, each once. */
export function readExampleCalls(source: ts.SourceFile, readme: string | undefined): readonly ExampleCall[] {
  const snippets = [...commentsOf(source.text), readme ?? ''].flatMap(snippetsIn).slice(0, snippetLimit);
  const calls = new Map<string, ExampleCall>();
  for (const snippet of snippets) {
    for (const call of callsIn(snippet)) {
      const key = `${call.callee}(${call.arguments.join(', ')})`;
      if (!calls.has(key)) calls.set(key, call);
      if (calls.size >= exampleLimit) return [...calls.values()];
    }
  }
  return [...calls.values()];
}

function callsIn(snippet: string): readonly ExampleCall[] {
  const parsed = ts.createSourceFile(
    'example.js',
    snippet.replace(/^\s*> ?/gm, ''),
    ts.ScriptTarget.Latest,
    true,
  );
  return [...nodesOf(parsed)].flatMap((node): readonly ExampleCall[] => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const callee = nameOf(node.expression);
    const given = node.arguments ?? [];
    if (callee === undefined || !given.every(isClosed)) return [];
    const codes = given.map((argument) => argument.getText(parsed));
    if (codes.some((code) => code.length > longestArgument || code === '')) return [];
    return [{ callee, arguments: codes }];
  });
}

/** `add` of `cart.add`, `Cart` of `new Cart`. */
function nameOf(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}
