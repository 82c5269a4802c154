import MagicString from 'magic-string';
import ts from 'typescript';
import { parseFile } from '../syntax/parsedFile';
import { nodesOf } from '../syntax/syntaxTree';

const strictNames: ReadonlyMap<string, string> = new Map([
  ['equal', 'strictEqual'],
  ['notEqual', 'notStrictEqual'],
  ['deepEqual', 'deepStrictEqual'],
  ['notDeepEqual', 'notDeepStrictEqual'],
]);

/** Test code for `node:assert/strict`, rewritten to mean the same with `node:assert`; `assertName` is what it calls the module. */
export function spellOutStrictness(code: string, assertName: string): string {
  const { source } = parseFile('body.tsx', code);
  const text = new MagicString(code);
  for (const node of nodesOf(source)) {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) continue;
    const strictName = node.expression.text === assertName ? strictNames.get(node.name.text) : undefined;
    if (strictName) text.overwrite(node.name.getStart(source), node.name.end, strictName);
  }
  return text.toString();
}
