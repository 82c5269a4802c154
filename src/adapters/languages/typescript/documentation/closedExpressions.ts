import ts from 'typescript';
import { freeReferencesIn } from '../merging/freeReferences';
import { nodesOf } from '../syntax/syntaxTree';

/** Names that mean the same everywhere. */
export const steadyGlobals: ReadonlySet<string> = new Set([
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

/** The value is the same wherever the text stands. */
export function isClosed(argument: ts.Expression): boolean {
  if (ts.isSpreadElement(argument)) return false;
  return (
    [...nodesOf(argument)].every((node) => !isStrange(node)) &&
    freeReferencesIn(argument).every(({ name }) => steadyGlobals.has(name))
  );
}

/** It means something only where it stands, or the parser could not make sense of it. */
export function isStrange(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || ts.isAwaitExpression(node) || ts.isMissingDeclaration(node))
    return true;
  return ts.isIdentifier(node) && node.text === '';
}
