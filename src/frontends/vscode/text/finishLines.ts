import { countOf } from '../../../base/countOf';
import { describeGap, describeTotals } from '../../../core/coverageAnalysis/analysisText';
import type { CoverageAnalysis } from '../../../core/coverageAnalysis/coverageAnalysis';
import type { TaskSummary } from '../../../core/fleet/task';
import { describeRule } from '../../../core/quality/gateText';
import { formatDuration, nameFiles } from './runSummaryText';
import { taskSentence } from './taskSummaryText';

/** What a run ended with as lines for the log: the details first, then the sentence of the notification. */
export function finishLines(summary: TaskSummary): readonly string[] {
  return [...detailLines(summary), taskSentence(summary)];
}

function detailLines(summary: TaskSummary): readonly string[] {
  const duration = formatDuration(summary.durationMs);
  switch (summary.type) {
    case 'generate-tests': {
      const { kept, dropped, writtenFiles } = summary;
      const counts = `${kept} kept, ${dropped} dropped, ${countOf(writtenFiles.length, 'file')} written, ${duration}`;
      const written = writtenFiles.length > 0 ? ` (${nameFiles(writtenFiles.map(({ path }) => path))})` : '';
      return [`Run ended: ${counts}${written}`];
    }
    case 'analyze-coverage':
      return [...analysisLines(summary), `Run ended: ${duration}`];
    case 'quality-gate': {
      const rules = summary.rules.map((rule) => `Rule: ${describeRule(rule)}`);
      return [...analysisLines(summary.analysis), ...rules, `Run ended: ${duration}`];
    }
  }
}

function analysisLines({ files, gaps }: CoverageAnalysis): readonly string[] {
  return [
    ...files.map(({ sourceFile, coverage }) => `Coverage of ${sourceFile}: ${describeTotals(coverage)}`),
    ...gaps.map((gap) => `Gap: ${describeGap(gap)}`),
  ];
}
