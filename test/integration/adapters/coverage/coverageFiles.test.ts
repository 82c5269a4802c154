import assert from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { coverageFiles } from '../../../../src/adapters/coverage/coverageFiles';
import { createNodeWorkspace } from '../../../../src/adapters/workspace/nodeWorkspace';
import { readReportedCoverage } from '../../../../src/core/coverageAnalysis/reportedCoverage';
import { coverageTotals, type FileCoverage } from '../../../../src/core/testing/coverage';
import { aCoverage } from '../../../support/coverageBuilders';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const source = 'export const a = 1;\nexport const b = a ? 2 : 3;\n';
const lcov = (name: string, ...lines: readonly string[]): string =>
  [`SF:${name}`, ...(lines.length > 0 ? lines : ['DA:1,1', 'DA:2,0', 'BRDA:2,0,0,0', 'BRDA:2,0,1,1'])]
    .concat('end_of_record', '')
    .join('\n');
const half = { coveredStatements: 1, statements: 2, coveredBranches: 1, branches: 2 };

const span = (line: number, from: number | null, to: number | null) => ({
  start: { line, column: from },
  end: { line, column: to },
});
/** As istanbul's tools write it, with what JSON makes of the end of a line and of an `else` that is not there. */
const istanbulFile = (name: string, more: object = {}) => ({
  path: name,
  statementMap: { 0: span(1, 0, null), 1: span(2, 0, 27) },
  fnMap: { 0: { name: 'f', line: 1, loc: span(1, 0, 5) } },
  branchMap: { 0: { type: 'if', loc: span(2, 0, 27), locations: [span(2, 0, 27), { start: {}, end: {} }] } },
  s: { 0: 1, 1: 0 },
  f: { 0: 1 },
  b: { 0: [0, 1] },
  ...more,
});

