/** Offsets into the source. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

interface SyntaxNode extends OffsetRange {
  readonly type: string;
  readonly params?: readonly SyntaxNode[];
  readonly body?: SyntaxNode;
  readonly value?: unknown;
  readonly static?: boolean;
}

const propertyTypes = new Set(['ClassProperty', 'ClassPrivateProperty', 'ClassAccessorProperty']);

/** The parts of a program that run when something is called or created, not when the module is loaded: the outermost ones. */
export function callTimeRanges(program: object): readonly OffsetRange[] {
  const ranges: OffsetRange[] = [];
  visit(program, ranges);
  return ranges;
}

function visit(value: unknown, ranges: OffsetRange[]): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, ranges);
    return;
  }
  if (!isNode(value)) return;
  const own = callTimePart(value);
  if (own) ranges.push(own);
  for (const [name, child] of Object.entries(value)) {
    if (name === 'loc' || name.endsWith('omments') || name === 'tokens' || name === 'extra') continue;
    if (!own || !isInside(child, own)) visit(child, ranges);
  }
}

/** Parameters and body of a function, or the initial value of a property that each instance gets anew. */
function callTimePart(node: SyntaxNode): OffsetRange | undefined {
  if (isNode(node.body) && Array.isArray(node.params))
    return { start: Math.min(...node.params.map(({ start }) => start), node.body.start), end: node.body.end };
  const isOfInstance = propertyTypes.has(node.type) && node.static !== true;
  return isOfInstance && isNode(node.value) ? node.value : undefined;
}

function isInside(value: unknown, { start, end }: OffsetRange): boolean {
  const nodes: readonly unknown[] = Array.isArray(value) ? value : [value];
  return nodes.length > 0 && nodes.every((node) => isNode(node) && start <= node.start && node.end <= end);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
