import { TestRunnerError } from '../errors';
import type { WorkspacePath } from '../testing/workspace';
import type { TestPlan } from './2-planTests';
import type { RunContext } from './runContext';
import { possiblePlaces, temporaryTestFile } from './testFileLocation';

/** Of a file that stands there only to be seen. Runners report a file without tests as broken, by its name. */
const placeholder = '// Agentic QE Fleet asks the test runner which of these files it looks at.\n';

/**
 * Where the runner looks for tests of the plan's source: the planned file, if it does, else the most usual place that it does look
 * at. The runner itself is asked, because only it understands its configuration.
 * @throws TestRunnerError `test-runner-failed` when it looks at none of them
 */
export async function findTestPlace(plan: TestPlan, context: RunContext): Promise<WorkspacePath> {
  const { target, project, testFile } = plan;
  if (await firstSeen([testFile], plan, context)) return testFile;
  const others = possiblePlaces(target.path, project).filter((place) => !project.testFiles.includes(place));
  const place = await firstSeen(others, plan, context);
  if (place !== undefined) return place;
  throw new TestRunnerError(
    'test-runner-failed',
    `The test runner would not look at ${testFile}, nor at any other usual place for tests of ${target.path}.`,
    { hint: 'Let its configuration include that file, then generate again.' },
  );
}

/** Of the places, the first one at which the runner looks; where it does not come to an end, the first of all. */
async function firstSeen(
  places: readonly WorkspacePath[],
  { project }: TestPlan,
  { temporaryFiles, runner, runId, timeoutMs, onOutput, signal }: RunContext,
): Promise<WorkspacePath | undefined> {
  const files = places.map((place) => temporaryTestFile(place, runId, 'place'));
  for (const file of files) await temporaryFiles.write(file, placeholder);
  const result = await runner.run(
    { project, files, coverageOf: [], environment: {}, timeoutMs, onOutput },
    signal,
  );
  await temporaryFiles.removeAll();
  if (result.status === 'timed-out') return places[0];
  if (result.status === 'failed') return undefined;
  const seen = new Set([...result.tests, ...result.brokenFiles].map(({ file }) => file));
  return places.find((_, index) => seen.has(files[index] ?? ''));
}
