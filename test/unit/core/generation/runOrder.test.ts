import assert from 'node:assert/strict';
import type { CoverageAnalysis } from '../../../../src/core/coverageAnalysis/coverageAnalysis';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import { GoalWatch, groupPlans } from '../../../../src/core/generation/runOrder';
import { RunStop } from '../../../../src/core/generation/runStop';
import { verifies } from '../../../requirements';
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

  it(`counts a file that no test loads as not executed ${verifies('RUN-15')}`, () => {
    const unavailable = { unavailable: 'No test file imports it.' };
    const watch = new GoalWatch(
      analysis([
        { sourceFile: 'a.ts', coverage: { ...half, coveredStatements: 4 } },
        { sourceFile: 'b.ts', coverage: unavailable },
      ]),
      50,
    );
    assert.equal(watch.isReached, false);
    watch.noteSize('b.ts', 4);
    assert.equal(watch.isReached, true);
    watch.note('b.ts', aFileCoverage('b.ts', [0]));
    watch.noteSize('b.ts', 400);
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
