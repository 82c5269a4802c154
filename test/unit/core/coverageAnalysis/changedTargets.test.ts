import assert from 'node:assert/strict';
import { analysisScope } from '../../../../src/core/coverageAnalysis/analysisScope';
import { TestRunnerError } from '../../../../src/core/errors';
import type { LineRange } from '../../../../src/core/synthesis/moduleModel';
import { fakeWorkbench } from '../../../support/generationFakes';

/** Of files that differ, those that are to be analyzed. */
async function targets(
  changed: readonly string[],
  { named = [], hasFramework = true }: { named?: readonly string[]; hasFramework?: boolean } = {},
): Promise<readonly string[]> {
  const line: LineRange = { startLine: 1, endLine: 1 };
  const { workbench } = fakeWorkbench({}, { tests: {} }, { testFiles: ['src/check.ts'] });
  const byFile = new Map(changed.map((file) => [file, [line]]));
  const scope = await analysisScope(
    { targets: named.map((path) => ({ path })), changedSince: 'main' },
    {
      ...workbench,
      history: { ...workbench.history, changedLines: async (base) => ({ baseCommit: `of ${base}`, byFile }) },
      ...(!hasFramework && {
        detectProject: async () => {
          throw new TestRunnerError('test-runner-unknown', 'There is no framework.');
        },
      }),
    },
    new AbortController().signal,
  );
  assert.equal(scope.changed?.baseCommit, 'of main');
  return scope.targets;
}

describe('targets of what has changed', () => {
  it('are source files, in alphabetical order', async () => {
    assert.deepEqual(await targets(['src/b.ts', 'lib/a.ts', 'src/deep/c.ts']), [
      'lib/a.ts',
      'src/b.ts',
      'src/deep/c.ts',
    ]);
  });

  it('are no tests, settings of tools, build output or other files', async () => {
    const others = [
      ...['src/a.test.ts', 'src/a.spec.ts', 'src/check.ts', 'test/support.ts', 'src/__tests__/a.ts'],
      ...['vitest.config.ts', '.eslintrc.ts', '.storybook/main.ts', 'dist/a.ts', 'README.md'],
      ...['node_modules/p/index.ts', 'packages/a/coverage/sorter.ts'],
    ];
    assert.deepEqual(await targets([...others, 'src/latest.ts', 'src/testing/a.ts']), [
      'src/latest.ts',
      'src/testing/a.ts',
    ]);
  });

  it('are there without a test framework, too: whoever measures them says what is missing', async () => {
    assert.deepEqual(await targets(['src/a.ts'], { hasFramework: false }), ['src/a.ts']);
  });

  it('are those that were named, if any were, and none twice', async () => {
    assert.deepEqual(await targets(['src/a.ts'], { named: ['src/b.ts', 'src/b.ts'] }), ['src/b.ts']);
  });
});
