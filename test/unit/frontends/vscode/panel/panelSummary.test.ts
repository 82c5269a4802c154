import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../../src/core/figure';
import { toPanelSummary } from '../../../../../src/frontends/vscode/panel/panelSummary';
import { verifies } from '../../../../requirements';
import { aGateReport, aGateRule, anAnalysisWithGap, aRunSummary } from '../../../../support/taskSummaries';

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
      evidence: [],
      hiddenEvidence: 0,
    });
    assert.equal(summary.analysis.gaps.length, 1);
  });

  it(`says why a rule has no value ${verifies('RUN-4')}`, () => {
    const rules = [aGateRule({ verdict: 'inconclusive', value: unavailable('no tests') })];
    const summary = toPanelSummary(aGateReport({ verdict: 'inconclusive', rules }));
    assert.deepEqual(summary.type === 'quality-gate' && summary.rules[0]?.value, {
      text: 'n/a',
      provenance: 'unavailable',
      explanation: 'no tests',
    });
  });

  it('leads to the places of the evidence of a rule, up to a hundred', () => {
    const place = { kind: 'surviving-mutant', file: 'src/cart.ts', message: 'No test fails.' } as const;
    const evidence = [
      { kind: 'spending', message: 'gpt: $1.00 in 2 calls.' } as const,
      ...Array.from({ length: 101 }, (_, index) => ({
        ...place,
        lines: { startLine: index + 1, endLine: index + 1 },
      })),
    ];
    const summary = toPanelSummary(aGateReport({ rules: [aGateRule({ evidence })] }));
    assert.ok(summary.type === 'quality-gate');
    const [rule] = summary.rules;
    assert.deepEqual(rule?.evidence.slice(0, 2), [
      { text: 'gpt: $1.00 in 2 calls.' },
      { text: 'No test fails.', sourceFile: 'src/cart.ts', line: 1 },
    ]);
    assert.deepEqual([rule?.evidence.length, rule?.hiddenEvidence], [100, 2]);
  });

  it('words a limit of money as one', () => {
    const rule = aGateRule({ rule: 'monthly-spend', unit: 'usd', direction: 'at-most', threshold: 5 });
    const summary = toPanelSummary(aGateReport({ rules: [{ ...rule, value: measured(1.5) }] }));
    assert.ok(summary.type === 'quality-gate');
    assert.deepEqual(
      summary.rules.map(({ name, value, threshold }) => [name, value.text, threshold]),
      [['Spend of this month', '$1.50', 'at most $5.00']],
    );
  });

  it('offers to undo a generation that wrote something', () => {
    const canUndo = (summary: ReturnType<typeof toPanelSummary>) =>
      summary.type === 'generate-tests' && summary.canUndo;
    assert.equal(canUndo(toPanelSummary(aRunSummary({ costMicroUsd: measured(0) }))), true);
    assert.equal(canUndo(toPanelSummary(aRunSummary({ writtenFiles: [] }))), false);
  });
});
