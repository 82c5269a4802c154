import assert from 'node:assert/strict';
import { TextReporter } from '../../../../src/frontends/cli/textReporter';
import { aRunSummary } from '../../../support/taskSummaries';

function recorded({ isTTY = false, isVerbose = false } = {}) {
  const talk: string[] = [];
  const reporter = new TextReporter({
    talk: { write: (text) => talk.push(text), isTTY, columns: 20 },
    isVerbose,
  });
  return { reporter, talk };
}

describe('TextReporter', () => {
  it('tells stages by a plain line, and leaves progress and the result to others where nobody watches', async () => {
    const { reporter, talk } = recorded();
    await reporter.report({ type: 'stage-start', stage: 'run', message: 'Running' });
    await reporter.report({ type: 'progress', fraction: 0.5, message: 'half' });
    await reporter.report({ type: 'finish', summary: aRunSummary() });
    assert.deepEqual(talk, ['[run] Running\n']);
  });

  it('moves one status line on a terminal, cut to its width, and clears it before a line', async () => {
    const { reporter, talk } = recorded({ isTTY: true });
    await reporter.report({ type: 'progress', fraction: 0.5, message: 'a message that is too long' });
    await reporter.report({ type: 'notice', message: 'hello' });
    assert.deepEqual(talk, ['\r\u001b[K50 % a message that', '\r\u001b[K', 'Note: hello\n']);
  });

  it('says which model works, and that a run started again; what a runner prints only on demand', async () => {
    const parts = [
      { type: 'model-selected', modelName: 'embedded', reason: 'It is free.' },
      { type: 'restart', attempt: 2, reason: 'silence' },
      { type: 'output', text: '$ vitest run\n' },
    ] as const;
    const quiet = recorded();
    const verbose = recorded({ isVerbose: true });
    for (const part of parts) {
      await quiet.reporter.report(part);
      await verbose.reporter.report(part);
    }
    const lines = ['Model embedded: It is free.\n', 'Note: Started again (attempt 2): silence\n'];
    assert.deepEqual(quiet.talk, lines);
    assert.deepEqual(verbose.talk, [...lines, '$ vitest run\n']);
  });
});
