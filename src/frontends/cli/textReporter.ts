import { formatUsd } from '../../core/cost/money';
import { formatFigure } from '../../core/figure';
import type { TestReceipt } from '../../core/generation/receipt';
import { describeCoverageChange, describeDrops, describeReceipt } from '../../core/generation/receiptText';
import type { RunPart, RunSummary } from '../../core/streaming/runPart';

/** A stream to write to, and whether a person watches it. */
export interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface TextReporterOptions {
  /** Receives the result. */
  readonly data: Terminal;
  /** Receives progress and notices. */
  readonly talk: Terminal;
  /** Prints what the test runners print, too. */
  readonly isVerbose: boolean;
}

const clearLine = '\r\u001b[K';

/** Writes a run for people: on a terminal one status line that moves, otherwise a plain line per event; the result at the end. */
export class TextReporter {
  private hasStatusLine = false;

  constructor(private readonly options: TextReporterOptions) {}

  report(part: RunPart): void {
    if (part.type === 'finish') {
      this.clearStatus();
      this.options.data.write(`${renderSummary(part.summary)}\n`);
      return;
    }
    if (part.type === 'progress') this.status(`${Math.round(part.fraction * 100)} % ${part.message}`);
    const line = this.lineFor(part);
    if (line !== undefined) this.say(line);
  }

  /** Undefined for what the summary shows together at the end. */
  private lineFor(part: RunPart): string | undefined {
    switch (part.type) {
      case 'agent-start':
        return `Agent ${part.agentType} started`;
      case 'stage-start':
        return `[${part.stage}] ${part.message}`;
      case 'test-proposed':
        return `  proposed  ${part.unit} › ${part.title}`;
      case 'output':
        return this.options.isVerbose ? part.text.trimEnd() : undefined;
      case 'notice':
        return `Note: ${part.message}`;
      case 'target-failed':
        return `Failed: ${part.failure.message}`;
      case 'file-written':
        return `Wrote ${part.path}`;
      case 'error':
        return `Error: ${part.message}${part.hint ? ` ${part.hint}` : ''}`;
      case 'abort':
        return 'Cancelled. Nothing was left behind.';
      default:
        return undefined;
    }
  }

  private say(line: string): void {
    this.clearStatus();
    this.options.talk.write(`${line}\n`);
  }

  private status(text: string): void {
    const { talk } = this.options;
    if (!talk.isTTY) return;
    talk.write(`${clearLine}${text.slice(0, (talk.columns ?? 80) - 1)}`);
    this.hasStatusLine = true;
  }

  private clearStatus(): void {
    if (this.hasStatusLine) this.options.talk.write(clearLine);
    this.hasStatusLine = false;
  }
}

/** The result of a run as text: kept tests with their receipts by file, coverage before and after, cost. */
export function renderSummary(summary: RunSummary): string {
  const lines: string[] = [];
  const bySource = new Map<string, TestReceipt[]>();
  for (const receipt of summary.receipts)
    bySource.set(receipt.sourceFile, [...(bySource.get(receipt.sourceFile) ?? []), receipt]);
  for (const [sourceFile, receipts] of bySource) {
    const kept = receipts.filter(({ verdict }) => verdict.status === 'kept');
    lines.push('', `${sourceFile} → ${receipts[0]?.testFile ?? ''}`);
    for (const receipt of kept) lines.push(`  ✓ ${titleOf(receipt)}`, `      ${describeReceipt(receipt)}`);
    for (const drops of describeDrops(receipts)) lines.push(`  – dropped: ${drops}`);
  }
  lines.push('', ...renderCoverage(summary));
  for (const { sourceFile, message } of summary.failures) lines.push(`! ${sourceFile}: ${message}`);
  const candidates = summary.kept + summary.dropped;
  const cost = `${formatFigure(summary.costMicroUsd, formatUsd)} (${summary.costMicroUsd.provenance})`;
  lines.push(
    '',
    `Kept ${summary.kept} of ${candidates} candidates · cost ${cost} · ${(summary.durationMs / 1000).toFixed(1)} s`,
  );
  return lines.join('\n').trimStart();
}

function renderCoverage(summary: RunSummary): string[] {
  if (summary.coverage.length === 0) return [];
  const width = Math.max(...summary.coverage.map(({ sourceFile }) => sourceFile.length), 8);
  return [
    `${'Coverage'.padEnd(width)}   ${'statements'.padEnd(20)} branches`,
    ...summary.coverage.map((change) => {
      const statements = describeCoverageChange(change, 'statements').padEnd(20);
      return `${change.sourceFile.padEnd(width)}   ${statements} ${describeCoverageChange(change, 'branches')}`;
    }),
  ];
}

function titleOf(receipt: TestReceipt): string {
  return `${receipt.unit} › ${receipt.title}`;
}
