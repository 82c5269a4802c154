import type { LineRange } from '../../core/synthesis/moduleModel';

/** A selection as VS Code has it: lines and characters from 0. */
export interface EditorSelection {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** The lines that a selection touches, from 1; a last line of which nothing is selected does not count. */
export function linesOfSelection({ start, end }: EditorSelection): LineRange {
  const endsBeforeText = end.line > start.line && end.character === 0;
  return { startLine: start.line + 1, endLine: endsBeforeText ? end.line : end.line + 1 };
}
