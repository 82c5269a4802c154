import assert from 'node:assert/strict';
import { BudgetExceededError, LedgerError, ModelSelectionError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import { aCall, callModel } from '../../../support/budgetCalls';
import { aTracker, thursday } from '../../../support/costTrackers';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { aLedgerRow, aReservation, aSpendLimit } from '../../../support/ledgerRows';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';

const daily = { budgetLimits: { daily: 0.001 } };
const usage = { inputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 60 };
const complete = { outcome: 'completed', usage, isComplete: true } as const;
const freeModel = { ...callModel, prices: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 } };
const { worstCaseMicroUsd: _, ...unknownCost } = aCall('mystery', {
  model: { ...callModel, prices: undefined },
});
const unpriced = { ...unknownCost, worstCaseMicroUsd: undefined };

describe('CostTracker.reserve', () => {
  it('holds back the worst case until the call is settled at what it cost', async () => {
    const { costs, ledger } = aTracker({ costTracking: daily });
    const reservation = await costs.reserve(aCall('first'));
    await assert.rejects(costs.reserve(aCall('second', { worstCaseMicroUsd: 1 })), BudgetExceededError);
    const row = await reservation.settle(complete);
    assert.deepEqual(ledger.recorded, [row]);
    assert.deepEqual([row.costMicroUsd, row.endedAtMs], [400, thursday]);
    await costs.reserve(aCall('third', { worstCaseMicroUsd: 600 }));
  });

  it('gives the money back when the call was not made', async () => {
    const { costs, ledger } = aTracker({ costTracking: daily });
    await (await costs.reserve(aCall('first'))).release();
    await costs.reserve(aCall('second'));
    assert.deepEqual(ledger.recorded, []);
  });

  it('leaves an estimate of the whole reservation for whoever finds it open', async () => {
    const { costs, ledger } = aTracker({ costTracking: { ...daily, tag: 'nightly' } });
    await costs.reserve(aCall('first', { gitBranch: 'main' }));
    const row = ledger.reserved.get('first')?.row ?? assert.fail();
    assert.deepEqual(
      [row.costMicroUsd, row.provenance, row.outcome, row.gitBranch, row.tag, row.endedAtMs],
      [1000, 'estimated', 'failed', 'main', 'nightly', thursday],
    );
  });

  it('says which budget does not allow it, what is left, and when that changes', async () => {
    const { costs } = aTracker({ costTracking: { budgetLimits: { daily: 1, monthly: 0.0015 } } });
    await costs.reserve(aCall('first'));
    await assert.rejects(costs.reserve(aCall('second')), (error: unknown) => {
      assert.ok(error instanceof BudgetExceededError);
      assert.deepEqual([error.budgetType, error.current, error.limit], ['monthly', 1000, 1500]);
      assert.equal(error.resetsAtMs, Date.parse('2026-11-30T23:00:00Z'));
      assert.match(error.message, /may cost \$0\.001, and the monthly budget leaves \$0\.0005 of \$0\.0015/);
      assert.match(error.hint ?? '', /budgetLimits\.monthly/);
      return true;
    });
  });

  for (const [what, limits, other, budgetType] of [
    ['each run', { perRun: 0.001 }, { runId: 'run-2' }, 'run'],
    ['the agents of a type, per day', { perAgent: 0.001 }, { agentType: 'quality-gate' }, 'agent'],
  ] as const) {
    it(`keeps the limit of ${what}`, async () => {
      const { costs } = aTracker({ costTracking: { budgetLimits: limits } });
      await costs.reserve(aCall('first'));
      await costs.reserve(aCall('other', other));
      await assert.rejects(
        costs.reserve(aCall('second', { worstCaseMicroUsd: 1 })),
        (error: unknown) => error instanceof BudgetExceededError && error.budgetType === budgetType,
      );
      const scope = budgetType === 'run' ? { runId: 'run-1' } : { agentType: 'test-generator' };
      assert.equal((await costs.budgetStatus(scope))[budgetType]?.limitMicroUsd, 1000);
      assert.ok(!(budgetType in (await costs.budgetStatus())));
    });
  }

  it('counts what agents of a type spent on other days for nothing', async () => {
    const { costs, ledger } = aTracker({ costTracking: { budgetLimits: { perAgent: 0.001 } } });
    await ledger.append(aLedgerRow({ endedAtMs: thursday - 3_600_000, costMicroUsd: 5000 }));
    await costs.reserve(aCall('first'));
  });

  it('keeps the limit of the next day when the present one is about to end', async () => {
    const midnight = Date.parse('2026-11-19T23:00:00Z');
    for (const [secondsBefore, isRefused] of [
      [29, true],
      [31, false],
    ] as const) {
      const { costs, ledger, time } = aTracker({ costTracking: daily });
      // As if another window, whose clock is ahead, had spent it already.
      await ledger.append(aLedgerRow({ endedAtMs: midnight, costMicroUsd: 500 }));
      time.nowMs = midnight - secondsBefore * 1000;
      const outcome = await costs.reserve(aCall('first')).then(
        () => false,
        (error: unknown) => error instanceof BudgetExceededError,
      );
      assert.equal(outcome, isRefused, `${secondsBefore} s before midnight`);
    }
  });

  it('never refuses a free model, and puts its calls on record', async () => {
    const { costs, ledger } = aTracker({ costTracking: { budgetLimits: { daily: 0 } } });
    const reservation = await costs.reserve(aCall('free', { model: freeModel, worstCaseMicroUsd: 0 }));
    assert.equal(ledger.reserved.size, 0);
    const row = await reservation.settle(complete);
    assert.deepEqual(ledger.recorded, [row]);
    assert.equal(row.costMicroUsd, 0);
  });

  it('lets free models go on without a record, and paid ones not begin', async () => {
    const logger = new RecordingLogger();
    const { costs, ledger } = aTracker({ logger });
    ledger.failure = new LedgerError('ledger-unreadable', 'The record is damaged.');
    const reservation = await costs.reserve(aCall('free', { model: freeModel, worstCaseMicroUsd: 0 }));
    assert.equal((await reservation.settle(complete)).costMicroUsd, 0);
    assert.deepEqual(logger.entries, ['error: A free call could not be put on record']);
    await assert.rejects(costs.reserve(aCall('paid')), LedgerError);
    await assert.rejects(costs.reserve(unpriced), LedgerError);
  });

  it(`refuses an unknown price while a budget is set, and records it as unpriced while none is ${verifies('CFG-5.1-17', 'CFG-5.1-18')}`, async () => {
    const { costs, changeSettings } = aTracker({ costTracking: daily });
    await assert.rejects(costs.reserve(unpriced), ModelSelectionError);
    changeSettings({});
    const row = await (await costs.reserve(unpriced)).settle(complete);
    assert.deepEqual([row.provenance, row.costMicroUsd], ['unpriced', 0]);
  });

  it('knows no limit while cost tracking is off, and reserves even so', async () => {
    const { costs, ledger } = aTracker({ costTracking: { ...daily, enabled: false } });
    await costs.reserve(aCall('dear', { worstCaseMicroUsd: 1_000_000 }));
    assert.equal(ledger.reserved.size, 1);
  });

  it('puts the door of the host on calls that name none', async () => {
    const { costs } = aTracker({ door: 'cli' });
    const doorOf = async (call: ReturnType<typeof aCall>) =>
      (await (await costs.reserve(call)).settle(complete)).door;
    assert.equal(await doorOf(aCall('first')), 'cli');
    assert.equal(await doorOf(aCall('second', { door: 'chat' })), 'chat');
  });

  it('puts the tag of the settings on calls that have none', async () => {
    const { costs } = aTracker({ costTracking: { tag: 'nightly' } });
    const tagOf = async (call: ReturnType<typeof aCall>) =>
      (await (await costs.reserve(call)).settle(complete)).tag;
    assert.equal(await tagOf(aCall('first')), 'nightly');
    assert.equal(await tagOf(aCall('second', { tag: 'own' })), 'own');
  });

  it('counts what another process has reserved', async () => {
    const ledger = new FakeLedgerStore();
    await ledger.reserve(aReservation(600, [aSpendLimit(1000)], { endedAtMs: thursday }));
    const { costs } = aTracker({ costTracking: daily, ledger });
    await assert.rejects(costs.reserve(aCall('first', { worstCaseMicroUsd: 401 })), BudgetExceededError);
  });

  describe('settle', () => {
    it('announces the call and the budgets it reached, those of its run and agent too', async () => {
      const { costs, events } = aTracker({ costTracking: { budgetLimits: { perRun: 0.0004, perAgent: 1 } } });
      const tracked = recordEvents(events, 'cost.tracked');
      const exceeded = recordEvents(events, 'cost.budget.exceeded');
      const call = aCall('first', { worstCaseMicroUsd: 400 });
      const row = await (await costs.reserve(call)).settle(complete);
      assert.deepEqual(tracked[0]?.payload.entry, row);
      assert.equal(tracked[0]?.payload.budgetStatus.agent?.spentMicroUsd, 400);
      assert.deepEqual(
        exceeded.map(({ payload }) => [payload.window.budgetType, payload.window.scope]),
        [['run', 'run-1']],
      );
      const other = aCall('second', { runId: 'run-2', worstCaseMicroUsd: 400 });
      await (await costs.reserve(other)).settle(complete);
      assert.equal(exceeded.length, 2, 'the budget of another run is another budget');
    });

    it('ends a call once', async () => {
      const { costs, ledger } = aTracker();
      const reservation = await costs.reserve(aCall('first'));
      const rows = await Promise.all([
        reservation.settle(complete),
        reservation.settle({ ...complete, usage: undefined }),
      ]);
      await reservation.release();
      assert.equal(rows[0], rows[1]);
      assert.equal(ledger.recorded.length, 1);
    });

    it('that fails can be done again, and holds the money back until then', async () => {
      const { costs, ledger } = aTracker({ costTracking: daily });
      const reservation = await costs.reserve(aCall('first'));
      ledger.failure = new LedgerError('ledger-unwritable', 'The disk is full.');
      await assert.rejects(reservation.settle(complete), LedgerError);
      ledger.failure = undefined;
      await assert.rejects(costs.reserve(aCall('second', { worstCaseMicroUsd: 1 })), BudgetExceededError);
      assert.equal((await reservation.settle(complete)).costMicroUsd, 400);
    });

    it('succeeds when only adding up what was spent fails', async () => {
      const ledger = new (class extends FakeLedgerStore {
        override totals(): Promise<never> {
          return Promise.reject(new LedgerError('ledger-unreadable', 'The record is damaged.'));
        }
      })();
      const { costs } = aTracker({ ledger });
      await (await costs.reserve(aCall('first'))).settle(complete);
      assert.equal(ledger.recorded.length, 1);
    });

    it('warns of a call that cost more than was held back', async () => {
      const logger = new RecordingLogger();
      const { costs } = aTracker({ logger });
      await (await costs.reserve(aCall('first', { worstCaseMicroUsd: 399 }))).settle(complete);
      assert.deepEqual(logger.entries, ['warn: A call cost more than was reserved for it']);
    });
  });
});

