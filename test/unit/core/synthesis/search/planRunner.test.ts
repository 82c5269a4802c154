import assert from 'node:assert/strict';
import { defaultEngineLimits } from '../../../../../src/core/synthesis/engineLimits';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { PlanRunner } from '../../../../../src/core/synthesis/search/planRunner';
import type { ScenarioPlan } from '../../../../../src/core/synthesis/search/scenarioPlan';
import type { TrialReport } from '../../../../../src/core/synthesis/trial';
import type { SandboxSession } from '../../../../../src/core/testing/sandbox';
import { aCallable } from '../../../../support/aCallable';

const parse = aCallable('parse');

function plans(count: number, first = 0): readonly ScenarioPlan[] {
  return Array.from({ length: count }, (_, index) => ({
    calls: [{ callable: parse, arguments: [inputOf(String(first + index))] }],
  }));
}

/** Runs plans in a session whose trials end as `reportOf` says. */
function aRunner(reportOf: (index: number) => Omit<TrialReport, 'index' | 'clues'> | undefined) {
  const told = { tried: 0, observed: 0, restarts: 0 };
  const session: SandboxSession = {
    async *execute(scenarios) {
      for (const { id } of scenarios) yield { scenarioId: id, status: 'pending' };
    },
    startTrials: () => {},
    attempt: async (trials) => {
      told.tried += trials.length;
      const reports = trials.flatMap((_, index) => {
        const report = reportOf(index);
        return report ? [{ index, clues: [], ...report }] : [];
      });
      return { done: trials.length, reports };
    },
    close: async () => {},
  };
  const options = { session, limits: defaultEngineLimits, localNameOf: (name: string) => name };
  const runner = new PlanRunner(
    { ...options, taken: new Set<string>() },
    {
      spent: () => {},
      restarted: () => told.restarts++,
      observed: () => told.observed++,
      guided: () => {},
    },
  );
  const run = (some: readonly ScenarioPlan[]) => runner.run(some, new AbortController().signal);
  return { run, told };
}

describe('PlanRunner', () => {
  it('looks once at trials that went the same way, whichever process tells of them', async () => {
    const { run, told } = aRunner(() => ({ status: 'new', way: 'text 5' }));
    await run(plans(1));
    await run(plans(2, 1));
    assert.deepEqual(told, { tried: 3, observed: 1, restarts: 0 });
  });

  it('looks at every trial that hit a new counter', async () => {
    const { run, told } = aRunner(() => ({ status: 'new' }));
    await run(plans(3));
    assert.equal(told.observed, 3);
  });

  it('goes on with trials of what seldom waits, and observes what waits most of the time', async () => {
    const seldom = aRunner((index) => (index === 0 ? { status: 'waits' } : undefined));
    await seldom.run(plans(10));
    await seldom.run(plans(10, 10));
    assert.deepEqual([seldom.told.tried, seldom.told.observed], [20, 2]);
    const mostly = aRunner((index) => (index < 6 ? { status: 'waits' } : undefined));
    await mostly.run(plans(10));
    await mostly.run(plans(10, 10));
    assert.deepEqual([mostly.told.tried, mostly.told.observed], [10, 16]);
  });

  it('says that the process was replaced, because the new one does not know what has been seen', async () => {
    const { run, told } = aRunner((index) => (index === 0 ? { status: 'crashed' } : undefined));
    await run(plans(2));
    assert.equal(told.restarts, 1);
  });
});
