import type { WorldEffect } from '../synthesis/scenario';
import type { FileCoverage } from '../testing/coverage';
import type { TestOutcome } from '../testing/testRunner';
import type { WrittenTests } from './3-writeTests';

/** Evidence on one candidate from a run in which every candidate is marked. */
export interface CandidateEvidence {
  readonly outcome: TestOutcome | undefined;
  /** Set when it could not be run: its file is broken and it is not known that others in it are to blame, or it did not end. */
  readonly brokenBecause: string | undefined;
  /** What the candidate's body alone executed of its source file. */
  readonly coverage: FileCoverage | undefined;
  /** Touches of the outside world, which were blocked. */
  readonly effects: readonly WorldEffect[];
}

export interface TestEvidence {
  readonly written: WrittenTests;
  readonly byCandidate: ReadonlyMap<string, CandidateEvidence>;
}
