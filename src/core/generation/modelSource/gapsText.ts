import type { CandidateRequest, TestGap } from '../candidate';
import { fenced } from './promptText';

const mostGaps = 60;
const mostCharacters = 8000;
const longestCode = 120;
const longestDescription = 240;

/**
 * What nothing tests yet, in the order given, each with the text of its line. Bounded: what has no room is counted. Undefined
 * when there is nothing to list.
 */
export function describeGaps({ gaps = [], source }: CandidateRequest): string | undefined {
  if (gaps.length === 0) return undefined;
  const sourceLines = source.split('\n');
  const lines: string[] = [];
  let characters = 0;
  for (const gap of gaps.slice(0, mostGaps)) {
    const line = lineOf(gap, sourceLines);
    characters += line.length;
    if (characters > mostCharacters) break;
    lines.push(line);
  }
  const others = gaps.length - lines.length;
  if (others > 0) lines.push(`- and ${others} more`);
  return [
    'This is what no test reaches or notices yet, the riskiest first:',
    fenced(lines.join('\n'), 'text'),
    'Write tests for that, and nothing else: each of yours has to execute one of these lines, take one of these ways, or fail after one of these changes. One test may do several. Leave out what no caller can reach.',
  ].join('\n\n');
}

function lineOf({ unit, line, description }: TestGap, sourceLines: readonly string[]): string {
  const code = oneLine(sourceLines[line - 1] ?? '', longestCode);
  const said = oneLine(description, longestDescription);
  const place = new RegExp(`\\bline ${line}\\b`).test(said) ? '' : ` (line ${line})`;
  return `- ${unit}, ${code === '' ? '' : `\`${code}\`: `}${said}${place}`;
}

function oneLine(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
