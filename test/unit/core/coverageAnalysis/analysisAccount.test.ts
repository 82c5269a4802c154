import assert from 'node:assert/strict';
import { AnalysisAccount } from '../../../../src/core/coverageAnalysis/analysisAccount';
import type { InspectedSource } from '../../../../src/core/coverageAnalysis/inspectSource';
import type { LineRange } from '../../../../src/core/synthesis/moduleModel';
import { analysisFakes } from '../../../support/analysisFakes';
import { aCoverage } from '../../../support/coverageBuilders';
import { fakeProject, fakeWorkbench } from '../../../support/generationFakes';

const text = '// Adds.\nexport const add = 1;\nexport const sum = 2;\n';
const aSource = (path: string): InspectedSource => ({
  path,
  text,
  project: fakeProject,
  units: [],
  relatedTests: [],
  isExecutable: true,
});
const unknown = { unavailable: 'No test.' };
const nothing = { coveredStatements: 0, statements: 0, coveredBranches: 0, branches: 0 };

/** The account of sources whose lines differ, after they were measured or not. */
async function settle(
  lines: Readonly<Record<string, readonly LineRange[]>>,
  collect: (account: AnalysisAccount) => void,
) {
  const account = new AnalysisAccount(() => {}, {
    baseCommit: 'c0ffee',
    byFile: new Map(Object.entries(lines)),
  });
  collect(account);
  const { history } = fakeWorkbench({}, { tests: {} }).workbench;
  const { meter } = analysisFakes;
  const { signal } = new AbortController();
  const result = await account.result(['a.ts', 'b.ts'], { meter, history, signal });
  return { ...result, gapLines: result.gaps.map(({ sourceFile, lines: own }) => [sourceFile, own]) };
}

describe('the account of an analysis of changed lines', () => {
  it('counts changed lines only, of the files that have some', async () => {
    const { changed, files, gapLines } = await settle(
      { 'a.ts': [{ startLine: 3, endLine: 3 }] },
      (account) => {
        account.addMeasured(aSource('a.ts'), aCoverage('a.ts', ['2 ✓', '3']));
        account.addMeasured(aSource('b.ts'), aCoverage('b.ts', ['2', '3']));
      },
    );
    const total = { ...nothing, statements: 1 };
    assert.deepEqual(changed, {
      baseCommit: 'c0ffee',
      total,
      files: [{ sourceFile: 'a.ts', coverage: total }],
    });
    assert.deepEqual(
      files.map(({ coverage }) => 'statements' in coverage && coverage.statements),
      [2, 2],
    );
    assert.deepEqual(gapLines, [['a.ts', [{ startLine: 3, endLine: 3 }]]]);
  });

  it('does not know the figure when no file with changes was measured, and names their lines', async () => {
    const lines = [{ startLine: 2, endLine: 2 }];
    const { changed, gapLines } = await settle({ 'a.ts': lines }, (account) => {
      account.addUnmeasured(aSource('a.ts'), unknown.unavailable);
      account.addMeasured(aSource('b.ts'), aCoverage('b.ts', ['2 ✓']));
    });
    assert.deepEqual(changed?.total, { unavailable: 'No file with changes was measured.' });
    assert.deepEqual(changed?.files, [{ sourceFile: 'a.ts', coverage: unknown }]);
    assert.deepEqual(gapLines, [['a.ts', lines]]);
  });

  it('wants no test for a comment', async () => {
    const { changed, files, gapLines } = await settle({ 'a.ts': [{ startLine: 1, endLine: 1 }] }, (account) =>
      account.addUnmeasured(aSource('a.ts'), unknown.unavailable),
    );
    assert.deepEqual(changed?.total, nothing);
    assert.deepEqual(files, [{ sourceFile: 'a.ts', coverage: unknown }]);
    assert.deepEqual(gapLines, []);
  });

  it('has nothing to count when nothing differs', async () => {
    const { changed, gapLines } = await settle({}, (account) =>
      account.addUnmeasured(aSource('a.ts'), unknown.unavailable),
    );
    assert.deepEqual([changed?.total, changed?.files, gapLines], [nothing, [], []]);
  });
});
