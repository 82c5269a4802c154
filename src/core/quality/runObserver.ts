import type { CompletedRun } from '../generation/runResults';
import type { TestProject } from '../testing/testProject';
import type { TestRunner, TestRunRequest } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';

/** Test files that came to an end together. */
export interface TestSuite {
  readonly project: TestProject;
  readonly files: readonly WorkspacePath[];
}

/** Looks on while test runners are at work, and knows afterwards which tests of the project ran and how. */
export class RunObserver {
  private readonly runs: { readonly suite: TestSuite; readonly result: CompletedRun }[] = [];

  /** @param beforeRun called with each request before its files are executed */
  constructor(private readonly beforeRun: (request: TestRunRequest) => Promise<void>) {}

  /** The same runner, observed. */
  observe(runner: TestRunner): TestRunner {
    return {
      framework: runner.framework,
      assertInstalled: (project) => runner.assertInstalled(project),
      run: async (request, signal) => {
        await this.beforeRun(request);
        const result = await runner.run(request, signal);
        if (result.status === 'completed') this.add(request, result);
        return result;
      },
    };
  }

  /** Each test file of the project in one of them: the last that it ran in. */
  get suites(): readonly TestSuite[] {
    return this.lastRuns.map(({ suite }) => suite);
  }

  /** Tests that failed when their file ran last. */
  get failedTests(): CompletedRun['tests'] {
    return this.lastRuns.flatMap(({ suite, result }) =>
      result.tests.filter(({ file, status }) => status === 'failed' && suite.files.includes(file)),
    );
  }

  /** Test files that could not be loaded when they ran last. */
  get brokenFiles(): CompletedRun['brokenFiles'] {
    return this.lastRuns.flatMap(({ suite, result }) =>
      result.brokenFiles.filter(({ file }) => suite.files.includes(file)),
    );
  }

  private get lastRuns(): typeof this.runs {
    const seen = new Set<WorkspacePath>();
    const last: typeof this.runs = [];
    for (const { suite, result } of this.runs.toReversed()) {
      const files = suite.files.filter((file) => !seen.has(file));
      for (const file of files) seen.add(file);
      if (files.length > 0) last.unshift({ suite: { ...suite, files }, result });
    }
    return last;
  }

  /** Files of somebody's own making, which are gone by now, are left out. */
  private add({ project, files }: TestRunRequest, result: CompletedRun): void {
    const own = files.filter((file) => project.testFiles.includes(file));
    this.runs.push({ suite: { project, files: own }, result });
  }
}
