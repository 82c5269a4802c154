import type { SandboxLimits } from '../testing/sandbox';

/** How much the embedded engine tries. Counted in trials, so that a run gives the same tests on any machine. */
export interface EngineLimits {
  readonly trialsPerFunction: number;
  /** Per class, constructor and static methods included. */
  readonly trialsPerClass: number;
  /** A unit is left when this many trials in a row showed nothing new after the systematic ones. */
  readonly stallAfter: number;
  /** The same where all of its own code has been reached. */
  readonly stallAfterAll: number;
  /** Trials sent to the sandbox before what they showed is used. */
  readonly trialsAtOnce: number;
  /** Scenarios observed before what they showed is used. */
  readonly batchSize: number;
  /** A subject with this many scenarios that did not end is given up. */
  readonly timeoutsPerSubject: number;
  /** Safety net against code that waits: no further unit is begun after this time. Never reached by code that computes. */
  readonly explorationTimeMs: number;
  readonly sandbox: SandboxLimits;
}

export const defaultEngineLimits: EngineLimits = {
  trialsPerFunction: 40_000,
  trialsPerClass: 100_000,
  stallAfter: 15_000,
  stallAfterAll: 800,
  trialsAtOnce: 128,
  batchSize: 24,
  timeoutsPerSubject: 3,
  explorationTimeMs: 30_000,
  sandbox: { loadTimeoutMs: 10_000, scenarioTimeoutMs: 500, trialTimeoutMs: 800, memoryMiB: 256 },
};
