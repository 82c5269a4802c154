import type { CoverageAnalysis } from '../../core/coverageAnalysis/coverageAnalysis';
import type { RunResult } from '../../core/fleet/fleetRun';
import type { TaskSummary } from '../../core/fleet/task';
import type { RunSummary } from '../../core/generation/runSummary';
import { exitCodes } from './exitCodes';

/** How a run ended, for scripts. */
export function exitCodeOf(result: RunResult<TaskSummary>): number {
  if (result.status === 'cancelled') return exitCodes.cancelled;
  if (result.status === 'failed') return failureExitCode(result.error.code);
  const { summary } = result;
  switch (summary.type) {
    case 'generate-tests':
      return generationExitCode(summary);
    case 'analyze-coverage':
      return analysisExitCode(summary);
    case 'quality-gate':
      return summary.verdict === 'passed' ? exitCodes.done : exitCodes.gateNotPassed;
  }
}

/** What a failure with this code ends the process with. */
export function failureExitCode(code: string): number {
  if (code === 'budget-exceeded') return exitCodes.budget;
  if (code.startsWith('provider-') || code === 'model-selection-failed') return exitCodes.modelProvider;
  return exitCodes.environment;
}

function generationExitCode({ kept, failures }: RunSummary): number {
  if (kept > 0) return exitCodes.done;
  const [first] = failures;
  return first ? failureExitCode(first.code) : exitCodes.nothingKept;
}

function analysisExitCode({ total, failures, changed }: CoverageAnalysis): number {
  // Nothing differs: nothing was to be measured.
  if (changed?.files.length === 0 && failures.length === 0) return exitCodes.done;
  if (!('unavailable' in total)) return exitCodes.done;
  return failures.length > 0 ? exitCodes.environment : exitCodes.nothingMeasured;
}