describe('CostTracker.raiseBudget', () => {
  const raise = { budgetType: 'daily', limitMicroUsd: 2500, raisedBy: 'editor' } as const;

  it('allows more in this window, shows it, and puts on record who did when', async () => {
    const { costs } = aTracker({ costTracking: daily });
    await costs.reserve(aCall('first'));
    const window = await costs.raiseBudget(raise);
    assert.deepEqual([window.limitMicroUsd, window.raisedByMicroUsd], [2500, 1500]);
    assert.deepEqual((await costs.budgetStatus()).daily, window);
    await costs.reserve(aCall('second'));
    await assert.rejects(costs.reserve(aCall('third')), BudgetExceededError);
    const [{ id: _id, ...record } = assert.fail()] = await costs.raisesOf({ budgetType: 'daily' });
    assert.deepEqual(record, { ...raise, limitBeforeMicroUsd: 1000, raisedAtMs: thursday });
  });

  it('ends with the window', async () => {
    const { costs, time, memory } = aTracker({ costTracking: daily });
    await costs.raiseBudget(raise);
    const [, stored] = [...memory.stored].find(([key]) => key.includes('/raises/')) ?? assert.fail();
    assert.equal(stored.options.ttl, 23.5 * 3600);
    time.nowMs += 86_400_000;
    assert.equal((await costs.budgetStatus()).daily.limitMicroUsd, 1000);
  });

  it('is known to other windows of the product, and of two the higher one counts', async () => {
    const { costs, memory } = aTracker({ costTracking: daily });
    const other = aTracker({ costTracking: daily, memory });
    await Promise.all([costs.raiseBudget(raise), other.costs.raiseBudget({ ...raise, limitMicroUsd: 2000 })]);
    for (const tracker of [costs, other.costs]) {
      assert.equal((await tracker.budgetStatus()).daily.limitMicroUsd, 2500);
    }
  });

  it('of one run leaves the others alone', async () => {
    const { costs } = aTracker({ costTracking: { budgetLimits: { perRun: 0.001 } } });
    await costs.raiseBudget({ ...raise, budgetType: 'run', scope: 'run-1' });
    assert.equal((await costs.budgetStatus({ runId: 'run-1' })).run?.limitMicroUsd, 2500);
    assert.equal((await costs.budgetStatus({ runId: 'run-2' })).run?.limitMicroUsd, 1000);
  });

  it('refuses what is no raise, and what raises nothing', async () => {
    const { costs } = aTracker({ costTracking: daily });
    for (const limitMicroUsd of [1000, 0.5 + 1000, Number.NaN]) {
      await assert.rejects(costs.raiseBudget({ ...raise, limitMicroUsd }), RangeError);
    }
    await assert.rejects(costs.raiseBudget({ ...raise, budgetType: 'weekly' }), RangeError);
  });

  it('fails when it cannot be put on record, and a memory that cannot be read allows nothing more', async () => {
    const { costs, memory } = aTracker({ costTracking: daily });
    memory.isBroken = true;
    await assert.rejects(costs.raiseBudget(raise), { code: 'memory-unwritable' });
    memory.isBroken = false;
    await costs.raiseBudget(raise);
    memory.isBroken = true;
    assert.equal((await costs.budgetStatus()).daily.limitMicroUsd, 1000);
  });
});

describe('the week of a budget', () => {
  it('begins on the day of the settings', async () => {
    for (const [weekStartsOn, resetsAt] of [
      [1, '2026-11-22T23:00:00Z'],
      [0, '2026-11-21T23:00:00Z'],
      [4, '2026-11-25T23:00:00Z'],
    ] as const) {
      const { costs } = aTracker({ costTracking: { weekStartsOn } });
      assert.equal((await costs.budgetStatus()).weekly.resetsAtMs, Date.parse(resetsAt));
    }
  });
});
