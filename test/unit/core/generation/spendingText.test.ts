import assert from 'node:assert/strict';
import type { SpendingPlan } from '../../../../src/core/generation/spendingPlan';
import { spendingLines, spendingSentence } from '../../../../src/core/generation/spendingText';
import { verifies } from '../../../requirements';

const plan: SpendingPlan = {
  runId: 'run-1',
  workspaceRoot: '/shop',
  modelName: 'claude-haiku-4-5',
  files: [
    { path: 'src/cart.ts', gaps: ['add, line 4', 'remove, line 9', 'total, line 12', 'clear, line 20'] },
  ],
  estimate: { likelyMicroUsd: 2_100, worstMicroUsd: 31_000 },
  isFurther: false,
};

describe('spendingLines', () => {
  it(`says who is to be paid how much, and for what ${verifies('RUN-14')}`, () => {
    assert.deepEqual(spendingLines(plan), [
      'claude-haiku-4-5 is to write tests for 1 file: likely $0.0021, at most $0.031 with repairs and retries (estimated).',
      '  src/cart.ts: add, line 4; remove, line 9; total, line 12; and 1 more',
    ]);
  });

  it('counts what is too much to name', () => {
    const files = Array.from({ length: 7 }, (_, index) => ({ path: `src/${index}.ts`, gaps: [] }));
    const lines = spendingLines({ ...plan, files });
    assert.equal(lines.length, 7);
    assert.equal(lines[1], '  src/0.ts: nothing is known to be covered yet');
    assert.equal(lines.at(-1), '  and 2 more files');
  });

  it(`says when it is beyond what was agreed to ${verifies('RUN-14')}`, () => {
    assert.equal(
      spendingLines({ ...plan, isFurther: true }).at(-1),
      'This is beyond what you have agreed to so far; what there is stays if you do not.',
    );
  });

  it('does not put a figure where no price is known', () => {
    const estimate = { likelyMicroUsd: Number.POSITIVE_INFINITY, worstMicroUsd: Number.POSITIVE_INFINITY };
    assert.equal(
      spendingSentence({ ...plan, estimate }),
      'claude-haiku-4-5 is to write tests for 1 file: what that costs is not known, because the price of the model is not.',
    );
  });
});
