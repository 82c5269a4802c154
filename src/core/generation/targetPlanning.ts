import type { LineRange } from '../synthesis/moduleModel';
import type { TestFrameworkId, TestProject } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { folderOf } from '../testing/workspacePath';
import { inspectTarget } from './1-inspectTarget';
import { planTests, type TestPlan } from './2-planTests';
import { findTestPlace } from './findTestPlace';
import type { GenerationTarget } from './generateTestsRequest';
import type { RunContext } from './runContext';
import type { Workbench } from './workbench';

/** The first two stages for one target after the other. */
export class TargetPlanning {
  /** Folders, each with the ending of test files in it at which the runner looks. */
  private readonly knownPlaces = new Set<string>();

  constructor(
    private readonly workbench: Workbench,
    /** Undefined: as detected. */
    private readonly framework: TestFrameworkId | undefined,
    private readonly contextFor: (project: TestProject) => RunContext,
  ) {}

  /** @throws what `inspectTarget`, `planTests` and `findTestPlace` do */
  async plan(target: GenerationTarget, changedLines: readonly LineRange[] | undefined): Promise<TestPlan> {
    const inspected = await inspectTarget(target, this.framework, this.workbench);
    const plan = await planTests(inspected, this.workbench, { changedLines });
    if (!plan.project.choosesTestPlaces || this.knownPlaces.has(kindOf(plan.testFile))) return plan;
    const place = await findTestPlace(plan, this.contextFor(plan.project));
    this.knownPlaces.add(kindOf(place));
    return place === plan.testFile
      ? plan
      : await planTests(inspected, this.workbench, { changedLines, place });
  }
}

/** `src/lib/*.test.ts`: a runner that looks at one file of the kind looks at the others. */
function kindOf(testFile: WorkspacePath): string {
  return `${folderOf(testFile)}/*${/(?:[._-](?:test|spec))?\.\w+$/.exec(testFile)?.[0] ?? ''}`;
}
