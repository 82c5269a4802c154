import assert from 'node:assert/strict';
import type { LedgerTotals, TimeRange } from '../../../../src/core/cost/ledgerStore';
import { LedgerError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import { callModel } from '../../../support/budgetCalls';
import { aTracker, thursday } from '../../../support/costTrackers';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { aLedgerRow } from '../../../support/ledgerRows';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';
import { deferred } from '../../../support/scriptedFleet';

const hourMs = 3_600_000;
const paid = (costMicroUsd: number, endedAtMs = thursday) => aLedgerRow({ costMicroUsd, endedAtMs });

describe('CostTracker.track', () => {
  it(`announces the entry with the total of the day, after it was stored ${verifies('EVT-7.2-2', 'MEM-6.2-4', 'MEM-6.2-7')}`, async () => {
    const { costs, ledger, memory, events } = aTracker();
    const seen = recordEvents(events, 'cost.tracked');
    let wasStored = false;
    events.on('cost.tracked', ({ entry }) => {
      const isRecorded = ledger.recorded.some(({ callId }) => callId === entry.callId);
      wasStored = isRecorded && memory.stored.has(`routing/costs/${entry.callId}`);
    });
    await costs.track(paid(700));
    const row = paid(300);
    await costs.track(row);
    assert.ok(wasStored);
    assert.equal(seen.length, 2);
    assert.deepEqual(seen[1]?.payload.entry, row);
    assert.equal(seen[1]?.payload.dailyTotal, 1000);
    assert.deepEqual(seen[1]?.payload.budgetStatus, await costs.budgetStatus());
  });

  it(`waits with the announcement until memory has taken the entry ${verifies('MEM-6.2-7')}`, async () => {
    const stored = deferred();
    const memory = new (class extends FakeSharedMemory {
      override async store(...given: Parameters<FakeSharedMemory['store']>): Promise<void> {
        if (!given[0].startsWith('daily/')) await stored.promise;
        await super.store(...given);
      }
    })();
    const { costs, events } = aTracker({ memory });
    const seen = recordEvents(events, 'cost.tracked');
    const tracked = costs.track(paid(700));
    for (let turn = 0; turn < 10; turn++) await new Promise((next) => setImmediate(next));
    assert.deepEqual(seen, []);
    stored.resolve();
    await tracked;
    assert.equal(seen.length, 1);
  });

  it(`keeps the entry in memory for the product only ${verifies('MEM-6.2-1', 'MEM-6.2-2')}`, async () => {
    const { costs, memory } = aTracker();
    const row = { ...paid(1500), agentId: 'agent-7' };
    await costs.track(row);
    const entry = memory.stored.get(`routing/costs/${row.callId}`);
    assert.deepEqual(entry?.value, {
      id: row.callId,
      modelName: 'embedded',
      timestampMs: thursday,
      costMicroUsd: 1500,
      tokens: { inputTokens: 120, outputTokens: 80 },
      taskType: 'generate-tests',
      agentId: 'agent-7',
    });
    assert.deepEqual(entry?.options, {
      partition: 'routing/costs',
      owner: { kind: 'system' },
      accessLevel: 'system',
    });
  });

  it(`lets every agent read the total of the day, by local date ${verifies('MEM-6.2-6')}`, async () => {
    const { costs, memory } = aTracker();
    await costs.track(paid(700));
    await costs.track(paid(300));
    const total = memory.stored.get('routing/costs/daily/2026-11-19');
    assert.deepEqual(total?.value, { date: '2026-11-19', totalMicroUsd: 1000, isEstimated: false });
    assert.equal(total?.options.accessLevel, 'swarm');
  });

  it(`loses no cost of writers at the same time, and announces no total that goes back ${verifies('MEM-6.2-5')}`, async () => {
    const ledger = new FakeLedgerStore();
    const memory = new FakeSharedMemory();
    const trackers = [aTracker({ ledger, memory }), aTracker({ ledger, memory })];
    const totals: number[] = [];
    trackers[0]?.events.on('cost.tracked', ({ dailyTotal }) => totals.push(dailyTotal));
    await Promise.all(Array.from({ length: 50 }, (_, index) => trackers[index % 2]?.costs.track(paid(10))));
    assert.equal((await trackers[1]?.costs.budgetStatus())?.daily.spentMicroUsd, 500);
    assert.deepEqual(
      totals,
      totals.toSorted((a, b) => a - b),
    );
    assert.equal(totals.length, 25);
  });

  it(`announces no total that goes back when the ledger answers in another order ${verifies('MEM-6.2-5')}`, async () => {
    const ledger = new (class extends FakeLedgerStore {
      private delay = 40;

      override async totals(range: TimeRange): Promise<LedgerTotals> {
        const totals = await super.totals(range);
        for (let turn = this.delay--; turn > 0; turn--) await new Promise((next) => setImmediate(next));
        return totals;
      }
    })();
    const { costs, events } = aTracker({ ledger });
    const totals: number[] = [];
    events.on('cost.tracked', ({ dailyTotal }) => totals.push(dailyTotal));
    const first = costs.track(paid(1));
    // Now the ledger has been asked with one row in it.
    for (let turn = 0; turn < 5; turn++) await new Promise((next) => setImmediate(next));
    await Promise.all([first, ...Array.from({ length: 9 }, () => costs.track(paid(1)))]);
    assert.equal(totals.length, 10);
    assert.equal(totals[0], 1);
    assert.deepEqual(
      totals,
      totals.toSorted((a, b) => a - b),
    );
  });

  it('goes on after a status that could not be read', async () => {
    const ledger = new (class extends FakeLedgerStore {
      isReadable = false;

      override async totals(range: TimeRange): Promise<LedgerTotals> {
        if (!this.isReadable) throw new LedgerError('ledger-unreadable', 'The record is damaged.');
        return await super.totals(range);
      }
    })();
    const { costs, events } = aTracker({ ledger });
    const seen = recordEvents(events, 'cost.tracked');
    await assert.rejects(costs.track(paid(1)), LedgerError);
    ledger.isReadable = true;
    await costs.track(paid(1));
    assert.equal(seen[0]?.payload.dailyTotal, 2);
  });

  it('fails when the row cannot be put on record, and announces nothing', async () => {
    const { costs, ledger, events, memory } = aTracker();
    const seen = recordEvents(events, 'cost.tracked');
    ledger.failure = new LedgerError('ledger-unwritable', 'The disk is full.');
    await assert.rejects(costs.track(paid(1)), LedgerError);
    assert.deepEqual(seen, []);
    assert.equal(memory.stored.size, 0);
    ledger.failure = undefined;
    await costs.track(paid(1));
    assert.equal(seen.length, 1);
  });

  it('lets no memory that fails fail a call, and logs it', async () => {
    const logger = new RecordingLogger();
    const memory = new FakeSharedMemory();
    memory.isBroken = true;
    const { costs, events } = aTracker({ memory, logger, costTracking: { budgetLimits: { daily: 1 } } });
    const seen = recordEvents(events, 'cost.tracked', 'cost.budget.exceeded');
    await costs.track(paid(1_000_000));
    await costs.track(paid(1));
    assert.deepEqual(
      seen.map(({ name }) => name),
      ['cost.tracked', 'cost.budget.exceeded', 'cost.tracked'],
    );
    assert.deepEqual(
      new Set(logger.entries),
      new Set(['warn: A cost could not be remembered; it is on record']),
    );
  });

  it(`goes on with the ledger alone when costs are not tracked ${verifies('CFG-5.1-9')}`, async () => {
    const costTracking = { enabled: false, budgetLimits: { daily: 0.000001 } };
    const { costs, ledger, memory, events } = aTracker({ costTracking });
    const seen = recordEvents(events, 'cost.tracked', 'cost.budget.warning', 'cost.budget.exceeded');
    await costs.track(paid(5_000_000));
    assert.equal(ledger.recorded.length, 1);
    assert.equal(memory.stored.size, 0);
    assert.deepEqual(
      seen.map(({ name }) => name),
      ['cost.tracked'],
    );
    assert.equal((await costs.budgetStatus()).daily.limitMicroUsd, undefined);
  });
});

describe('CostTracker alerts', () => {
  const costTracking = { budgetLimits: { daily: 0.001 } };
  const alertNames = ['cost.budget.warning', 'cost.budget.exceeded'] as const;

  it(`warns once when the spend reaches the threshold, and once more when it reaches the limit ${verifies('EVT-7.1-9', 'EVT-7.1-10')}`, async () => {
    const { costs, events } = aTracker({ costTracking });
    const seen = recordEvents(events, ...alertNames);
    for (const amount of [799, 1, 100, 99, 1, 500]) await costs.track(paid(amount));
    assert.deepEqual(
      seen.map(({ name, payload }) => [name, payload.window.spentMicroUsd]),
      [
        ['cost.budget.warning', 800],
        ['cost.budget.exceeded', 1000],
      ],
    );
    assert.equal(seen[0] && 'threshold' in seen[0].payload && seen[0].payload.threshold, 0.8);
  });

  it(`warns once when many calls end at the same time ${verifies('EVT-7.1-9')}`, async () => {
    const { costs, events } = aTracker({ costTracking });
    const seen = recordEvents(events, ...alertNames);
    await Promise.all(Array.from({ length: 30 }, () => costs.track(paid(100))));
    assert.deepEqual(seen.map(({ name }) => name).sort(), ['cost.budget.exceeded', 'cost.budget.warning']);
  });

  it(`does not warn again after a restart ${verifies('EVT-7.1-9')}`, async () => {
    const { costs, ledger, memory } = aTracker({ costTracking });
    await costs.track(paid(800));
    const next = aTracker({ costTracking, ledger, memory });
    const seen = recordEvents(next.events, ...alertNames);
    await next.costs.track(paid(1));
    assert.deepEqual(seen, []);
  });

  it('remembers an alert until its window ends', async () => {
    const { costs, memory } = aTracker({ costTracking });
    await costs.track(paid(800));
    const [, alert] = [...memory.stored].find(([key]) => key.includes('/alerts/')) ?? assert.fail();
    // From 00:30 to midnight in Berlin.
    assert.equal(alert.options.ttl, 23.5 * 3600);
    assert.equal(alert.options.accessLevel, 'system');
  });

  it('warns again when the limit was raised and is reached again', async () => {
    const { costs, events, changeSettings } = aTracker({ costTracking });
    const seen = recordEvents(events, 'cost.budget.exceeded');
    await costs.track(paid(1000));
    changeSettings({ budgetLimits: { daily: 0.002 } });
    await costs.track(paid(1000));
    assert.deepEqual(
      seen.map(({ payload }) => payload.window.limitMicroUsd),
      [1000, 2000],
    );
  });

  it('takes a limit of 0 for reached by money, not by free calls', async () => {
    const { costs, events } = aTracker({ costTracking: { budgetLimits: { daily: 0 } } });
    const seen = recordEvents(events, 'cost.budget.exceeded');
    await costs.track(paid(0));
    assert.equal(seen.length, 0);
    await costs.track(paid(1));
    assert.equal(seen.length, 1);
  });
});

describe('CostTracker.budgetStatus', () => {
  it(`adds up day, week from Monday, and month in the user's time zone ${verifies('CFG-5.1-10', 'MEM-6.2-4')}`, async () => {
    const { costs, ledger } = aTracker({
      costTracking: { budgetLimits: { daily: 1, weekly: 2, monthly: 3 } },
    });
    const at = (text: string, amount: number) => ledger.append(paid(amount, Date.parse(text)));
    await at('2026-11-18T23:00:00Z', 1); // Thursday 00:00 in Berlin
    await at('2026-11-18T22:59:59Z', 20);
    await at('2026-11-15T23:00:00Z', 300); // Monday 00:00
    await at('2026-11-15T22:59:59Z', 4000);
    await at('2026-10-31T23:00:00Z', 50_000); // 1 November 00:00
    await at('2026-10-31T22:59:59Z', 600_000);
    const { daily, weekly, monthly } = await costs.budgetStatus();
    assert.deepEqual(
      [daily, weekly, monthly].map(({ budgetType, spentMicroUsd, limitMicroUsd }) => [
        budgetType,
        spentMicroUsd,
        limitMicroUsd,
      ]),
      [
        ['daily', 1, 1_000_000],
        ['weekly', 321, 2_000_000],
        ['monthly', 54_321, 3_000_000],
      ],
    );
    assert.equal(daily.resetsAtMs, Date.parse('2026-11-19T23:00:00Z'));
    assert.equal(weekly.resetsAtMs, Date.parse('2026-11-22T23:00:00Z'));
    assert.equal(monthly.resetsAtMs, Date.parse('2026-11-30T23:00:00Z'));
  });

  it(`has no limit where none is set ${verifies('CFG-5.2-7')}`, async () => {
    const { daily, weekly, monthly } = await aTracker().costs.budgetStatus();
    for (const window of [daily, weekly, monthly]) assert.equal(window.limitMicroUsd, undefined);
  });
});

describe('CostTracker.getCosts', () => {
  it(`gives the costs of exactly the period, which equal the sum of its rows ${verifies('FM-2.3-6', 'DEP-10.1-5')}`, async () => {
    const { costs, ledger } = aTracker();
    await ledger.append(paid(1));
    await ledger.append(paid(20, thursday - hourMs));
    await ledger.append(paid(300, thursday - 10 * 24 * hourMs));
    await ledger.append(paid(4000, thursday - 300 * 24 * hourMs));
    const totals: Record<string, number> = {};
    for (const period of ['day', 'week', 'month', 'all'] as const) {
      const summary = await costs.getCosts(period);
      assert.equal(summary.period, period);
      const rows = await ledger.rows(summary.range);
      assert.equal(summary.calls, rows.length);
      assert.equal(
        summary.totalMicroUsd,
        rows.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0),
      );
      totals[period] = summary.totalMicroUsd;
    }
    assert.deepEqual(totals, { day: 1, week: 21, month: 321, all: 4321 });
  });

  it('breaks them down by model, task type and agent type, the dearest first', async () => {
    const { costs, ledger } = aTracker();
    const row = (modelId: string, costMicroUsd: number, taskType = 'generate-tests') =>
      ledger.append({ ...paid(costMicroUsd), modelId, taskType });
    await row('b', 5);
    await row('a', 5);
    await row('b', 4, 'quality-gate');
    await row('free', 0);
    await ledger.append({ ...paid(7), modelId: 'a', agentType: 'quality-gate', provenance: 'estimated' });
    const summary = await costs.getCosts('day');
    assert.deepEqual(summary.byModel, [
      { name: 'a', calls: 2, costMicroUsd: 12 },
      { name: 'b', calls: 2, costMicroUsd: 9 },
      { name: 'free', calls: 1, costMicroUsd: 0 },
    ]);
    assert.deepEqual(summary.byTaskType, [
      { name: 'generate-tests', calls: 4, costMicroUsd: 17 },
      { name: 'quality-gate', calls: 1, costMicroUsd: 4 },
    ]);
    assert.deepEqual(
      summary.byAgentType.map(({ name, calls }) => [name, calls]),
      [
        ['test-generator', 4],
        ['quality-gate', 1],
      ],
    );
    assert.deepEqual(
      [summary.byAgent, summary.byRun, summary.byWorkspace].map((groups) => groups.map(({ name }) => name)),
      [['agent-1'], ['run-1'], ['/home/ann/shop']],
    );
    assert.equal(summary.isEstimated, true);
    assert.equal((await aTracker().costs.getCosts('day')).isEstimated, false);
  });

  it('breaks them down by branch, tag and door, with those that have none', async () => {
    const { costs, ledger } = aTracker();
    await ledger.append({ ...paid(5), gitBranch: 'main', tag: 'nightly', door: 'chat' });
    await ledger.append({ ...paid(9), gitBranch: 'main' });
    await ledger.append({ ...paid(0), provenance: 'unpriced' });
    const { byBranch, byTag, byDoor, unpricedCalls, totalMicroUsd } = await costs.getCosts('day');
    assert.deepEqual(byBranch, [
      { name: 'main', calls: 2, costMicroUsd: 14 },
      { name: '', calls: 1, costMicroUsd: 0 },
    ]);
    assert.deepEqual(byTag, [
      { name: '', calls: 2, costMicroUsd: 9 },
      { name: 'nightly', calls: 1, costMicroUsd: 5 },
    ]);
    assert.deepEqual(
      byDoor.map(({ name }) => name),
      ['', 'chat'],
    );
    assert.deepEqual([unpricedCalls, totalMicroUsd], [1, 14]);
  });

  it('says what a stronger model would have cost', async () => {
    const { costs, ledger } = aTracker();
    await ledger.append({ ...paid(5), inputTokens: 100, outputTokens: 10 });
    await ledger.append({ ...paid(5, thursday - 3 * hourMs), inputTokens: 100, outputTokens: 10 });
    const figure = await costs.counterfactual('day', callModel);
    assert.ok(figure.provenance === 'estimated');
    assert.equal(figure.value, 150);
  });
});
