import { type RunPart, stageNames } from '../../../core/streaming/runPart';
import type { PanelPart } from '../../webview/protocol';
import { describeFailure } from '../text/taskSummaryText';
import { restartText, taskTitle } from '../text/taskText';
import { toPanelReceipt } from './panelReceipt';
import { toPanelCoverage, toPanelSummary } from './panelSummary';

/** The part in the panel's words. */
export function toPanelPart(part: RunPart): PanelPart {
  switch (part.type) {
    case 'run-start': {
      const { taskType, files, startedAtMs } = part;
      const stages = taskType === 'generate-tests' ? stageNames : [];
      return { type: 'run-start', title: taskTitle(taskType, files), files, startedAtMs, stages };
    }
    case 'restart':
      return { type: 'restart', message: restartText(part.attempt, part.reason) };
    case 'receipt':
      return { type: 'receipt', receipt: toPanelReceipt(part.receipt) };
    case 'coverage':
      return { type: 'coverage', coverage: toPanelCoverage(part.change) };
    case 'target-failed':
      return {
        type: 'target-failed',
        failure: { sourceFile: part.failure.sourceFile, message: describeFailure(part.failure) },
      };
    case 'finish':
      return { type: 'finish', summary: toPanelSummary(part.summary) };
    case 'error':
      return {
        type: 'error',
        code: part.code,
        message: part.hint ? `${part.message} ${part.hint}` : part.message,
      };
    default:
      return part;
  }
}
