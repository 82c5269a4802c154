import assert from 'node:assert/strict';
import type { CoverageAnalysis } from '../../../../src/core/coverageAnalysis/coverageAnalysis';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import { RunAllowance } from '../../../../src/core/generation/runAllowance';
import { GoalWatch, groupPlans } from '../../../../src/core/generation/runOrder';
import { RunStop } from '../../../../src/core/generation/runStop';
import { aFileCoverage } from '../../../support/generationFakes';
import { ManualTime } from '../../../support/manualTimer';

const plan = (root: string, framework = 'vitest') =>
  ({ project: { root, framework } }) as unknown as TestPlan;

describe('groupPlans', () => {
  it('puts the plans of one project together, in the order given', () => {
    const [a, b, c] = [plan('.'), plan('packages/b'), plan('.')];
    assert.deepEqual(groupPlans([a, b, c], false), [[a, c], [b]]);
  });

  it('takes them one at a time when the run may end early', () => {
    const plans = [plan('.'), plan('.')];
    assert.deepEqual(groupPlans(plans, true), [[plans[0]], [plans[1]]]);
  });
});

describe('GoalWatch', () => {
  const analysis = (files: CoverageAnalysis['files']) => ({ files }) as CoverageAnalysis;
  const half = { coveredStatements: 2, statements: 4, coveredBranches: 0, branches: 0 };

  it('is reached when the targets together have the coverage', () => {
    const watch = new GoalWatch(
      analysis([
        { sourceFile: 'a.ts', coverage: half },
        { sourceFile: 'b.ts', coverage: half },
      ]),
      75,
    );
    assert.equal(watch.isReached, false);
    watch.note('a.ts', aFileCoverage('a.ts', [0, 1, 2, 3]));
    assert.equal(watch.isReached, true);
  });

  it('is never reached while a file is not known', () => {
    const watch = new GoalWatch(analysis([{ sourceFile: 'a.ts', coverage: { unavailable: 'no test' } }]), 0);
    assert.equal(watch.isReached, false);
    watch.note('a.ts', aFileCoverage('a.ts', []));
    assert.equal(watch.isReached, true);
  });
});

describe('RunStop', () => {
  it('keeps its first reason', async () => {
    const user = new AbortController();
    const time = new ManualTime();
    const stop = new RunStop({ user: user.signal, timeLimitSeconds: 10, setTimer: time.setTimer });
    assert.deepEqual([stop.signal.aborted, stop.reason], [false, undefined]);
    await time.advance(10_000);
    user.abort();
    assert.deepEqual([stop.signal.aborted, stop.reason], [true, 'time']);
  });

  it('does not wait for its time any more when it is disposed of', async () => {
    const time = new ManualTime();
    const stop = new RunStop({ user: undefined, timeLimitSeconds: 10, setTimer: time.setTimer });
    stop.dispose();
    await time.advance(10_000);
    assert.equal(stop.reason, undefined);
  });
});

describe('RunAllowance', () => {
  const plan = { modelName: 'm', files: [], estimate: { likelyMicroUsd: 1, worstMicroUsd: 2 } };
  const allowance = (confirm?: () => Promise<boolean>) =>
    new RunAllowance({ runId: 'r', workspaceRoot: '/w', confirm, signal: new AbortController().signal });

  it('asks once and goes by that answer', async () => {
    let asked = 0;
    const one = allowance(async () => {
      asked += 1;
      return false;
    });
    assert.deepEqual([await one.ask(plan), await one.ask(plan), asked], [false, false, 1]);
  });

  it('is agreed to when there is nobody to ask', async () => {
    assert.equal(await allowance().ask(plan), true);
  });

  it('gives one escalation', () => {
    const one = allowance();
    assert.deepEqual([one.takeEscalation(), one.takeEscalation()], [true, false]);
  });
});
