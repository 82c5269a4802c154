import { tn } from '../../../base/localize';
import { analysisSentence } from '../../../core/coverageAnalysis/analysisText';
import type { CoverageAnalysis } from '../../../core/coverageAnalysis/coverageAnalysis';
import type { TargetFailure } from '../../../core/fleet/targetFailure';
import type { TaskSummary } from '../../../core/fleet/task';
import { verdictSentence } from '../../../core/quality/gateText';
import { nameFiles, summarySentence } from './runSummaryText';

/** What a task brought about, in one line, for a place that names the files already. */
export function taskSentence(summary: TaskSummary): string {
  switch (summary.type) {
    case 'generate-tests':
      return summarySentence(summary);
    case 'analyze-coverage':
      return coverageSentence(summary);
    case 'quality-gate':
      return verdictSentence(summary);
  }
}

/** The same for a notification, which stands alone: `src/cart.ts: Statements 45.5 % (5 of 11) · …`. */
export function taskNotification(summary: TaskSummary): string {
  const sentence = taskSentence(summary);
  if (summary.type !== 'analyze-coverage' || summary.files.length === 0) return sentence;
  return `${nameFiles(summary.files.map(({ sourceFile }) => sourceFile))}: ${sentence}`;
}

/** A file with which nothing could be done, named once. */
export function describeFailure({ sourceFile, message }: TargetFailure): string {
  return message.includes(sourceFile) ? message : `${sourceFile}: ${message}`;
}

/** `Statements 45.5 % (5 of 11) · branches 25.0 % (1 of 4) · 3 gaps · 2 tests passed · 1 file not analyzed`. */
function coverageSentence(analysis: CoverageAnalysis): string {
  const { failures } = analysis;
  const failed =
    failures.length > 0 ? tn(failures.length, ' · {0} file not analyzed', ' · {0} files not analyzed') : '';
  return `${analysisSentence(analysis)}${failed}`;
}
