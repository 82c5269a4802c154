import { piecesOf, splitTopLevel } from './expressionText';

export interface LayoutRoom {
  /** Columns a line may have. */
  readonly width: number;
  /** One level of indentation. */
  readonly indent: string;
}

/**
 * Breaks an expression that does not fit over several lines, at its outermost brackets first, in the way Prettier does.
 * Expressions that have line breaks already (two blanks a level) only get the indentation of `room`.
 * @param column characters before and after the expression on its line
 */
export function layOutExpression(code: string, column: number, room: LayoutRoom): string {
  return layOut(code, column, '', room);
}

interface Group {
  readonly start: number;
  readonly end: number;
}

function layOut(code: string, column: number, margin: string, room: LayoutRoom): string {
  if (code.includes('\n')) return reindented(code, room.indent).replaceAll('\n', `\n${margin}`);
  if (column + code.length <= room.width) return code;
  const group = groupToBreak(code);
  if (!group) return code;
  const head = code.slice(0, group.start + 1);
  const tail = code.slice(group.end);
  const items = splitTopLevel(code.slice(group.start + 1, group.end));
  const last = items.at(-1) ?? '';
  const others = items.slice(0, -1).join(', ');
  // A call whose only large argument is its last one keeps its brackets on one line: `add({ … })`.
  if (code[group.start] === '(' && /^(?:[{[]|new Map\(|new Set\()/.test(last) && !/[{[]/.test(others)) {
    const before = head + (others === '' ? '' : `${others}, `);
    if (column + before.length < room.width) return before + layOut(last, room.width, margin, room) + tail;
  }
  const inner = margin + room.indent;
  const lines = items.map((item) => `${inner}${layOut(item, inner.length + 1, inner, room)},`);
  return [head, ...lines, margin + tail].join('\n');
}

/** The last outermost bracket with something in it; bodies of functions are left alone. */
function groupToBreak(code: string): Group | undefined {
  let found: Group | undefined;
  let depth = 0;
  let start = 0;
  let offset = 0;
  for (const { kind, text } of piecesOf(code)) {
    for (let index = 0; kind === 'code' && index < text.length; index++) {
      const position = offset + index;
      if ('([{'.includes(text[index] ?? ' ')) {
        if (depth === 0) start = position;
        depth++;
      } else if (')]}'.includes(text[index] ?? ' ')) {
        depth--;
        if (depth === 0 && isBreakable(code, start, position)) found = { start, end: position };
      }
    }
    offset += text.length;
  }
  return found;
}

function isBreakable(code: string, start: number, end: number): boolean {
  if (code.slice(start + 1, end).trim() === '') return false;
  if (code[start] === '{') return !code.slice(0, start).trimEnd().endsWith('=>');
  return !code
    .slice(end + 1)
    .trimStart()
    .startsWith('=>');
}

function reindented(code: string, indent: string): string {
  return code.replace(/\n((?: {2})+)/g, (_all, blanks: string) => `\n${indent.repeat(blanks.length / 2)}`);
}
