import assert from 'node:assert/strict';
import type { TestCandidate } from '../../../src/core/generation/candidate';
import { composeTestFile, renderTestFile } from '../../../src/core/synthesis/writing/testFileComposer';
import type { ImportLine } from '../../../src/core/testing/languageAdapter';
import type { TestFrameworkId } from '../../../src/core/testing/testProject';
import { aCandidate } from '../../support/builders';
import { copyProject } from '../../support/projectCopy';
import { runProject } from '../../support/projectRun';
import { aTestStyle } from '../../support/synthesisBuilders';
import { setUpTestRunners, type TestRunnerSetup } from '../../support/testRunners';

interface Framework {
  readonly framework: TestFrameworkId;
  readonly fixture: string;
  readonly testFile: string;
  readonly source: string;
  readonly imports: readonly ImportLine[];
  /** Of the test that fails as it is expected to; a framework without that is not asked to run it. */
  readonly expectedFailure: 'passed' | 'skipped';
}

const named = (specifier: string, ...names: string[]): ImportLine => ({ specifier, style: 'import', names });
const assertImport: ImportLine = { ...named('node:assert/strict'), defaultName: 'assert' };

const frameworks: readonly Framework[] = [
  {
    framework: 'vitest',
    fixture: 'vitest',
    testFile: 'src/forms.test.ts',
    source: 'src/shipping.ts',
    imports: [named('vitest', 'describe', 'it'), assertImport],
    expectedFailure: 'passed',
  },
  {
    framework: 'jest',
    fixture: 'jest',
    testFile: 'src/forms.test.js',
    source: 'src/shipping.js',
    imports: [{ specifier: 'node:assert/strict', style: 'require', defaultName: 'assert', names: [] }],
    expectedFailure: 'passed',
  },
  {
    framework: 'mocha',
    fixture: 'mocha',
    testFile: 'test/forms.test.js',
    source: 'src/shipping.js',
    imports: [assertImport],
    expectedFailure: 'skipped',
  },
  {
    framework: 'node-test',
    fixture: 'node-test',
    testFile: 'test/forms.test.js',
    source: 'src/shipping.js',
    imports: [named('node:test', 'describe', 'it'), assertImport],
    expectedFailure: 'skipped',
  },
];

describe('the forms in which tests are written', () => {
  let runners: TestRunnerSetup;
  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());

  for (const { framework, fixture, testFile, source, imports, expectedFailure } of frameworks)
    it(`are understood by ${framework}: a test with a limit, one that is over it, and one that is expected to fail`, async () => {
      const project = await copyProject(fixture);
      try {
        const language = testFile.endsWith('.ts') ? 'typescript' : 'javascript';
        const style = aTestStyle({ framework, language });
        const one = (id: string, ...bodyLines: string[]): TestCandidate =>
          aCandidate({ id, title: id, unit: 'forms', bodyLines, imports, isAsync: true });
        const candidates = [
          one('quick', 'assert.equal(1, 1);'),
          one('slow', 'await new Promise((resolve) => setTimeout(resolve, 3000));'),
          one('wrong', 'assert.equal(1, 2);'),
        ];
        const parts = composeTestFile(candidates, style, {
          probe: false,
          timeoutMs: 500,
          isExpectedToFail: ({ id }) => id === 'wrong',
        });
        await project.write(testFile, renderTestFile(parts, style));
        const { tests, brokenFiles } = await runProject(runners, project, { files: [testFile], source });
        assert.deepEqual(brokenFiles, []);
        const statuses = Object.fromEntries(tests.map(({ titlePath, status }) => [titlePath.at(-1), status]));
        assert.deepEqual(statuses, { quick: 'passed', slow: 'failed', wrong: expectedFailure });
        const slow = tests.find(({ titlePath }) => titlePath.at(-1) === 'slow');
        assert.match(slow?.failureMessage ?? '', /time(?:d )?out/i);
      } finally {
        await project.remove();
      }
    });
});
