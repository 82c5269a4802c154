import ts from 'typescript';
import { nodesOf } from '../syntax/syntaxTree';
import { dottedName, suiteNames, testNames } from './testScopes';

/** The first test or suite that is to be run alone, by how it is called (`it.only`) and its line, from 1. */
export function findFocus(
  source: ts.SourceFile,
): { readonly call: string; readonly line: number } | undefined {
  for (const node of nodesOf(source)) {
    if (!ts.isCallExpression(node)) continue;
    const [kind = '', ...variants] = dottedName(node.expression)?.split('.') ?? [];
    const isKnown = testNames.has(kind) || suiteNames.has(kind);
    const isShort = kind === 'fit' || kind === 'fdescribe';
    if (!isShort && !(isKnown && variants.includes('only'))) continue;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    return { call: isShort ? kind : `${kind}.only`, line: line + 1 };
  }
  return undefined;
}
