import { GenerationError } from '../errors';
import type { LineRange, ModuleModel } from '../synthesis/moduleModel';
import type { WorkspacePath } from '../testing/workspace';
import { folderOf } from '../testing/workspacePath';
import type { InspectedTarget } from './1-inspectTarget';
import type { TestStyle } from './candidate';
import { readCompilerOptions } from './compilerOptions';
import { assertNothingFocused } from './focusedTests';
import type { GenerationTarget } from './generateTestsRequest';
import { besideMocks, mocksModules } from './mockedTestFile';
import { testFileLocation } from './testFileLocation';
import { isWanted } from './testGaps';
import { testStyle } from './testStyle';
import type { Workbench } from './workbench';

/** What will be tested and where the tests will go. */
export interface TestPlan extends InspectedTarget {
  /** Subjects to test (`applyDiscount`, `Cart.add`); undefined: all. */
  readonly focus: readonly string[] | undefined;
  readonly testFile: WorkspacePath;
  /** Text of the test file as it is now; undefined: it will be new. */
  readonly existingTests: string | undefined;
  /** A test file whose ways are followed: the one that is there, else another one of the project. */
  readonly exampleTests: string | undefined;
  readonly style: TestStyle;
}

export interface PlanOptions {
  /** The tests have to be about units that these touch. Default: about any. */
  readonly changedLines?: readonly LineRange[] | undefined;
  /** The test file. Default: where the project's other test files suggest. */
  readonly place?: WorkspacePath;
}

/**
 * Stage 2: decides what to test and where the tests go. Executes nothing, writes nothing.
 * @throws WorkspaceError `workspace-read-only` when the test file could not be written
 * @throws TestRunnerError `test-runner-not-installed`
 * @throws GenerationError `source-nothing-exported` when the chosen or changed lines touch nothing exported, `merge-conflict` when
 * the test file, or with Mocha any of them, has a test that is to be run alone
 */
export async function planTests(
  inspected: InspectedTarget,
  workbench: Workbench,
  { changedLines, place }: PlanOptions = {},
): Promise<TestPlan> {
  const { workspace } = workbench;
  const { project, model, target } = inspected;
  const focus = focusOf(model, target, changedLines);
  if (focus?.length === 0) {
    throw new GenerationError(
      'source-nothing-exported',
      `The ${changedLines ? 'changed' : 'chosen'} lines of ${target.path} belong to no exported function or class.`,
      {
        hint: 'Place the cursor in an exported function, or generate for the whole file.',
      },
    );
  }
  const usualFile = place ?? testFileLocation(target.path, project);
  await workspace.assertWritable(folderOf(usualFile));
  await workbench.runnerFor(project.framework).assertInstalled(project);
  const usualTests = await workspace.readText(usualFile);
  const isMocked = usualTests !== undefined && mocksModules(usualTests);
  const testFile = isMocked ? besideMocks(usualFile) : usualFile;
  const existingTests = isMocked ? await workspace.readText(testFile) : usualTests;
  const exampleTests = existingTests ?? usualTests ?? (await firstText(project.testFiles, workbench));
  const compilerOptions = await readCompilerOptions(project.root, workspace);
  const style = testStyle({
    testFile,
    model,
    project,
    example: exampleTests ?? inspected.source,
    compilerOptions,
  });
  const neighbours = project.framework === 'mocha' ? project.testFiles : [];
  for (const file of new Set([testFile, ...neighbours])) {
    const text = file === testFile ? existingTests : await workspace.readText(file);
    if (text !== undefined) assertNothingFocused(file, text, { language: inspected.language, style });
  }
  return { ...inspected, focus, testFile, existingTests, exampleTests, style };
}

/** What the target asks for, as far as the changed lines touch it; undefined: everything. */
function focusOf(
  model: ModuleModel,
  { lines, units }: GenerationTarget,
  changedLines: readonly LineRange[] | undefined,
): readonly string[] | undefined {
  const isRestricted = lines !== undefined || units !== undefined;
  const asked = isRestricted
    ? [...new Set([...(lines ? subjectsIn(model, lines) : []), ...known(units ?? [], model)])]
    : undefined;
  if (!changedLines) return asked;
  const changed = [...new Set(changedLines.flatMap((range) => subjectsIn(model, range)))];
  return asked ? changed.filter((subject) => isWanted(subject, asked)) : changed;
}

/** Without names of what is exported no more, or never was. */
function known(units: readonly string[], model: ModuleModel): readonly string[] {
  const names = new Set(
    model.units.flatMap((unit) =>
      unit.kind === 'class'
        ? [unit.name, ...unit.methods.map(({ name }) => `${unit.name}.${name}`)]
        : [unit.name],
    ),
  );
  return units.filter((unit) => names.has(unit));
}

/** Names of the exported functions, and of the methods of exported classes, that touch the lines. */
export function subjectsIn(model: ModuleModel, lines: LineRange): readonly string[] {
  const touches = (range: LineRange): boolean =>
    range.startLine <= lines.endLine && range.endLine >= lines.startLine;
  return model.units
    .filter((unit) => touches(unit.range))
    .flatMap((unit) => {
      if (unit.kind === 'function') return [unit.name];
      const methods = unit.methods
        .filter((method) => touches(method.range))
        .map((method) => `${unit.name}.${method.name}`);
      return methods.length > 0 ? methods : [unit.name];
    });
}

/**
 * Two sources that share a test file would overwrite each other's judgement.
 * @throws GenerationError `merge-conflict`
 */
export function assertOwnTestFile(plan: TestPlan, others: readonly TestPlan[]): void {
  const owner = others.find(({ testFile }) => testFile === plan.testFile);
  if (!owner) return;
  const message = `The tests of ${plan.target.path} and ${owner.target.path} belong in the same file, ${plan.testFile}.`;
  throw new GenerationError('merge-conflict', message, { hint: 'Generate for one after the other.' });
}

/** `src/cart.ts → src/cart.test.ts (merged), …` for the user. */
export function describePlans(plans: readonly TestPlan[]): string {
  return plans
    .map(
      ({ target, testFile, existingTests }) =>
        `${target.path} → ${testFile}${existingTests ? ' (merged)' : ''}`,
    )
    .join(', ');
}

async function firstText(
  files: readonly WorkspacePath[],
  { workspace }: Workbench,
): Promise<string | undefined> {
  const [first] = files;
  return first === undefined ? undefined : await workspace.readText(first);
}
