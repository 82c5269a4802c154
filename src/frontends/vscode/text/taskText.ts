import { t } from '../../../base/localize';
import type { TaskType } from '../../../core/fleet/task';
import { nameFiles } from './runSummaryText';

/** `Generating tests for src/cart.ts`, `Analyzing coverage of 3 files`. */
export function taskActivity(type: TaskType, files: readonly string[]): string {
  const named = nameFiles(files);
  switch (type) {
    case 'generate-tests':
      return t('Generating tests for {0}', named);
    case 'analyze-coverage':
      return t('Analyzing coverage of {0}', named);
    case 'quality-gate':
      return t('Checking quality of {0}', named);
  }
}

/** `Tests for src/cart.ts`, `Coverage of 3 files`. */
export function taskTitle(type: TaskType, files: readonly string[]): string {
  const named = nameFiles(files);
  switch (type) {
    case 'generate-tests':
      return t('Tests for {0}', named);
    case 'analyze-coverage':
      return t('Coverage of {0}', named);
    case 'quality-gate':
      return t('Quality of {0}', named);
  }
}

/** Why the task is refused in a workspace that is not trusted. */
export function untrustedSentence(type: TaskType): string {
  switch (type) {
    case 'generate-tests':
      return t('Generating tests runs code of this workspace, and you have not trusted it.');
    case 'analyze-coverage':
      return t('Analyzing coverage runs code of this workspace, and you have not trusted it.');
    case 'quality-gate':
      return t('Checking quality runs code of this workspace, and you have not trusted it.');
  }
}

/** `Started again (attempt 2): the stream was silent for 30 s.` */
export function restartText(attempt: number, reason: string): string {
  return t('Started again (attempt {0}): {1}', attempt, reason);
}
