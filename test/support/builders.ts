import { measured } from '../../src/core/figure';
import type { TestCandidate } from '../../src/core/generation/candidate';
import type { TestReceipt } from '../../src/core/generation/receipt';

/** A candidate with everything a test does not care about filled in. */
export function aCandidate(overrides: Partial<TestCandidate> = {}): TestCandidate {
  return {
    id: 'candidate-1',
    unit: 'double',
    title: 'returns 4 for 2',
    bodyLines: ['expect(double(2)).toBe(4);'],
    isAsync: false,
    imports: [{ specifier: './double', style: 'import', names: ['double'] }],
    modelId: 'embedded',
    cost: measured(0),
    ...overrides,
  };
}

/** A kept receipt. */
export function aReceipt(overrides: Partial<TestReceipt> = {}): TestReceipt {
  return {
    candidateId: 'candidate-1',
    sourceFile: 'src/double.ts',
    testFile: 'src/double.test.ts',
    unit: 'double',
    title: 'returns 4 for 2',
    verdict: { status: 'kept' },
    runsPassed: measured(5),
    runs: measured(5),
    addedStatements: measured(3),
    addedLines: measured(2),
    addedBranches: measured(1),
    addedKills: measured(0),
    modelId: 'embedded',
    costMicroUsd: measured(0),
    ...overrides,
  };
}

/** What a run summary says beside its tests, coverage and cost, when there is nothing to say. */
export const nothingBesides = {
  mutation: [],
  findings: [],
  proposedFiles: [],
  skippedFiles: [],
} as const;
