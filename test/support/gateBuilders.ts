import type { GateMeasurements } from '../../src/core/quality/gateMeasurements';
import type { GatePolicy } from '../../src/core/quality/qualityGate';
import { anAnalysis } from './coverageBuilders';

/** What was measured of one file whose one test passed; nothing that is only measured on request. */
export function someMeasurements(overrides: Partial<GateMeasurements> = {}): GateMeasurements {
  return { analysis: anAnalysis(), failedTests: [], brokenFiles: [], changedFiles: [], ...overrides };
}

/** The policy of somebody who has set nothing. */
export function aPolicy(overrides: Partial<GatePolicy> = {}): GatePolicy {
  return {
    statementCoverage: 80,
    branchCoverage: 70,
    passRate: 100,
    changedCoverage: null,
    mutationScore: null,
    flakiness: null,
    flakinessRuns: 3,
    monthlySpend: null,
    ...overrides,
  };
}
