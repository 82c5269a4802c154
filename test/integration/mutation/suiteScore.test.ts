import assert from 'node:assert/strict';
import { measureSuiteScore } from '../../../src/core/mutation/measureSuiteScore';
import type { SuiteScore } from '../../../src/core/quality/suiteScore';
import { memoryRunStore } from '../../support/generationFakes';
import { type MutationSetup, nameOf, setUpMutation } from '../../support/killTrial';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';

describe('suite score', () => {
  let setup: MutationSetup;
  let project: ProjectCopy;

  before(async () => {
    setup = await setUpMutation();
  });
  after(() => setup.remove());
  beforeEach(async () => {
    project = await copyProject('vitest');
    await project.write(
      'src/grade.ts',
      `export function grade(points: number): string {\n  return points >= 50 ? 'pass' : 'fail';\n}\n`,
    );
  });
  afterEach(() => project.remove());

  const store = memoryRunStore();
  const score = (sourceFile: string): Promise<SuiteScore> =>
    measureSuiteScore(
      { runStore: store, processId: process.pid, clock: { now: () => 1 } },
      {
        runId: 'abcdef-1',
        sourceFile,
        workbench: setup.workbench(project),
        settings: { enabled: true, maxMutants: 400, muted: [] },
        timeoutMs: 60_000,
        onOutput: () => {},
        signal: new AbortController().signal,
      },
    );

  const test = (imports: string, body: string): string =>
    `import { expect, it } from 'vitest';\n${imports}\nit('passes', () => {\n  ${body}\n});\n`;

  it('is what the tests of all files notice together, with the mutants that nobody notices', async () => {
    await project.write(
      'src/grade.test.ts',
      test(`import { grade } from './grade';`, `expect(grade(50)).toBe('pass');`),
    );
    await project.write(
      'tsconfig.json',
      `{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } } // all`,
    );
    await project.write(
      'vitest.config.ts',
      `import { fileURLToPath } from 'node:url';\nexport default { resolve: { alias: { '@app': fileURLToPath(new URL('./src', import.meta.url)) } } };`,
    );
    await project.write(
      'test/grade.test.ts',
      test(`import { grade } from '@app/grade';`, `expect(grade(0)).toBe('fail');`),
    );
    const before = await project.snapshot();
    const result = await score('src/grade.ts');
    assert.ok(result.status === 'measured', JSON.stringify(result));
    assert.deepEqual(result.score, { killed: 7, mutants: 7 });
    assert.deepEqual(result.unmeasuredTests, []);
    assert.deepEqual(await project.snapshot(), before);
    assert.equal(store.saved.at(-1)?.state, 'finished');
    assert.equal(store.saved[0]?.temporaryFiles.length, 1);
  });

  it('names what survives, and tests that reach the source by way of another module', async () => {
    await project.write(
      'src/grade.test.ts',
      test(`import { grade } from './grade';`, `expect(grade(50)).toBe('pass');`),
    );
    await project.write('src/report.ts', `export { grade as report } from './grade';\n`);
    await project.write(
      'src/report.test.ts',
      test(`import { report } from './report';`, `expect(report(0)).toBe('fail');`),
    );
    const result = await score('src/grade.ts');
    assert.ok(result.status === 'measured', JSON.stringify(result));
    assert.deepEqual(result.survivors.map(nameOf), [
      'ConditionalExpression: points >= 50 → true',
      `StringLiteral: 'fail' → ""`,
    ]);
    assert.deepEqual(result.score, { killed: 5, mutants: 7 });
    assert.deepEqual(
      result.unmeasuredTests.map(({ reason }) => reason),
      ['It reaches src/grade.ts by way of ./report, if at all.'],
    );
  });

  it('is nothing for a source without tests, and unknown where no test can be measured', async () => {
    const none = await score('src/grade.ts');
    assert.deepEqual(none.status === 'measured' && none.score, { killed: 0, mutants: 7 });
    await project.write(
      'src/grade.test.ts',
      `import { expect, it } from 'vitest';\nimport { grade } from './grade';\nit.each([1])('passes', (a) => {\n  expect(grade(a)).toBe('fail');\n});\n`,
    );
    const unknown = await score('src/grade.ts');
    assert.equal(unknown.status, 'unavailable', JSON.stringify(unknown));
  });
});
