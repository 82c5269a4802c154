import type { Node, Program } from 'acorn';
import type { CountedRange, ExecutedScript } from '../../core/testing/probeRecords';
import { childrenOf, isFunction } from './syntaxTree';

type ExecutedFunctions = ExecutedScript['functions'];
type ExecutedFunction = ExecutedFunctions[number];

interface ClassNode extends Node {
  readonly body: { readonly body: readonly Node[] };
}

const staticName = '<static_initializer>';
const instanceName = '<instance_members_initializer>';

/**
 * V8 puts the initialisers of a class's fields into two functions of its own, whose ranges are, by version, the whole class,
 * its body, or all from the first field to the last, methods in between included. This puts their counts where they belong:
 * on the fields and static blocks; what a class holds besides and V8 does not list was not executed.
 * @param program the tree of the script's code
 * @param wrapperLength length of the text that the test runner put before the code
 */
export function correctInitializers(
  program: Program,
  functions: ExecutedFunctions,
  wrapperLength: number,
): ExecutedFunctions {
  const initializers = functions.filter(({ name }) => name === staticName || name === instanceName);
  if (initializers.length === 0) return functions;
  const classes = findClasses(program);
  const byClass = new Map<ClassNode, ExecutedFunction[]>();
  for (const initializer of initializers) {
    const owner = classes.find((node) => contains(node, initializer, wrapperLength));
    if (owner) byClass.set(owner, [...(byClass.get(owner) ?? []), initializer]);
  }
  const listed = functions.flatMap(({ name, ranges }) =>
    name === undefined && ranges[0] ? [ranges[0]] : [],
  );
  const added = [...byClass].flatMap(([node, owned]) => {
    const countOf = (wanted: string): number =>
      owned.find(({ name }) => name === wanted)?.ranges[0]?.count ?? 0;
    return node.body.body.flatMap((member) => [
      ...initializedRange(member, countOf(staticName), countOf(instanceName)),
      ...functionsIn(member).flatMap((found) => unlistedRange(found, member, listed, wrapperLength)),
    ]);
  });
  const replaced = new Set([...byClass.values()].flat());
  return [
    { ranges: added.map((range) => shift(range, wrapperLength)) },
    // The ranges inside of an initialiser, of a `?:` for example, are right.
    ...functions.map((item) => (replaced.has(item) ? { ranges: item.ranges.slice(1) } : item)),
  ];
}

function initializedRange(member: Node, staticCount: number, instanceCount: number): CountedRange[] {
  const isField = member.type === 'PropertyDefinition';
  if (!isField && member.type !== 'StaticBlock') return [];
  const isStatic = !isField || (member as Node & { readonly static: boolean }).static;
  return [
    { startOffset: member.start, endOffset: member.end, count: isStatic ? staticCount : instanceCount },
  ];
}

/** A method begins before its function node does, so only the ends are sure to be the same. */
function unlistedRange(
  found: Node,
  member: Node,
  listed: readonly CountedRange[],
  wrapperLength: number,
): CountedRange[] {
  const isListed = listed.some(
    ({ startOffset, endOffset }) =>
      endOffset === found.end + wrapperLength &&
      startOffset >= member.start + wrapperLength &&
      startOffset <= found.start + wrapperLength,
  );
  return isListed ? [] : [{ startOffset: found.start, endOffset: found.end, count: 0 }];
}

/** Innermost first. */
function findClasses(node: Node): ClassNode[] {
  const isClass = node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
  return [...childrenOf(node).flatMap(findClasses), ...(isClass ? [node as ClassNode] : [])];
}

function contains(node: ClassNode, { ranges }: ExecutedFunction, wrapperLength: number): boolean {
  const [range] = ranges;
  return (
    range !== undefined &&
    node.start + wrapperLength <= range.startOffset &&
    range.endOffset <= node.end + wrapperLength
  );
}

function functionsIn(node: Node): Node[] {
  return isFunction(node) ? [node] : childrenOf(node).flatMap(functionsIn);
}

function shift({ startOffset, endOffset, count }: CountedRange, by: number): CountedRange {
  return { startOffset: startOffset + by, endOffset: endOffset + by, count };
}
