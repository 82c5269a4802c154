import ts from 'typescript';
import type { ImportStyle } from '../../../../core/synthesis/writing/importLines';
import type { ImportLine } from '../../../../core/testing/languageAdapter';
import { prologueLength } from '../instrumentation/statementKinds';
import type { ExistingImport } from './testFileBindings';

/** Comments that stay on top because tools or lawyers look for them there. */
const headComment = /@(?:jest|vitest|ts|license|preserve)|eslint|biome|^\/\*!|istanbul|c8/;

/** How a file writes its imports, by the first one, else by its first statement; `style` is undefined without imports. */
export function importStyleOf(
  source: ts.SourceFile,
  imports: readonly ExistingImport[],
): ImportStyle & { readonly style: ImportLine['style'] | undefined } {
  const [first] = imports;
  const text = (first?.statement ?? source.statements[0])?.getText(source) ?? ';';
  const quote = /['"]/.exec(text)?.[0] === '"' ? '"' : "'";
  const isModule = imports.some((found) => found.style === 'import');
  return { quote, semicolons: text.endsWith(';'), style: isModule ? 'import' : first?.style };
}

/** The end of the line, or the position itself when more code follows on it. */
export function endOfLine(text: string, position: number): number {
  const rest = /^[^\r\n]*/.exec(text.slice(position))?.[0] ?? '';
  return /^\s*(?:\/\/.*|\/\*.*\*\/\s*)?$/.test(rest) ? position + rest.trimEnd().length : position;
}

/**
 * Where a first import can stand: behind directives and behind comments that stand for themselves or instruct a tool, in front
 * of a comment on the first statement.
 */
export function startOfCode(source: ts.SourceFile): number {
  const { statements, text } = source;
  const directives = prologueLength(statements);
  const first = statements[directives];
  if (!first) return text.length;
  const lastDirective = statements[directives - 1];
  if (lastDirective) return startOfNextLine(text, lastDirective.end);
  const comments = ts.getLeadingCommentRanges(text, first.getFullStart()) ?? [];
  let start = comments[0]?.pos ?? first.getStart(source);
  for (const [index, comment] of comments.entries()) {
    const next = comments[index + 1]?.pos ?? first.getStart(source);
    const isDetached = /\n[ \t]*\r?\n/.test(text.slice(comment.end, next));
    if (isDetached || headComment.test(text.slice(comment.pos, comment.end))) start = next;
  }
  return start;
}

function startOfNextLine(text: string, position: number): number {
  const end = endOfLine(text, position);
  return end + (/^\r?\n/.exec(text.slice(end))?.[0].length ?? 0);
}
