import ts from 'typescript';
import type { BodyTree, LocalVariable } from './bodyTree';
import { isAssignment, isMember, rootOf } from './expressions';
import type { OutsideNames } from './outsideNames';
import { fakeMakers, fakeRoots, pureGlobals, pureModules, watchingCalls } from './pureNames';

/** What a name can have of the module under test. */
export type ReferenceMeaning =
  | { readonly kind: 'module' }
  /** Something that the module may know too: once it is at work, it may have been there. */
  | { readonly kind: 'world' }
  | { readonly kind: 'local'; readonly variable: LocalVariable };

export interface Reference {
  readonly start: number;
  /** When it is read: an offset in the text, or `always` where that is not certain. */
  readonly moment: number;
  readonly meaning: ReferenceMeaning;
}

/** Later than any offset. */
export const always = Number.MAX_SAFE_INTEGER;

/** All references of a body to things that can have something of the module under test, in the order of the text. */
export function referencesIn(tree: BodyTree, names: OutsideNames): readonly Reference[] {
  const watched = watchedGlobals(tree, names);
  const found: Reference[] = [];
  for (const node of tree.nodes) {
    const meaning = tree.loadsModule(node)
      ? ({ kind: 'module' } as const)
      : tree.isValue(node)
        ? meaningOf(node, { tree, names, watched })
        : undefined;
    if (!meaning) continue;
    const start = node.getStart(tree.source);
    found.push({ start, moment: tree.isRepeated(node) ? always : start, meaning });
  }
  return found;
}

interface MeaningContext {
  readonly tree: BodyTree;
  readonly names: OutsideNames;
  readonly watched: ReadonlySet<string>;
}

function meaningOf(
  node: ts.Identifier,
  { tree, names, watched }: MeaningContext,
): ReferenceMeaning | undefined {
  const meaning = tree.meaningOf(node);
  if (meaning.kind === 'local') return { kind: 'local', variable: meaning.variable };
  // What another module of the project gives may come from the one under test.
  if (meaning.kind === 'import' && (tree.isOfModule(meaning.read) || meaning.read.module.startsWith('.')))
    return { kind: 'module' };
  const name = names.outsideNameOf(node) ?? node.text;
  if (fakeRoots.has(name)) {
    const { parent } = node;
    const full = isMember(parent) && parent.expression === node ? names.outsideNameOf(parent) : undefined;
    return full !== undefined && (fakeMakers.has(full) || watchingCalls.test(full))
      ? undefined
      : { kind: 'world' };
  }
  const isPure =
    meaning.kind === 'import'
      ? pureModules.has(meaning.read.module)
      : pureGlobals.has(meaning.name) && !watched.has(meaning.name);
  return isPure ? undefined : { kind: 'world' };
}

/** Globals of which the test watches or replaces a member. */
function watchedGlobals(tree: BodyTree, names: OutsideNames): ReadonlySet<string> {
  const watched = new Set<string>();
  const watch = (node: ts.Expression | undefined): void => {
    const root = node && rootOf(node);
    const meaning = root && tree.meaningOf(root);
    if (meaning?.kind === 'global') watched.add(meaning.name);
    if (node && ts.isStringLiteralLike(node)) watched.add(node.text);
  };
  for (const node of tree.nodes) {
    if (isAssignment(node) && ts.isExpression(node.left) && isMember(node.left)) watch(node.left);
    if (ts.isCallExpression(node) && watchingCalls.test(names.outsideNameOf(node.expression) ?? ''))
      watch(node.arguments[0]);
  }
  return watched;
}
