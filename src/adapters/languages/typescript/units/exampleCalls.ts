import ts from 'typescript';
import type { ExampleCall } from '../../../../core/synthesis/moduleModel';
import { freeReferencesIn } from '../merging/freeReferences';
import { nodesOf } from '../syntax/syntaxTree';

const exampleLimit = 200;
const snippetLimit = 120;
const longestArgument = 160;
const fence =
  /^[ \t]*(?:```|~~~)[ \t]*(?:js|javascript|jsx|ts|typescript|node|mjs|cjs)?[ \t]*\r?\n([\s\S]*?)^[ \t]*(?:```|~~~)/gim;
const exampleTag = /@example\b([\s\S]*?)(?=^\s*@\w|(?![\s\S]))/gm;
/** A bare call in the running text or in a comment: `plural('cat')`. */
const inlineCode = /`([^`\n]{3,120}\([^`\n]*\))`/g;
const steadyGlobals = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'Number',
  'Map',
  'Set',
  'Date',
  'RegExp',
  'String',
  'Object',
  'Array',
]);

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

function commentsOf(text: string): readonly string[] {
  const comments = text.match(/\/\*[\s\S]*?\*\//g) ?? [];
  return comments.map((comment) => comment.replace(/^\/\*+|\*\/$/g, '').replace(/^\s*\* ?/gm, ''));
}

function snippetsIn(text: string): readonly string[] {
  const bodies = (pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map(([, body = '']) => body.replace(/^\s*<caption>.*<\/caption>/m, ''));
  const indented = /^(?: {4}|\t).+(?:\r?\n(?: {4}|\t).*)*/gm;
  return [...bodies(fence), ...bodies(exampleTag), ...(text.match(indented) ?? []), ...bodies(inlineCode)];
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

/** The value is the same wherever the text stands. */
function isClosed(argument: ts.Expression): boolean {
  if (ts.isSpreadElement(argument)) return false;
  return (
    [...nodesOf(argument)].every((node) => !isStrange(node)) &&
    freeReferencesIn(argument).every(({ name }) => steadyGlobals.has(name))
  );
}

function isStrange(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node) || ts.isMissingDeclaration(node))
    return true;
  return ts.isIdentifier(node) && node.text === '';
}
