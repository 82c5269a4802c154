import ts from 'typescript';
import type { BodyTree, LocalVariable } from './bodyTree';
import type { OutsideNames } from './outsideNames';
import { tokensOf } from './tokens';

/**
 * What a body does, as one text: what it declares is numbered in the order in which it occurs, and what the module under test exports goes
 * by the name of the export, however it was imported.
 */
export function fingerprintOf(tree: BodyTree, names: OutsideNames): string {
  const numbers = new Map<LocalVariable, number>();
  const nameOf = (node: ts.Identifier): string | undefined => {
    if (!tree.isValue(node) && !isDeclarationOf(node)) return undefined;
    const meaning = tree.meaningOf(node);
    if (meaning.kind === 'global') return undefined;
    if (meaning.kind === 'local') {
      const number = numbers.get(meaning.variable) ?? numbers.size;
      numbers.set(meaning.variable, number);
      return `$${number}`;
    }
    if (tree.isOfModule(meaning.read)) return `#${meaning.read.exported}`;
    return names.outsideNameOf(node);
  };
  // A member of the whole module is the export of this name.
  return tokensOf(tree.body, nameOf)
    .join(' ')
    .replace(/#(?:\*|default) (?:\?\. |\. )/g, '#')
    .replace(/#\*/g, '#default');
}

function isDeclarationOf(node: ts.Identifier): boolean {
  const { parent } = node;
  const isDeclaration =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isFunctionExpression(parent) ||
    ts.isClassLike(parent) ||
    ts.isEnumDeclaration(parent);
  return isDeclaration && parent.name === node;
}
