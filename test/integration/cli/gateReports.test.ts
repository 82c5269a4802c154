import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { readXml } from '../../support/xmlReader';

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
it('takes <off> | & "10" %', () => { expect(discount(1000, 10)).toBe(900); });
`;
/** A Saturday everywhere but in America. */
const flakyTest = `import { expect, it } from 'vitest';
import './discount';
it('knows a Saturday', () => { expect(new Date('2024-06-01T02:00:00Z').getDay()).toBe(6); });
`;

/** The built product from the command line, over a real repository and the frameworks' own processes. */
describe('agentic-qe gate, what changed and reports', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  const git = (...args: readonly string[]): void => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
    execFileSync('git', [...identity, '-c', 'commit.gpgsign=false', ...args], { cwd: project.folder });
  };

  /** One commit on `main`; what comes after it differs. */
  beforeEach(async () => {
    project = await copyProject('vitest');
    await project.write('src/discount.ts', discount);
    await project.write('src/discount.test.ts', discountTest);
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'base');
  });
  afterEach(() => project.remove());

  const policy = (qualityGate: object): Promise<void> =>
    project.write('agentic-qe.json', JSON.stringify({ qualityGate }));
  const gate = (...args: readonly string[]) =>
    startCli(['gate', '--workspace', project.folder, ...args], storage()).result;

  it(`judges what differs from a branch by the policy of the workspace, and writes a report in each form ${verifies('GATE-5', 'GATE-6', 'CLI-1')}`, async () => {
    await project.write('src/discount.ts', discount + half);
    await policy({
      statementCoverage: 0,
      branchCoverage: 0,
      changedCoverage: 90,
      mutationScore: 90,
      flakiness: 0,
      flakinessRuns: 2,
      monthlySpend: 1,
    });
    const folder = path.join(storage(), 'reports');
    await mkdir(folder);
    const file = (ending: string): string => path.join(folder, `gate.${ending}`);
    const reports = ['xml', 'sarif', 'md', 'json'].flatMap((ending) => ['--report', file(ending)]);
    const { exitCode, stdout, stderr } = await gate('--changed', 'main', ...reports);
    assert.equal(exitCode, 1, stderr);
    assert.doesNotMatch(stdout, /shipping/);
    assert.match(stdout, /^✗ Coverage of changed lines failed: 0 of 1 statements that were changed since /m);
    assert.match(stdout, /^ {4}– src\/discount\.ts:7 · /m);
    assert.match(stdout, /^✗ Mutation score failed: Tests notice \d+ of \d+ mutants /m);
    assert.match(stdout, /^ {4}– src\/discount\.ts:7 · No test fails when `cents \/ 2` becomes /m);
    assert.match(stdout, /^✓ Flakiness passed: 0 of 1 test ended differently in 2 runs /m);
    assert.match(stdout, /^✓ Spend of this month passed: \$0\.00 were spent; at most \$1\.00 is allowed\.$/m);
    assert.deepEqual((await readdir(folder)).length, 4);

    const json = JSON.parse(await readFile(file('json'), 'utf8'));
    assert.deepEqual([json.schemaVersion, json.verdict, json.rules.length], [1, 'failed', 7]);
    const suite = readXml(await readFile(file('xml'), 'utf8')).children[0];
    assert.deepEqual([suite?.attributes.tests, suite?.attributes.failures], ['7', '2']);
    const [run] = JSON.parse(await readFile(file('sarif'), 'utf8')).runs;
    const [result] = run.results;
    assert.equal(result.ruleId, 'changed-coverage');
    assert.deepEqual(result.locations[0].physicalLocation, {
      artifactLocation: { uri: 'src/discount.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7, endLine: 7 },
    });
    assert.match(
      await readFile(file('md'), 'utf8'),
      /^\| ❌ \| Mutation score \| \d+\.\d % \| at least 90 % \|$/m,
    );
  });

  it(`finds a test that depends on the time zone, and names it ${verifies('GATE-6')}`, async () => {
    await project.write('src/flaky.test.ts', flakyTest);
    await policy({ passRate: 0, branchCoverage: 0, flakiness: 0 });
    const { exitCode, stdout, stderr } = await gate('src/discount.ts');
    assert.equal(exitCode, 1, stderr);
    assert.match(
      stdout,
      /^✗ Flakiness failed: 1 of 2 tests ended differently in 3 runs \(50\.0 %\); at most 0 % is allowed\.$/m,
    );
    assert.match(
      stdout,
      /^ {4}– src\/flaky\.test\.ts · "knows a Saturday" is flaky \(passed, passed, failed\): /m,
    );
  });

  it(`passes a change that touches no source file ${verifies('CLI-1')}`, async () => {
    await policy({ changedCoverage: 100 });
    const { exitCode, stdout, stderr } = await gate('--changed', 'main');
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /^✓ Coverage of changed lines passed: No source file differs/m);
  });

  it(`is open when a threshold for changed lines is set and no branch is named ${verifies('GATE-1')}`, async () => {
    await policy({ statementCoverage: 0, branchCoverage: 0, changedCoverage: 0 });
    const { exitCode, stdout, stderr } = await gate('src/discount.ts');
    assert.equal(exitCode, 1, stderr);
    assert.match(
      stdout,
      /^\? Coverage of changed lines is inconclusive: Not known: no base branch was named/m,
    );
  });

  it('says that a report was not written when there is no verdict', async () => {
    const file = path.join(storage(), 'gate.json');
    const { exitCode, stderr } = await gate('--changed', 'no-such-branch', '--report', file);
    assert.equal(exitCode, 4, stderr);
    assert.match(stderr, /^Error: .*no-such-branch/m);
    assert.match(stderr, /^Note: There is no verdict, and .*gate\.json was not written\.$/m);
    assert.deepEqual((await readdir(storage())).includes('gate.json'), false);
  });

  for (const [title, args, message] of [
    [
      'a report in a folder that is not there',
      ['src/discount.ts', '--report', 'nowhere/gate.xml'],
      /nowhere for --report does not exist\. Create it first\./,
    ],
    [
      'a report in a form that there is not',
      ['src/discount.ts', '--report', 'gate.html'],
      /\.xml, \.sarif, \.md, \.json, and gate\.html does not/,
    ],
    [
      'neither files nor a branch',
      [],
      /Name source files, or with --changed the branch from which they differ\./,
    ],
  ] as const) {
    it(`refuses ${title}, before anything runs ${verifies('CLI-1')}`, async () => {
      const { exitCode, stdout, stderr } = await gate(...args);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /Agent/);
    });
  }
});
