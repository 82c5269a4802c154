import type { Mutant } from '../../src/core/mutation/mutant';

/** A mutant with everything a test does not care about filled in. */
export function aMutant(overrides: Partial<Mutant> = {}): Mutant {
  return {
    id: '1',
    operator: 'EqualityOperator',
    span: { start: { line: 2, column: 0 }, end: { line: 2, column: 5 } },
    original: 'a < b',
    replacement: 'a <= b',
    key: 'src/double.ts:EqualityOperator:0123456789ab',
    ...overrides,
  };
}
