import assert from 'node:assert/strict';
import { GenerationError } from '../../../../src/core/errors';
import { unavailable } from '../../../../src/core/figure';
import type { TaskSummary } from '../../../../src/core/fleet/task';
import type { RunSummary } from '../../../../src/core/generation/runSummary';
import { titleOfAction } from '../../../../src/frontends/vscode/presentation';
import { presentResult } from '../../../../src/frontends/vscode/resultPresenter';
import { aGateReport, aGateRule, anAnalysisWithGap, aRunSummary } from '../../../support/taskSummaries';

const present = (overrides: Partial<RunSummary>) =>
  presentResult({
    runId: 'r',
    workspaceRoot: '/w',
    result: { status: 'finished', summary: aRunSummary(overrides) },
  });
const presentSummary = (summary: TaskSummary) =>
  presentResult({ runId: 'r', workspaceRoot: '/w', result: { status: 'finished', summary } });
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

  it('says what a coverage analysis found in one line, and leads to the details', () => {
    const presentation = presentSummary(anAnalysisWithGap());
    assert.deepEqual(
      [presentation?.severity, presentation?.message],
      [
        'info',
        'src/cart.ts: Statements 50.0 % (5 of 10) · branches 25.0 % (1 of 4) · 1 gap · 2 tests passed',
      ],
    );
    assert.deepEqual(presentation?.actions.map(titleOfAction), ['Show Details']);
  });

  it('shows why nothing could be measured as that failure', () => {
    const failures = [{ sourceFile: 'a.ts', code: 'test-runner-unknown', message: 'No framework.' }];
    const presentation = presentSummary(
      anAnalysisWithGap({ files: [], gaps: [], total: { unavailable: 'No framework.' }, failures }),
    );
    assert.equal(presentation?.severity, 'warning');
    assert.deepEqual(presentation?.actions.map(titleOfAction), ['Open Setting', 'Show Details']);
  });

  it('warns of a gate that did not pass, inconclusive included', () => {
    const passed = presentSummary(aGateReport({ verdict: 'passed' }));
    const failed = presentSummary(aGateReport());
    const rule = aGateRule({ rule: 'branch-coverage', verdict: 'inconclusive' });
    const unknown = presentSummary(
      aGateReport({
        verdict: 'inconclusive',
        rules: [{ ...rule, value: unavailable('no tests'), explanation: 'Not measured: no tests.' }],
      }),
    );
    assert.deepEqual(
      [passed, failed, unknown].map((presentation) => presentation?.severity),
      ['info', 'warning', 'warning'],
    );
    assert.match(failed?.message ?? '', /The quality gate failed: statement coverage is 50\.0 %/);
    assert.match(unknown?.message ?? '', /branch coverage is not known/);
  });
});
