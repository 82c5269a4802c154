import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../../src/core/figure';
import { toPanelSummary } from '../../../../../src/frontends/vscode/panel/panelSummary';
import { verifies } from '../../../../requirements';
import { aGateReport, anAnalysisWithGap, aRunSummary } from '../../../../support/taskSummaries';

describe('toPanelSummary', () => {
  it('gives a coverage analysis the shares of each file and the place of each gap', () => {
    const summary = toPanelSummary(anAnalysisWithGap());
    assert.ok(summary.type === 'analyze-coverage');
    const { files, gaps, tests } = summary.analysis;
    assert.deepEqual(files, [
      {
        sourceFile: 'src/cart.ts',
        shares: [
          { label: 'Statements', share: { text: '50.0 %', detail: '5 of 10', percent: 50 } },
          { label: 'Branches', share: { text: '25.0 %', detail: '1 of 4', percent: 25 } },
        ],
      },
    ]);
    assert.deepEqual(
      gaps.map(({ sourceFile, unit, line }) => [sourceFile, unit, line]),
      [['src/cart.ts', 'Cart.add', 12]],
    );
    assert.deepEqual([tests, summary.duration], ['2 tests passed.', '2 s']);
  });

  it(`adds the sum of several files, and gives no number for what is not known ${verifies('RUN-4')}`, () => {
    const [file] = anAnalysisWithGap().files;
    const unknown = { sourceFile: 'b.ts', coverage: { unavailable: 'No test runs it.' } };
    const summary = toPanelSummary(anAnalysisWithGap({ files: file ? [file, unknown] : [] }));
    assert.ok(summary.type === 'analyze-coverage');
    const [, second, sum] = summary.analysis.files;
    assert.deepEqual(second?.shares[0]?.share, { text: 'n/a', detail: 'No test runs it.' });
    assert.deepEqual([sum?.sourceFile, sum?.shares[0]?.share.text], [undefined, '50.0 %']);
  });

  it('gives a gate report its verdict and each rule with value, threshold and evidence', () => {
    const summary = toPanelSummary(aGateReport());
    assert.ok(summary.type === 'quality-gate');
    assert.equal(summary.verdict, 'failed');
    assert.deepEqual(summary.rules[0], {
      name: 'Statement coverage',
      verdict: 'failed',
      value: { text: '50.0 %', provenance: 'measured' },
      threshold: 'at least 80 %',
      explanation: '5 of 10 statements are executed (50.0 %); at least 80 % is required.',
    });
    assert.equal(summary.analysis.gaps.length, 1);
  });

  it(`says why a rule has no value ${verifies('RUN-4')}`, () => {
    const rule = { rule: 'branch-coverage', verdict: 'inconclusive', threshold: 70 } as const;
    const rules = [{ ...rule, value: unavailable('no tests'), explanation: 'Not measured.' }];
    const summary = toPanelSummary(aGateReport({ verdict: 'inconclusive', rules }));
    assert.deepEqual(summary.type === 'quality-gate' && summary.rules[0]?.value, {
      text: 'n/a',
      provenance: 'unavailable',
      explanation: 'no tests',
    });
  });

  it('offers to undo a generation that wrote something', () => {
    const canUndo = (summary: ReturnType<typeof toPanelSummary>) =>
      summary.type === 'generate-tests' && summary.canUndo;
    assert.equal(canUndo(toPanelSummary(aRunSummary({ costMicroUsd: measured(0) }))), true);
    assert.equal(canUndo(toPanelSummary(aRunSummary({ writtenFiles: [] }))), false);
  });
});
