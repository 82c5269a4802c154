import type { RunPart } from '../../../core/streaming/runPart';

/** What VS Code's progress takes: percent since the step before, and a message. */
export interface ProgressStep {
  readonly message: string;
  readonly increment?: number;
}

/** Turns the parts of one run, in order, into steps whose increments are never negative and add up to 100 at most. */
export function progressSteps(): (part: RunPart) => ProgressStep | undefined {
  let reportedPercent = 0;
  return (part) => {
    if (part.type === 'stage-start') return { message: part.message };
    if (part.type !== 'progress') return undefined;
    const percent = Math.min(100, Math.max(reportedPercent, part.fraction * 100));
    const increment = percent - reportedPercent;
    reportedPercent = percent;
    return { message: part.message, increment };
  };
}
