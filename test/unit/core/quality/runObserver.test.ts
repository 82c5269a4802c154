import assert from 'node:assert/strict';
import { RunObserver } from '../../../../src/core/quality/runObserver';
import type { TestOutcome, TestRunRequest, TestRunResult } from '../../../../src/core/testing/testRunner';
import { fakeProject } from '../../../support/generationFakes';

const project = { ...fakeProject, testFiles: ['a.test.ts', 'b.test.ts'] };

function failed(file: string, title: string): TestOutcome {
  return { file, titlePath: [title], status: 'failed', durationMs: 1 };
}

function completed(
  tests: readonly TestOutcome[],
  brokenFiles: readonly { file: string; message: string }[] = [],
): TestRunResult {
  return { status: 'completed', commandLine: '', durationMs: 1, tests, brokenFiles };
}

async function observe(...runs: readonly (readonly [readonly string[], TestRunResult])[]) {
  const before: string[] = [];
  const observer = new RunObserver(async ({ files }) => void before.push(files.join(' ')));
  for (const [files, result] of runs) {
    const runner = observer.observe({
      framework: 'vitest',
      assertInstalled: async () => {},
      run: async () => result,
    });
    const request: TestRunRequest = {
      project,
      files,
      coverageOf: [],
      environment: {},
      timeoutMs: 1,
      onOutput: () => {},
    };
    assert.equal(await runner.run(request, new AbortController().signal), result);
  }
  return { observer, before };
}

describe('RunObserver', () => {
  it('looks before each run, and remembers the suites that came to an end', async () => {
    const { observer, before } = await observe(
      [['a.test.ts', 'b.test.ts'], { status: 'timed-out', commandLine: '', timeoutMs: 1 }],
      [['a.test.ts'], completed([])],
      [['b.test.ts'], completed([])],
    );
    assert.deepEqual(before, ['a.test.ts b.test.ts', 'a.test.ts', 'b.test.ts']);
    assert.deepEqual(
      observer.suites.map(({ files }) => files),
      [['a.test.ts'], ['b.test.ts']],
    );
  });

  it('takes a file that ran twice as it ended last, and leaves out files that are not of the project', async () => {
    const { observer } = await observe(
      [
        ['a.test.ts', 'b.test.ts', 'b.aqe-1-try.test.ts'],
        completed([
          failed('a.test.ts', 'old'),
          failed('b.test.ts', 'kept'),
          failed('b.aqe-1-try.test.ts', 'x'),
        ]),
      ],
      [['a.test.ts'], completed([failed('a.test.ts', 'new')], [{ file: 'a.test.ts', message: 'broken' }])],
    );
    assert.deepEqual(
      observer.suites.map(({ files }) => files),
      [['b.test.ts'], ['a.test.ts']],
    );
    assert.deepEqual(
      observer.failedTests.map(({ titlePath }) => titlePath[0]),
      ['kept', 'new'],
    );
    assert.deepEqual(observer.brokenFiles, [{ file: 'a.test.ts', message: 'broken' }]);
  });
});
