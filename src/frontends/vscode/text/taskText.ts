import type { TaskType } from '../../../core/fleet/task';
import { nameFiles } from './runSummaryText';

interface TaskWords {
  /** `Generating tests for` (files). */
  readonly activity: string;
  /** `Tests for` (files). */
  readonly title: string;
  /** What needs trust. */
  readonly action: string;
}

const wordsByTask: Readonly<Record<TaskType, TaskWords>> = {
  'generate-tests': {
    activity: 'Generating tests for',
    title: 'Tests for',
    action: 'Generating tests',
  },
  'analyze-coverage': {
    activity: 'Analyzing coverage of',
    title: 'Coverage of',
    action: 'Analyzing coverage',
  },
  'quality-gate': {
    activity: 'Checking quality of',
    title: 'Quality of',
    action: 'Checking quality',
  },
};

/** `Generating tests for src/cart.ts`, `Analyzing coverage of 3 files`. */
export function taskActivity(type: TaskType, files: readonly string[]): string {
  return `${wordsByTask[type].activity} ${nameFiles(files)}`;
}

/** `Tests for src/cart.ts`, `Coverage of 3 files`. */
export function taskTitle(type: TaskType, files: readonly string[]): string {
  return `${wordsByTask[type].title} ${nameFiles(files)}`;
}

/** Why the task is refused in a workspace that is not trusted. */
export function untrustedSentence(type: TaskType): string {
  return `${wordsByTask[type].action} runs code of this workspace, and you have not trusted it.`;
}

/** `Started again (attempt 2): the stream was silent for 30 s.` */
export function restartText(attempt: number, reason: string): string {
  return `Started again (attempt ${attempt}): ${reason}`;
}
