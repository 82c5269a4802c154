import assert from 'node:assert/strict';
import { GenerationError } from '../../../../src/core/errors';
import { measured } from '../../../../src/core/figure';
import type { RunSummary } from '../../../../src/core/streaming/runPart';
import { titleOfAction } from '../../../../src/frontends/vscode/presentation';
import { presentResult } from '../../../../src/frontends/vscode/resultPresenter';
import { aReceipt } from '../../../support/builders';

const summary: RunSummary = {
  runId: 'r',
  kept: 1,
  dropped: 0,
  receipts: [aReceipt()],
  coverage: [],
  writtenFiles: [{ path: 'src/double.test.ts', isNew: true }],
  costMicroUsd: measured(0),
  durationMs: 1,
  failures: [],
};
const present = (overrides: Partial<RunSummary>) =>
  presentResult({
    runId: 'r',
    workspaceRoot: '/w',
    result: { status: 'finished', summary: { ...summary, ...overrides } },
  });
const titles = (overrides: Partial<RunSummary>) => present(overrides)?.actions.map(titleOfAction);

describe('presentResult', () => {
  it('offers the test file, the receipts and the way back', () => {
    assert.deepEqual(titles({}), ['Open Test File', 'Show Receipts', 'Undo']);
  });

  it('offers only the receipts when nothing was kept', () => {
    assert.deepEqual(titles({ kept: 0, writtenFiles: [] }), ['Show Receipts']);
  });

  it('shows the failure of the only file as that failure', () => {
    const failures = [{ sourceFile: 'a.ts', code: 'test-runner-unknown', message: 'No framework.' }];
    const presentation = present({ kept: 0, writtenFiles: [], receipts: [], failures });
    assert.equal(presentation?.severity, 'warning');
    assert.deepEqual(presentation?.actions.map(titleOfAction), ['Open Setting', 'Show Receipts']);
  });

  it('shows why a run failed, and nothing for a cancelled one', () => {
    const error = new GenerationError('source-syntax-error', 'a.ts line 3: Unexpected token');
    const failed = presentResult({ runId: 'r', workspaceRoot: '/w', result: { status: 'failed', error } });
    assert.equal(failed?.message, 'a.ts line 3: Unexpected token');
    assert.equal(
      presentResult({ runId: 'r', workspaceRoot: '/w', result: { status: 'cancelled' } }),
      undefined,
    );
  });
});