describe('coverage files', () => {
  const folder = useTemporaryFolder();
  const workspace = () => createNodeWorkspace(folder());
  const write = async (file: string, text: string, ageSeconds = 0): Promise<void> => {
    const absolute = path.join(folder(), file);
    await mkdir(path.dirname(absolute), { recursive: true });
    await writeFile(absolute, text);
    const time = Date.now() / 1000 - ageSeconds;
    await utimes(absolute, time, time);
  };
  const read = async (file: string): Promise<readonly FileCoverage[]> =>
    (await coverageFiles.read(file, workspace())).files;
  const totals = async (file: string) => coverageTotals(await read(file));

  describe('in lcov', () => {
    for (const [what, file, named, place] of [
      ['from the root', 'coverage/lcov.info', 'src/a.ts', 'src/a.ts'],
      ['from the package', 'packages/x/coverage/lcov.info', 'src/a.ts', 'packages/x/src/a.ts'],
      [
        'from the root of all packages',
        'packages/x/coverage/lcov.info',
        'packages/x/a.ts',
        'packages/x/a.ts',
      ],
      ['from the folder of the file', 'src/lcov.info', './a.ts', 'src/a.ts'],
      ['by way of another package', 'packages/x/lcov.info', '../y/a.ts', 'packages/y/a.ts'],
      ['with the slashes of Windows', 'coverage/lcov.info', 'src\\deep\\a.ts', 'src/deep/a.ts'],
      ['with commas and colons', 'coverage/lcov.info', 'src/a,b:c.ts', 'src/a,b:c.ts'],
    ] as const) {
      it(`finds a source that is named ${what}`, async function () {
        if (process.platform === 'win32' && place.includes(':')) this.skip();
        await write(place, source, 10);
        await write(file, lcov(named));
        const { files, format } = await coverageFiles.read(file, workspace());
        assert.deepEqual([format, ...files.map((each) => each.file)], ['lcov', place]);
        assert.deepEqual(coverageTotals(files), half);
      });
    }

    it('prefers the package that the file belongs to over a namesake', async () => {
      await write('src/a.ts', source, 10);
      await write('packages/x/src/a.ts', source, 10);
      await write('packages/x/coverage/lcov.info', lcov('src/a.ts'));
      assert.deepEqual(
        (await read('packages/x/coverage/lcov.info')).map(({ file }) => file),
        ['packages/x/src/a.ts'],
      );
    });

    for (const named of [
      '../elsewhere/a.ts',
      '/elsewhere/a.ts',
      'C:\\elsewhere\\a.ts',
      'D:/elsewhere/a.ts',
    ]) {
      it(`leaves out ${named}, which is of another place`, async () => {
        await write('lcov.info', lcov(named));
        assert.deepEqual(await read('lcov.info'), []);
      });
    }

    it('takes absolute paths', async () => {
      await write('src/a.ts', source, 10);
      await write('lcov.info', lcov(path.join(folder(), 'src', 'a.ts')));
      assert.deepEqual(await totals('lcov.info'), half);
    });
  });

  describe('in the JSON of istanbul', () => {
    it('have places where there is nothing to write for them', async () => {
      await write('src/a.ts', source, 10);
      const name = path.join(folder(), 'src', 'a.ts');
      await write('coverage-final.json', `\uFEFF${JSON.stringify({ [name]: istanbulFile(name) })}`);
      const [coverage] = await read('coverage-final.json');
      assert.ok(coverage);
      assert.deepEqual(coverageTotals([coverage]), half);
      assert.deepEqual(coverage.statements[0]?.end, { line: 1, column: 19 });
      assert.deepEqual(coverage.branches[1]?.start, { line: 2, column: 0 });
      assert.deepEqual(coverage.functions[0]?.declaration.start, { line: 1, column: 0 });
    });

    it('are refused when they are about the output of a transpiler', async () => {
      await write('src/a.ts', source, 10);
      const name = path.join(folder(), 'src', 'a.ts');
      await write(
        'raw.json',
        JSON.stringify({ [name]: istanbulFile(name, { inputSourceMap: { version: 3 } }) }),
      );
      await assert.rejects(read('raw.json'), { code: 'workspace-file-unsupported', message: /transpiled/ });
    });
  });

  describe('are refused', () => {
    for (const [what, text] of [
      ['empty', ''],
      ['no coverage', '{ "name": "package" }'],
      ['half', JSON.stringify({ a: { ...istanbulFile('a'), s: undefined } })],
      ['a list', '[]'],
      ['XML', '<coverage/>'],
    ] as const) {
      it(`when they are ${what}`, async () => {
        await write('coverage.json', text);
        await assert.rejects(read('coverage.json'), {
          code: 'workspace-file-unsupported',
          message: /coverage\.json/,
        });
      });
    }

    it('when they are not there', async () => {
      await assert.rejects(read('lcov.info'), { code: 'workspace-file-missing', message: /lcov\.info/ });
    });

    it('when a source that they speak of is not there any more', async () => {
      await write('lcov.info', lcov('src/gone.ts'));
      await assert.rejects(read('lcov.info'), { code: 'workspace-file-missing', message: /src\/gone\.ts/ });
    });

    it('when a source was changed after them', async () => {
      await write('src/a.ts', source);
      await write('lcov.info', lcov('src/a.ts'), 10);
      await assert.rejects(read('lcov.info'), { code: 'workspace-file-changed', message: /src\/a\.ts/ });
    });

    for (const line of ['DA:99,1', 'BRDA:99,0,0,1', 'FN:99,f']) {
      it(`when they speak of lines that there are not: ${line}`, async () => {
        await write('src/a.ts', source, 10);
        await write('lcov.info', lcov('src/a.ts', line));
        await assert.rejects(read('lcov.info'), { code: 'workspace-file-changed' });
      });
    }
  });

  describe('together', () => {
    const readAll = (...files: readonly string[]) => readReportedCoverage(files, coverageFiles, workspace());

    it('add up what they say of the same file, and each is read once', async () => {
      await write('a.ts', source, 10);
      await write('one.info', lcov('a.ts', 'DA:1,1', 'DA:2,0') + lcov('a.ts', 'DA:1,1', 'DA:2,0'));
      await write('two.info', lcov('a.ts', 'DA:1,0', 'DA:2,3'));
      const { byFile, sources } = await readAll('one.info', 'two.info', 'one.info');
      assert.deepEqual(byFile.get('a.ts')?.statementHits, [2, 3]);
      assert.deepEqual(
        sources.map(({ path: file }) => file),
        ['one.info', 'two.info'],
      );
    });

    for (const [what, second] of [
      ['more lines', 'DA:1,1\nDA:2,0'],
      ['another line', 'DA:2,1'],
    ] as const) {
      it(`are refused when one knows ${what} than the other`, async () => {
        await write('a.ts', source, 10);
        await write('one.info', lcov('a.ts', 'DA:1,1'));
        await write('two.info', lcov('a.ts', second));
        await assert.rejects(readAll('one.info', 'two.info'), {
          code: 'workspace-file-unsupported',
          message: /two\.info.*a\.ts/,
        });
      });
    }
  });

  it('name sources in lcov from the root, and leave nothing behind', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('agentic-qe-lcov-'));
    const text = await coverageFiles.write([aCoverage('src/a.ts', ['1 ✓', '2'])], 'lcov', workspace());
    assert.match(text, /^SF:src[\\/]a\.ts$/m);
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('agentic-qe-lcov-'));
    assert.deepEqual(after, before);
  });

  it('are written for no file, too', async () => {
    assert.equal(await coverageFiles.write([], 'lcov', workspace()), '');
    assert.equal(await coverageFiles.write([], 'istanbul', workspace()), '{}\n');
  });
});
