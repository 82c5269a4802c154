import type { LineRange } from '../synthesis/moduleModel';
import type { WorkspacePath } from '../testing/workspace';

export const gateEvidenceKinds = [
  'uncovered-code',
  'unmeasured-file',
  'failed-test',
  'surviving-mutant',
  'unmeasured-test',
  'flaky-test',
  'changed-file',
  'spending',
] as const;

/** One concrete thing that a rule found, which a person can go and look at. */
export interface GateEvidence {
  readonly kind: (typeof gateEvidenceKinds)[number];
  /** One sentence that stands alone. */
  readonly message: string;
  readonly file?: WorkspacePath;
  /** From 1, both ends included; absent when it is about the file as a whole. */
  readonly lines?: LineRange;
  /** Of the first and behind the last line's last character, from 0. */
  readonly columns?: { readonly start: number; readonly end: number };
  /** Names it from run to run: the titles of a test, the key of a mutant. */
  readonly name?: string;
  /** How a flaky test ended, run by run. */
  readonly outcomes?: readonly string[];
}
