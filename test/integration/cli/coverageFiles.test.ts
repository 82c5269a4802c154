import assert from 'node:assert/strict';
import { readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { createCoverageMap } from 'istanbul-lib-coverage';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { createGitRepository, type GitRepository } from '../../support/gitRepository';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const discount = `export function discount(cents: number, percent: number): number {
  if (percent < 0) throw new RangeError('percent');
  return (cents * (100 - percent)) / 100;
}
`;
const half = `
export function half(cents: number): number {
  return cents / 2;
}
`;
const discountTest = `import { expect, it } from 'vitest';
import { discount } from './discount';
it('takes 10 %', () => { expect(discount(1000, 10)).toBe(900); });
`;

/** The built product from the command line, over a real repository and the frameworks' own processes. */
describe('agentic-qe coverage, what changed and coverage files', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;
  let repository: GitRepository;

  /** One commit on `main`; what comes after it differs. */
  beforeEach(async () => {
    project = await copyProject('vitest');
    repository = await createGitRepository(project.folder);
    await project.write('src/discount.ts', discount);
    await project.write('src/discount.test.ts', discountTest);
    repository.commit();
  });
  afterEach(() => project.remove());

  const coverage = (...args: readonly string[]) =>
    startCli(['coverage', '--workspace', project.folder, ...args], storage()).result;
  const outputIn = (name: string): string => path.join(storage(), name);

  it(`shows what differs from a branch, and the gaps in it alone ${verifies('COV-2', 'CLI-1')}`, async () => {
    await project.write('src/discount.ts', discount + half);
    const { exitCode, stdout, stderr } = await coverage('--changed', 'main');
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stdout,
      /^Changed since [0-9a-f]{8}: Statements 0\.0 % \(0 of 1\) · branches 100\.0 % \(0 of 0\)$/m,
    );
    const gaps = stdout.match(/^ {2}– .*$/gm) ?? [];
    assert.deepEqual(gaps.length, 1, stdout);
    assert.match(
      gaps[0] ?? '',
      /^ {2}– src\/discount\.ts:7 · 1 statement of half is not executed \(line 7\)\. Risk \d/,
    );
    assert.doesNotMatch(stdout, /shipping/);
  });

  it(`says that nothing differs ${verifies('CLI-1')}`, async () => {
    const { stdout } = await coverage('--changed', 'main');
    assert.match(stdout, /^No source file differs from [0-9a-f]{8}$/m);
  });

  it(`writes lcov and the JSON of istanbul, and takes its figures from them instead of tests ${verifies('COV-1', 'CLI-1')}`, async () => {
    const shown = async (...args: readonly string[]) => {
      const { exitCode, stdout, stderr } = await coverage('--format', 'json', ...args, 'src/discount.ts');
      assert.equal(exitCode, 0, stderr);
      return JSON.parse(stdout).result;
    };
    const measured = await shown();
    assert.equal(measured.tests.passed, 1);
    assert.equal(measured.files[0].sourceFile, 'src/discount.ts');

    const istanbul = await coverage('--format', 'istanbul', 'src/discount.ts');
    assert.equal(istanbul.exitCode, 0, istanbul.stderr);
    const summary = createCoverageMap(JSON.parse(istanbul.stdout)).getCoverageSummary().data;
    const { total } = measured;
    assert.deepEqual(
      [
        summary.statements.covered,
        summary.statements.total,
        summary.branches.covered,
        summary.branches.total,
      ],
      [total.coveredStatements, total.statements, total.coveredBranches, total.branches],
    );
    await project.write('coverage/coverage-final.json', istanbul.stdout);
    const lcov = await coverage('--format', 'lcov', 'src/discount.ts');
    assert.match(lcov.stdout, /^TN:\nSF:src[\\/]discount\.ts\n.*\nend_of_record\n$/s);
    await project.write('coverage/lcov.info', lcov.stdout);
    // A test that would fail shows that none is run.
    await project.write('src/discount.test.ts', discountTest.replace('900', '901'));

    const fromIstanbul = await shown('--from', 'coverage/coverage-final.json');
    assert.deepEqual(fromIstanbul.total, measured.total);
    assert.deepEqual(fromIstanbul.sources, [{ path: 'coverage/coverage-final.json', format: 'istanbul' }]);
    assert.equal(fromIstanbul.tests, undefined);
    const explained = (analysis: { gaps: readonly { explanation: string }[] }) =>
      analysis.gaps.map(({ explanation }) => explanation);
    assert.deepEqual(explained(fromIstanbul), explained(measured));

    const fromLcov = await shown('--from', 'coverage/lcov.info');
    assert.deepEqual(
      [fromLcov.total.coveredBranches, fromLcov.total.branches],
      [measured.total.coveredBranches, measured.total.branches],
    );
    const twice = await shown('--from', 'coverage/lcov.info', '--from', 'coverage/lcov.info');
    assert.deepEqual(twice.total, fromLcov.total);
  });

  it(`judges changed lines by a coverage file ${verifies('CLI-1')}`, async () => {
    await project.write('src/discount.ts', discount + half);
    await project.write('lcov.info', 'SF:src/discount.ts\nDA:2,1\nDA:3,1\nDA:7,0\nend_of_record\n');
    const { exitCode, stdout, stderr } = await coverage('--changed', 'main', '--from', 'lcov.info');
    assert.equal(exitCode, 0, stderr);
    assert.match(stdout, /^Changed since [0-9a-f]{8}: Statements 0\.0 % \(0 of 1\)/m);
    assert.match(stdout, /^No tests were run/m);
  });

  it(`writes the result to a file as a whole, in the form that is asked for ${verifies('CLI-1')}`, async () => {
    const file = outputIn('lcov.info');
    const { exitCode, stdout, stderr } = await coverage(
      '--format',
      'lcov',
      '--output',
      file,
      'src/discount.ts',
    );
    assert.deepEqual([exitCode, stdout], [0, ''], stderr);
    assert.match(await readFile(file, 'utf8'), /^TN:\nSF:src[\\/]discount\.ts\n.*\nend_of_record\n$/s);
  });

  it(`takes no figure from a file that is out of date ${verifies('COV-1')}`, async () => {
    await project.write('lcov.info', 'SF:src/discount.ts\nDA:2,1\nend_of_record\n');
    await utimes(path.join(project.folder, 'lcov.info'), 1, 1);
    const { exitCode, stdout, stderr } = await coverage('--from', 'lcov.info', 'src/discount.ts');
    assert.deepEqual([exitCode, stdout], [4, '']);
    assert.match(stderr, /lcov\.info is out of date: src\/discount\.ts was changed after it\. .*again/s);
  });

  it(`says what is wrong with a base ${verifies('CLI-1', 'ERR-1')}`, async () => {
    const { exitCode, stderr } = await coverage('--changed', 'mian');
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, /There is no branch, tag or commit mian\..*\bmain\b/s);
  });

  for (const [title, args, message] of [
    ['a form that there is not', ['--format', 'xml', 'src/discount.ts'], /'xml' is invalid.*lcov, istanbul/],
    [
      'a coverage file that is not there',
      ['--from', 'no.info', 'src/discount.ts'],
      /no\.info exists neither/,
    ],
    ['a folder', ['src'], /src is a folder\. Name files in it/],
    ['a coverage file of another place', ['--from', __filename, 'src/discount.ts'], /outside the workspace/],
    [
      'a folder that is not there',
      ['--output', 'nowhere/out.txt', 'src/discount.ts'],
      /nowhere for --output does not exist/,
    ],
    ['neither files nor a branch', ['--format', 'lcov'], /Name source files, or with --changed/],
  ] as const) {
    it(`refuses ${title}, before anything runs ${verifies('CLI-1')}`, async () => {
      const { exitCode, stdout, stderr } = await coverage(...args);
      assert.deepEqual([exitCode, stdout], [2, ''], stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /Agent/);
    });
  }
});
