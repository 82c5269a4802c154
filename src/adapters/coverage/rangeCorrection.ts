import type { Node, Program } from 'acorn';
import type { CountedRange, ExecutedScript } from '../../core/testing/probeRecords';
import { childrenOf, isFunction } from './syntaxTree';

type ExecutedFunctions = ExecutedScript['functions'];

/**
 * V8 ends the range that follows a `throw`, a `return` or an `await` at the next `?:`, `&&`, `||` or `??`, and what comes
 * behind falls back to the count of the whole function, as if that range had not been. This adds the ranges that are missing:
 * in a list of statements none runs more often than the one before it, and as often after one that cannot leave the list.
 * @param program the tree of the script's code
 * @param wrapperLength length of the text that the test runner put before the code
 */
export function correctRanges(
  program: Program,
  functions: ExecutedFunctions,
  wrapperLength: number,
): ExecutedFunctions {
  const ranges = functions.flatMap((item) => item.ranges);
  const counts = new CountByOffset(ranges, wrapperLength + program.end);
  const added: CountedRange[] = [];
  forEachStatementList(program, (statements, listEnd) => {
    let previous: { readonly count: number; readonly isFollowedAsOften: boolean } | undefined;
    for (const statement of statements) {
      if (hasOwnCountAtStart(statement)) continue;
      const startOffset = wrapperLength + statement.start;
      let count = counts.at(startOffset);
      if (previous && (count > previous.count || (previous.isFollowedAsOften && count < previous.count))) {
        count = previous.count;
        // To the end of the list: V8's own ranges inside are smaller, and so still hold.
        const range = { startOffset, endOffset: wrapperLength + listEnd, count };
        added.push(range);
        counts.add(range);
      }
      // A function that waits may have been entered before the first of these counts was taken.
      previous = isSuspending(statement)
        ? undefined
        : { count, isFollowedAsOften: plainStatements.has(statement.type) };
    }
  });
  return added.length === 0 ? functions : [...functions, { ranges: added }];
}

const plainStatements = new Set(['ExpressionStatement', 'VariableDeclaration']);

/** The count that holds at an offset: that of the smallest range around it. */
class CountByOffset {
  private readonly ranges: CountedRange[];
  private counts: Uint32Array;

  constructor(
    ranges: readonly CountedRange[],
    private readonly length: number,
  ) {
    this.ranges = [...ranges];
    this.counts = this.fill();
  }

  at(offset: number): number {
    return this.counts[offset] ?? 0;
  }

  add(range: CountedRange): void {
    this.ranges.push(range);
    this.counts = this.fill();
  }

  private fill(): Uint32Array {
    const size = (range: CountedRange): number => range.endOffset - range.startOffset;
    const counts = new Uint32Array(this.length);
    for (const range of this.ranges.sort((a, b) => size(b) - size(a))) {
      counts.fill(range.count, range.startOffset, range.endOffset);
    }
    return counts;
  }
}

function forEachStatementList(node: Node, visit: (statements: readonly Node[], end: number) => void): void {
  const { type, body, consequent } = node as Node & {
    readonly body?: unknown;
    readonly consequent?: unknown;
  };
  const isBlock = type === 'Program' || type === 'BlockStatement' || type === 'StaticBlock';
  if (isBlock && Array.isArray(body)) visit(body, node.end);
  if (type === 'SwitchCase' && Array.isArray(consequent)) visit(consequent, node.end);
  for (const child of childrenOf(node)) forEachStatementList(child, visit);
}

/** What starts with a function starts with that function's count; to V8 a class is its constructor. */
function hasOwnCountAtStart(statement: Node): boolean {
  const { expression } = statement as Node & { readonly expression?: Node };
  const { type } = statement;
  return (
    type === 'FunctionDeclaration' ||
    type === 'ClassDeclaration' ||
    expression?.type === 'ArrowFunctionExpression'
  );
}

const suspending = new Set(['AwaitExpression', 'YieldExpression']);
function isSuspending(node: Node): boolean {
  if (suspending.has(node.type)) return true;
  if ((node as Node & { readonly await?: boolean }).await === true) return true;
  return !isFunction(node) && childrenOf(node).some(isSuspending);
}
