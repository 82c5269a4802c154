import assert from 'node:assert/strict';
import { renderAnalysis } from '../../../../src/frontends/cli/renderAnalysis';
import { verifies } from '../../../requirements';
import { anAnalysisWithGap } from '../../../support/taskSummaries';

const half = { coveredStatements: 5, statements: 10, coveredBranches: 1, branches: 4 };

describe('renderAnalysis', () => {
  it('shows the files below each other, the gaps with their place, and how the tests ended', () => {
    assert.equal(
      renderAnalysis(anAnalysisWithGap()),
      [
        'Coverage      statements         branches',
        'src/cart.ts   50.0 % (5 of 10)   25.0 % (1 of 4)',
        '',
        'Not covered',
        '  – src/cart.ts:12 · 3 branches and 5 statements of Cart.add are not executed (lines 12–15).',
        '',
        '2 tests passed · 2.3 s',
      ].join('\n'),
    );
  });

  it(`gives the sum of several files, a reason for what is not known, and what failed ${verifies('RUN-4')}`, () => {
    const text = renderAnalysis(
      anAnalysisWithGap({
        files: [
          { sourceFile: 'a.ts', coverage: half },
          { sourceFile: 'b.ts', coverage: { unavailable: 'No test runs it.' } },
        ],
        gaps: [],
        failures: [{ sourceFile: 'c.ts', code: 'source-syntax-error', message: 'c.ts line 3: ) expected.' }],
      }),
    );
    assert.match(text, /^b\.ts +n\/a: No test runs it\.$/m);
    assert.match(text, /^Total +50\.0 % \(5 of 10\) +25\.0 % \(1 of 4\)$/m);
    assert.match(text, /^! c\.ts: c\.ts line 3/m);
    assert.doesNotMatch(text, /Not covered/);
  });
});
