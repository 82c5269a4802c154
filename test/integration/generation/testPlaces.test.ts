import assert from 'node:assert/strict';
import { detectTestProject } from '../../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../../src/adapters/workspace/nodeWorkspace';
import type { TestPlan } from '../../../src/core/generation/2-planTests';
import { findTestPlace } from '../../../src/core/generation/findTestPlace';
import { TemporaryFiles } from '../../../src/core/generation/temporaryFiles';
import { verifies } from '../../requirements';
import { memoryRunStore } from '../../support/generationFakes';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { setUpTestRunners, type TestRunnerSetup } from '../../support/testRunners';

describe('findTestPlace', () => {
  let runners: TestRunnerSetup;
  let project: ProjectCopy;
  before(async () => {
    runners = await setUpTestRunners();
  });
  after(() => runners.remove());
  afterEach(() => project.remove());

  /** Where tests of the source are to go when they were planned at the given file. */
  async function placeFor(source: string, planned: string): Promise<string> {
    const workspace = createNodeWorkspace(project.folder);
    const detected = await detectTestProject(workspace, source);
    assert.equal(detected.choosesTestPlaces, true);
    const context = {
      runId: 'abcdef-1',
      runner: runners.runner(detected.framework, workspace),
      temporaryFiles: new TemporaryFiles(workspace, memoryRunStore(), () => ({}) as never),
      timeoutMs: 50_000,
      onOutput: () => {},
      signal: new AbortController().signal,
    };
    const before = await workspace.findSourceFiles('.', 1000);
    const plan = { target: { path: source }, project: detected, testFile: planned } as unknown as TestPlan;
    try {
      return await findTestPlace(plan, context);
    } finally {
      assert.deepEqual(await workspace.findSourceFiles('.', 1000), before);
    }
  }

  it(`takes the folder and the ending that Vitest is told to look for ${verifies('RUN-1')}`, async () => {
    project = await copyProject('vitest');
    await project.write(
      'vitest.config.mjs',
      "export default { test: { globals: true, include: ['tests/**/*.spec.ts'] } };",
    );
    assert.equal(await placeFor('src/shipping.ts', 'src/shipping.test.ts'), 'tests/shipping.spec.ts');
  });

  it('leaves a test where it was planned when the runner looks there', async () => {
    project = await copyProject('vitest');
    await project.write(
      'vitest.config.mjs',
      "export default { test: { globals: true, include: ['**/*.test.ts'], exclude: ['e2e/**'] } };",
    );
    assert.equal(await placeFor('src/shipping.ts', 'src/shipping.test.ts'), 'src/shipping.test.ts');
  });

  it('takes the folder that Jest is told to look in', async () => {
    project = await copyProject('jest');
    await project.write('jest.config.json', JSON.stringify({ testMatch: ['<rootDir>/test/unit/**/*.js'] }));
    assert.equal(await placeFor('src/shipping.js', 'src/shipping.test.js'), 'test/unit/shipping.test.js');
  });

  it('says in one sentence, with what to do, that no place will do', async () => {
    project = await copyProject('vitest');
    await project.write(
      'vitest.config.mjs',
      "export default { test: { globals: true, include: ['checks/*.check.ts'] } };",
    );
    await assert.rejects(placeFor('src/shipping.ts', 'src/shipping.test.ts'), {
      code: 'test-runner-failed',
      message:
        'The test runner would not look at src/shipping.test.ts, nor at any other usual place for tests of src/shipping.ts.',
      hint: 'Let its configuration include that file, then generate again.',
    });
  });
});
