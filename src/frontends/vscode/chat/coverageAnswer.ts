import { t } from '../../../base/localize';
import { describeTotals } from '../../../core/coverageAnalysis/analysisText';
import type { AnalyzeCoverageRequest } from '../../../core/coverageAnalysis/analyzeCoverageRequest';
import { taskSentence } from '../text/taskSummaryText';
import { actionCommand } from './actionCommand';
import { code, plain } from './chatMarkdown';
import { chatRuns, placeIn } from './chatRun';
import type { ChatOutcome, ChatTurn } from './chatTurn';

/** Gaps that are named; all of them are in the panel. */
const mostGaps = 10;

/** Says what the existing tests execute, riskiest gaps first, each leading to its line. */
export async function answerCoverage(turn: ChatTurn): Promise<ChatOutcome> {
  const { stream } = turn;
  const open = new Set<string>();
  const runs = chatRuns<AnalyzeCoverageRequest>(turn, 'analyze-coverage', (folder) => ({
    type: 'analyze-coverage',
    ...folder,
  }));
  for await (const { workspaceRoot, summary } of runs) {
    stream.markdown(`\n\n**${plain(taskSentence(summary))}**\n\n`);
    if (summary.files.length > 1) {
      for (const { sourceFile, coverage } of summary.files)
        stream.markdown(`- ${code(sourceFile)}: ${plain(describeTotals(coverage))}\n`);
    }
    if (summary.gaps.length > 0) stream.markdown('\n');
    for (const { sourceFile, lines, explanation } of summary.gaps.slice(0, mostGaps)) {
      const line = lines[0]?.startLine ?? 1;
      stream.markdown('- ');
      stream.anchor(placeIn(workspaceRoot, sourceFile, line), `${sourceFile}:${line}`);
      stream.markdown(` ${plain(explanation)}\n`);
    }
    const further = summary.gaps.length - mostGaps;
    if (further > 0) stream.markdown(`- ${t('and {0} more', further)}\n`);
    stream.button(actionCommand({ kind: 'show-details' }));
    for (const { sourceFile } of summary.gaps) open.add(sourceFile);
  }
  const prompt = `uncovered ${[...open].join(' ')}`;
  return {
    followups:
      open.size > 0 ? [{ command: 'tests', prompt, label: t('Write tests for what is left out') }] : [],
  };
}
