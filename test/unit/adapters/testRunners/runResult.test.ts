import assert from 'node:assert/strict';
import { type EndedRun, toRunResult } from '../../../../src/adapters/testRunners/shared/runResult';

/** What is said of a run that printed this and wrote no report. */
function messageAfter(outputTail: string): string {
  const run: EndedRun = {
    frameworkName: 'Vitest',
    report: undefined,
    end: { status: 'exited', exitCode: 1, outputTail },
    requestedFile: () => undefined,
    onlyFile: undefined,
    commandLine: 'vitest run',
    durationMs: 1,
  };
  const result = toRunResult(run);
  assert.ok(result.status === 'failed');
  return result.message;
}

describe('toRunResult', () => {
  const start = 'Vitest ended with exit code 1 and without a report';

  it('tells of a failed run in one sentence, never the whole output', () => {
    const output =
      '\u001b[31mRUN v3\u001b[0m\n\nNo test files found, exiting with code 1\n\nfilter: a.test.ts\ninclude: b';
    assert.equal(messageAfter(output), `${start}: No test files found, exiting with code 1`);
    assert.equal(
      messageAfter('loading\n  TypeError: x is no function\n    at y (/z.js:1:1)\n'),
      `${start}: TypeError: x is no function`,
    );
    assert.equal(messageAfter('first\nlast\n\n'), `${start}: last`);
    assert.equal(messageAfter('  '), `${start}.`);
  });
});
