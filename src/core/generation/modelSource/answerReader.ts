/** A fenced code block of an answer. */
export interface AnswerBlock {
  /** What stands behind the opening fence, in lower case: `ts`, `typescript`, or nothing. */
  readonly language: string;
  readonly code: string;
  /** The answer went on behind it: the closing fence was there. */
  readonly isClosed: boolean;
}

/** A fence, its marks, and what stands behind it; indented by at most three blanks. */
const fencePattern = /^ {0,3}(`{3,}|~{3,})([^\r\n]*)$/;

interface OpenBlock {
  readonly fence: string;
  readonly language: string;
  readonly lines: string[];
}

/**
 * Finds the fenced code blocks (CommonMark) of an answer that comes in pieces, wherever it is cut. It holds no more than the
 * block and the line that are being read.
 */
export class AnswerReader {
  private rest = '';
  private block: OpenBlock | undefined;

  /** Takes the next piece. @returns the blocks that it completes. */
  read(text: string): readonly AnswerBlock[] {
    const lines = text.split('\n');
    lines[0] = this.rest + (lines[0] ?? '');
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.readLine(line));
  }

  /** Takes the end of the answer. @returns what the last line completes, or the block that was never closed. */
  end(): readonly AnswerBlock[] {
    const blocks = this.rest === '' ? [] : this.readLine(this.rest);
    this.rest = '';
    if (!this.block) return blocks;
    const open = toBlock(this.block, false);
    this.block = undefined;
    return [...blocks, open];
  }

  private readLine(line: string): AnswerBlock[] {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    const [, fence = '', info = ''] = fencePattern.exec(text) ?? [];
    const { block } = this;
    if (!block) {
      // Backticks behind backticks are a code span on a line of its own.
      if (fence !== '' && !(fence.startsWith('`') && info.includes('`')))
        this.block = { fence, language: languageOf(info), lines: [] };
      return [];
    }
    if (fence === '' || info.trim() !== '' || !fence.startsWith(block.fence)) {
      block.lines.push(text);
      return [];
    }
    this.block = undefined;
    return [toBlock(block, true)];
  }
}

function languageOf(info: string): string {
  return (
    info
      .trim()
      .split(/[\s{,:]/, 1)[0]
      ?.toLowerCase() ?? ''
  );
}

function toBlock({ language, lines }: OpenBlock, isClosed: boolean): AnswerBlock {
  return { language, code: lines.map((line) => `${line}\n`).join(''), isClosed };
}
