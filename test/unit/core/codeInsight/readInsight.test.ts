import assert from 'node:assert/strict';
import { MeasuredCoverage } from '../../../../src/core/codeInsight/measuredCoverage';
import { MeasuredInsight } from '../../../../src/core/codeInsight/readInsight';
import { aFileCoverage, fakeWorkbench } from '../../../support/generationFakes';

const source = 'export function double() {}';

function prepare() {
  const { workbench } = fakeWorkbench({ 'src/double.ts': source }, { tests: {} });
  const measured = new MeasuredCoverage();
  const insight = new MeasuredInsight({
    openWorkbench: async () => workbench,
    meter: { measure: async () => undefined },
    measured,
  });
  return { measured, read: (text = source) => insight.read('/workspace', 'src/double.ts', text) };
}

describe('MeasuredInsight', () => {
  it('says that nothing was measured instead of a number', async () => {
    const found = await prepare().read();
    assert.equal(found?.coverage, 'unmeasured');
    assert.deepEqual(
      found?.units.map(({ name, coverage }) => [name, coverage]),
      [['double', undefined]],
    );
    assert.deepEqual(found?.uncovered, []);
  });

  it('gives what was measured of the same text, and where nothing is executed', async () => {
    const { measured, read } = prepare();
    measured.note('/workspace', source, aFileCoverage('src/double.ts', [0, 1], [0]));
    const found = await read();
    assert.equal(found?.coverage, 'measured');
    assert.deepEqual(found?.units[0]?.coverage, {
      coveredStatements: 2,
      statements: 4,
      coveredBranches: 1,
      branches: 2,
    });
    assert.deepEqual(
      found?.uncovered.map(({ kind, unit }) => [kind, unit]),
      [
        ['branch', 'double'],
        ['statement', 'double'],
        ['statement', 'double'],
      ],
    );
  });

  it('leaves out what was measured of another text, or before the tests changed', async () => {
    const { measured, read } = prepare();
    measured.note('/workspace', source, aFileCoverage('src/double.ts', [0]));
    assert.equal((await read(`${source} // edited`))?.coverage, 'outdated');
    measured.forget('/workspace');
    assert.equal((await read())?.coverage, 'unmeasured');
  });

  it('knows nothing of a file with a syntax error', async () => {
    assert.equal(await prepare().read('syntax error'), undefined);
  });
});
