import assert from 'node:assert/strict';
import { estimated, measured, unavailable } from '../../../../../src/core/figure';
import type { TaskType } from '../../../../../src/core/fleet/task';
import { toPanelPart } from '../../../../../src/frontends/vscode/panel/panelPart';
import { verifies } from '../../../../requirements';
import { aReceipt } from '../../../../support/builders';

function panelReceipt(overrides: Parameters<typeof aReceipt>[0]) {
  const part = toPanelPart({ type: 'receipt', receipt: aReceipt(overrides) });
  assert.equal(part.type, 'receipt');
  return part.type === 'receipt' ? part.receipt : assert.fail();
}

describe('toPanelPart', () => {
  it('words a kept receipt', () => {
    const receipt = panelReceipt({ addedBranches: measured(1), addedStatements: measured(3) });
    assert.equal(receipt.verdict, 'kept');
    assert.deepEqual(
      [receipt.runs, receipt.addedStatements, receipt.addedBranches, receipt.cost].map(({ text }) => text),
      ['5/5 runs', '+3 statements', '+1 branch', '$0.00'],
    );
  });

  it('gives a dropped one its reason with the evidence', () => {
    const receipt = panelReceipt({
      verdict: { status: 'dropped', reason: 'failed', detail: 'expected 3 to be 4' },
    });
    assert.equal(receipt.verdict, 'dropped');
    assert.match(receipt.reason, /failed: expected 3 to be 4/);
  });

  it(`labels every figure that was not measured, with basis or reason ${verifies('RUN-4')}`, () => {
    const receipt = panelReceipt({
      runsPassed: measured(3),
      runs: unavailable('the run was cut'),
      addedStatements: unavailable('no coverage'),
      costMicroUsd: estimated(1200, 'no usage given'),
    });
    assert.deepEqual(receipt.runs, {
      text: '3/n/a runs',
      provenance: 'unavailable',
      explanation: 'the run was cut',
    });
    assert.deepEqual(receipt.addedStatements, {
      text: 'statements n/a',
      provenance: 'unavailable',
      explanation: 'no coverage',
    });
    assert.equal(receipt.cost.provenance, 'estimated');
    assert.match(receipt.cost.text, /^~.*\(estimated\)$/);
    assert.equal(receipt.cost.explanation, 'no usage given');
  });

  it(`gives coverage that is not known no number ${verifies('RUN-4')}`, () => {
    const after = { coveredStatements: 24, statements: 25, coveredBranches: 0, branches: 0 };
    const part = toPanelPart({
      type: 'coverage',
      change: { sourceFile: 'a.ts', before: { unavailable: 'tests fail' }, after },
    });
    const [statements] = part.type === 'coverage' ? part.coverage.rows : [];
    assert.deepEqual(statements?.before, { text: 'n/a', detail: 'tests fail' });
    assert.deepEqual(statements?.after, { text: '96.0 %', detail: '24 of 25', percent: 96 });
  });

  it('passes what needs no words unchanged', () => {
    const part = { type: 'notice', message: 'careful' } as const;
    assert.equal(toPanelPart(part), part);
  });

  it('gives a run the title of its task, and stages only where there are some', () => {
    const start = (taskType: TaskType, files: readonly string[]) => {
      const part = toPanelPart({ type: 'run-start', runId: 'r', taskType, files, startedAtMs: 1 });
      return part.type === 'run-start' ? [part.title, part.stages.length] : assert.fail();
    };
    assert.deepEqual(start('generate-tests', ['a.ts']), ['Tests for a.ts', 6]);
    assert.deepEqual(start('analyze-coverage', ['a.ts', 'b.ts']), ['Coverage of 2 files', 0]);
    assert.deepEqual(start('quality-gate', ['a.ts']), ['Quality of a.ts', 0]);
  });

  it('words a restart and a file with which nothing could be done', () => {
    assert.deepEqual(toPanelPart({ type: 'restart', attempt: 2, reason: 'silence' }), {
      type: 'restart',
      message: 'Started again (attempt 2): silence',
    });
    const failure = { sourceFile: 'a.ts', code: 'module-not-loadable', message: 'No database.' };
    assert.deepEqual(toPanelPart({ type: 'target-failed', failure }), {
      type: 'target-failed',
      failure: { sourceFile: 'a.ts', message: 'a.ts: No database.' },
    });
  });
});
