import assert from 'node:assert/strict';
import { type PlannedSpending, RunAllowance } from '../../../../src/core/generation/runAllowance';
import type { SpendingPlan } from '../../../../src/core/generation/spendingPlan';
import { verifies } from '../../../requirements';

const aPlan = (changes: Partial<PlannedSpending> = {}): PlannedSpending => ({
  modelName: 'm',
  files: [{ path: 'src/a.ts', gaps: [] }],
  estimate: { likelyMicroUsd: 1, worstMicroUsd: 100 },
  ...changes,
});

/** Answers one question after the other. */
function allowanceWith(...answers: readonly boolean[]) {
  const asked: SpendingPlan[] = [];
  const allowance = new RunAllowance({
    runId: 'r',
    workspaceRoot: '/w',
    confirm: async (plan) => {
      asked.push(plan);
      return answers[asked.length - 1] ?? assert.fail('One question too many');
    },
    signal: new AbortController().signal,
  });
  return { allowance, asked };
}

describe('RunAllowance', () => {
  it(`covers no more than the amount that was agreed to, for the files that were named ${verifies('RUN-14')}`, async () => {
    const { allowance } = allowanceWith(true);
    assert.equal(allowance.covers('src/a.ts', 0), false);
    assert.equal(await allowance.ask(aPlan()), true);
    assert.deepEqual(
      [allowance.covers('src/a.ts', 100), allowance.covers('src/a.ts', 101), allowance.covers('src/b.ts', 1)],
      [true, false, false],
    );
    allowance.noteSpent(60);
    assert.deepEqual([allowance.covers('src/a.ts', 40), allowance.covers('src/a.ts', 41)], [true, false]);
  });

  it(`asks about each plan by itself, and says which one goes further ${verifies('RUN-14')}`, async () => {
    const { allowance, asked } = allowanceWith(true, true);
    await allowance.ask(aPlan());
    await allowance.ask(aPlan({ files: [{ path: 'src/b.ts', gaps: [] }] }));
    assert.deepEqual(
      asked.map(({ files, isFurther }) => [files[0]?.path, isFurther]),
      [
        ['src/a.ts', false],
        ['src/b.ts', true],
      ],
    );
    assert.deepEqual([allowance.covers('src/a.ts', 1), allowance.covers('src/b.ts', 100)], [false, true]);
  });

  it(`is over when a plan is refused: nobody is asked again ${verifies('RUN-14')}`, async () => {
    const { allowance, asked } = allowanceWith(true, false);
    await allowance.ask(aPlan());
    assert.equal(await allowance.ask(aPlan()), false);
    assert.equal(await allowance.ask(aPlan()), false);
    assert.deepEqual([allowance.isPaidWorkOpen, asked.length], [false, 2]);
  });

  it('covers any amount where no price is known and that was agreed to', async () => {
    const { allowance } = allowanceWith(true);
    const unknown = Number.POSITIVE_INFINITY;
    await allowance.ask(aPlan({ estimate: { likelyMicroUsd: unknown, worstMicroUsd: unknown } }));
    allowance.noteSpent(unknown);
    assert.deepEqual([allowance.covers('src/a.ts', unknown), allowance.covers('src/b.ts', 1)], [true, false]);
  });

  it('is agreed to when there is nobody to ask', async () => {
    const { signal } = new AbortController();
    const allowance = new RunAllowance({ runId: 'r', workspaceRoot: '/w', confirm: undefined, signal });
    assert.equal(await allowance.ask(aPlan()), true);
  });

  it('gives one escalation', () => {
    const { allowance } = allowanceWith();
    assert.deepEqual([allowance.takeEscalation(), allowance.takeEscalation()], [true, false]);
  });
});
