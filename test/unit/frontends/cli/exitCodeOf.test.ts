import assert from 'node:assert/strict';
import {
  BudgetExceededError,
  FleetError,
  ModelSelectionError,
  ProviderError,
} from '../../../../src/core/errors';
import type { TaskSummary } from '../../../../src/core/fleet/task';
import { exitCodeOf } from '../../../../src/frontends/cli/exitCodeOf';
import { verifies } from '../../../requirements';
import { aGateReport, anAnalysisWithGap, aRunSummary } from '../../../support/taskSummaries';

const failures = [{ sourceFile: 'a.ts', code: 'source-syntax-error', message: 'a.ts line 1' }];
const total = { unavailable: 'No test runs it.' };
const codeOf = (summary: TaskSummary) => exitCodeOf({ status: 'finished', summary });

describe('exitCodeOf', () => {
  it(`is 0 for success, 1 for an answer of no, 4 when something was in the way ${verifies('CLI-1')}`, () => {
    const expected: readonly (readonly [TaskSummary, number])[] = [
      [aRunSummary(), 0],
      [aRunSummary({ failures }), 0],
      [aRunSummary({ kept: 0 }), 1],
      [aRunSummary({ kept: 0, failures }), 4],
      [anAnalysisWithGap(), 0],
      [anAnalysisWithGap({ failures }), 0],
      [anAnalysisWithGap({ total }), 1],
      [anAnalysisWithGap({ total, failures }), 4],
      [aGateReport({ verdict: 'passed' }), 0],
      [aGateReport({ verdict: 'failed' }), 1],
      [aGateReport({ verdict: 'inconclusive' }), 1],
    ];
    assert.deepEqual(
      expected.map(([summary]) => codeOf(summary)),
      expected.map(([, code]) => code),
    );
  });

  it('is 3 when a budget was in the way and 5 when it was a model or its provider', () => {
    const budget = new BudgetExceededError('Spent.', {
      budgetType: 'run',
      current: 1,
      limit: 1,
      resetsAtMs: 1,
    });
    const provider = new ProviderError('provider-authentication', 'The key is wrong.');
    const selection = new ModelSelectionError('No model can be used.');
    assert.deepEqual(
      [budget, provider, selection].map((error) => exitCodeOf({ status: 'failed', error })),
      [3, 5, 5],
    );
    const failed = (code: string) =>
      codeOf(aRunSummary({ kept: 0, failures: [{ sourceFile: 'a.ts', code, message: 'a.ts' }] }));
    assert.deepEqual([failed('budget-exceeded'), failed('provider-timed-out')], [3, 5]);
  });

  it('is 4 for a run that failed and 130 for one that was cancelled', () => {
    const error = new FleetError('queue-full', 'Full.');
    assert.deepEqual(
      [exitCodeOf({ status: 'failed', error }), exitCodeOf({ status: 'cancelled' })],
      [4, 130],
    );
  });
});
