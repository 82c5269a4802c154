import type { CompletedRun } from '../generation/runResults';
import type { WorkspacePath } from '../testing/workspace';
import type { TestTally } from './coverageAnalysis';

/** Counts how tests ended; a test file that was run twice counts once, as it ended last. */
export class TestCount {
  private readonly byFile = new Map<WorkspacePath, TestTally>();

  add(files: readonly WorkspacePath[], run: CompletedRun): void {
    for (const file of files) {
      const outcomes = run.tests.filter((test) => test.file === file);
      const count = (status: string): number => outcomes.filter((test) => test.status === status).length;
      this.byFile.set(file, {
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        brokenFiles: run.brokenFiles.some((broken) => broken.file === file) ? 1 : 0,
      });
    }
  }

  /** Undefined when nothing was run. */
  get tally(): TestTally | undefined {
    if (this.byFile.size === 0) return undefined;
    const sum = (count: (tally: TestTally) => number): number =>
      [...this.byFile.values()].reduce((total, tally) => total + count(tally), 0);
    return {
      passed: sum(({ passed }) => passed),
      failed: sum(({ failed }) => failed),
      skipped: sum(({ skipped }) => skipped),
      brokenFiles: sum(({ brokenFiles }) => brokenFiles),
    };
  }
}
