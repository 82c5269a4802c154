import type { TargetFailure } from '../fleet/targetFailure';
import type { TaskSummary, TaskType } from '../fleet/task';
import type { TestReceipt } from '../generation/receipt';
import type { CoverageChange } from '../generation/runSummary';
import type { WorkspacePath } from '../testing/workspace';

/** The stages of a generation run, in order; the file names under `generation/` carry the same numbers. */
export const stageNames = ['inspect', 'plan', 'write', 'run', 'repair', 'judge'] as const;
export type StageName = (typeof stageNames)[number];

/** One piece of a run as it happens. Exactly one of `finish`, `error` and `abort` ends it. */
export type RunPart =
  | {
      readonly type: 'run-start';
      readonly runId: string;
      readonly taskType: TaskType;
      readonly files: readonly WorkspacePath[];
      readonly startedAtMs: number;
    }
  | { readonly type: 'agent-start'; readonly agentId: string; readonly agentType: string }
  | {
      readonly type: 'agent-end';
      readonly agentId: string;
      readonly outcome: 'completed' | 'failed' | 'cancelled';
    }
  /** The work begins again from nothing: what came before it in this run, but for notices and output, does not count. */
  | { readonly type: 'restart'; readonly attempt: number; readonly reason: string }
  /** Which model does the work, and why. */
  | {
      readonly type: 'model-selected';
      readonly modelName: string;
      readonly reason: string;
    }
  | { readonly type: 'stage-start'; readonly stage: StageName; readonly message: string }
  /** `fraction` of the whole run in [0, 1], never going back. */
  | { readonly type: 'progress'; readonly fraction: number; readonly message: string }
  | { readonly type: 'notice'; readonly message: string }
  /** What a test runner prints, with its command line first. */
  | { readonly type: 'output'; readonly text: string }
  | {
      readonly type: 'test-proposed';
      readonly candidateId: string;
      readonly sourceFile: WorkspacePath;
      readonly unit: string;
      readonly title: string;
    }
  /** The text of a proposed test, as it is written; only while streaming is on. */
  | { readonly type: 'test-code'; readonly candidateId: string; readonly code: string }
  | { readonly type: 'receipt'; readonly receipt: TestReceipt }
  | { readonly type: 'coverage'; readonly change: CoverageChange }
  | { readonly type: 'file-written'; readonly path: WorkspacePath; readonly isNew: boolean }
  | { readonly type: 'target-failed'; readonly failure: TargetFailure }
  | TerminalPart;

export type TerminalPart =
  | { readonly type: 'finish'; readonly summary: TaskSummary }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly hint?: string }
  | { readonly type: 'abort' };

export function isTerminal(part: RunPart): part is TerminalPart {
  return part.type === 'finish' || part.type === 'error' || part.type === 'abort';
}

/** A part with its place in the run: `seq` starts at 1 and rises by one. */
export interface SequencedPart {
  readonly runId: string;
  readonly seq: number;
  readonly part: RunPart;
}
