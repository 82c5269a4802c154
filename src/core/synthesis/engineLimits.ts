import type { SandboxLimits } from '../testing/sandbox';

/** How much the embedded engine tries. Counted in scenarios, so that a run gives the same tests on any machine. */
export interface EngineLimits {
  readonly scenariosPerFunction: number;
  /** Per class, constructor and static methods included. */
  readonly scenariosPerClass: number;
  /** A unit is left when this many scenarios in a row showed nothing new after the systematic ones. */
  readonly stallAfter: number;
  /** Scenarios sent to the sandbox before what they showed is used. */
  readonly batchSize: number;
  /** A subject with this many scenarios that did not end is given up. */
  readonly timeoutsPerSubject: number;
  /** Safety net against code that waits: no further unit is begun after this time. Never reached by code that computes. */
  readonly explorationTimeMs: number;
  readonly sandbox: SandboxLimits;
}

export const defaultEngineLimits: EngineLimits = {
  scenariosPerFunction: 2000,
  scenariosPerClass: 10_000,
  stallAfter: 400,
  batchSize: 24,
  timeoutsPerSubject: 3,
  explorationTimeMs: 30_000,
  sandbox: { loadTimeoutMs: 10_000, scenarioTimeoutMs: 500, memoryMiB: 256 },
};
