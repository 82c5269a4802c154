import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { measureFlakiness } from '../../../../src/core/quality/measureFlakiness';
import type { TestSuite } from '../../../../src/core/quality/runObserver';
import type { TestOutcome, TestRunRequest, TestRunResult } from '../../../../src/core/testing/testRunner';
import { fakeProject } from '../../../support/generationFakes';

type Statuses = Readonly<Record<string, TestOutcome['status']>>;

function completed(byTitle: Statuses | readonly [string, TestOutcome['status']][]): TestRunResult {
  const entries = Array.isArray(byTitle) ? byTitle : Object.entries(byTitle);
  const tests = entries.map(([title, status]): TestOutcome => {
    const outcome = { file: 'a.test.ts', titlePath: ['Cart', title], status, durationMs: 1 };
    return status === 'failed' ? { ...outcome, failureMessage: `${title} failed` } : outcome;
  });
  return { status: 'completed', commandLine: '', durationMs: 1, tests, brokenFiles: [] };
}

const suite: TestSuite = { project: fakeProject, files: ['a.test.ts'] };

/** Runs the suites as often as there are results of it. */
async function trial(
  results: readonly TestRunResult[],
  { suites = [suite], signal = new AbortController().signal } = {},
) {
  const requests: TestRunRequest[] = [];
  const told: number[] = [];
  const outcome = await measureFlakiness({
    suites,
    runs: results.length,
    runnerFor: (framework) => ({
      framework,
      assertInstalled: async () => {},
      run: async (request) => {
        requests.push(request);
        return results[requests.length - 1] ?? assert.fail('One run too many');
      },
    }),
    timeoutMs: 1000,
    onOutput: () => {},
    onRun: async (run) => void told.push(run),
    signal,
  });
  return { outcome, requests, told };
}

describe('measureFlakiness', () => {
  it('tells which tests did not end the same, with each of their outcomes', async () => {
    const { outcome, told } = await trial([
      completed({ adds: 'passed', drops: 'failed', waits: 'passed' }),
      completed({ adds: 'failed', drops: 'failed', waits: 'passed' }),
      completed({ adds: 'passed', drops: 'failed', waits: 'passed' }),
    ]);
    assert.deepEqual(outcome, {
      runs: 3,
      tests: 3,
      flaky: [
        {
          file: 'a.test.ts',
          titlePath: ['Cart', 'adds'],
          outcomes: ['passed', 'failed', 'passed'],
          failureMessage: 'adds failed',
        },
      ],
    });
    assert.deepEqual(told, [1, 2, 3]);
  });

  it('runs the files each time in another time zone, without coverage', async () => {
    const same = completed({ adds: 'passed' });
    const { requests } = await trial([same, same, same]);
    assert.deepEqual(
      requests.map(({ files, coverageOf }) => [files, coverageOf]),
      requests.map(() => [['a.test.ts'], []]),
    );
    assert.equal(new Set(requests.map(({ environment }) => environment.TZ)).size, 3);
  });

  it('counts a test that is not reported in every run as flaky, so also when its file is broken in one', async () => {
    const { outcome } = await trial([completed({ adds: 'passed' }), completed({})]);
    assert.ok('flaky' in outcome);
    assert.deepEqual(
      outcome.flaky.map(({ outcomes }) => outcomes),
      [['passed', 'missing']],
    );
  });

  it('does not count what was skipped in every run, and tells tests with the same titles apart', async () => {
    const run = (second: 'passed' | 'failed') =>
      completed([
        ['adds', 'passed'],
        ['adds', second],
        ['later', 'skipped'],
      ]);
    const { outcome } = await trial([run('passed'), run('failed')]);
    assert.ok('flaky' in outcome);
    assert.deepEqual([outcome.tests, outcome.flaky.length], [2, 1]);
  });

  for (const [title, results, reason] of [
    [
      'a run does not come to its end',
      [completed({}), { status: 'timed-out', commandLine: '', timeoutMs: 1000 }],
      /^Run 2 of 2 did not end: /,
    ],
    ['nothing was run', [completed({}), completed({})], /^No test was run\.$/],
  ] as const) {
    it(`does not know it when ${title}`, async () => {
      const { outcome } = await trial(results);
      assert.match('unavailable' in outcome ? outcome.unavailable : '', reason);
    });
  }

  it('stops between two runs', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(trial([completed({})], { signal: controller.signal }), AbortError);
  });
});
