import type { Clock } from '../../base/clock';
import { readExistingTests } from '../generation/existingTests';
import type { RunRecord, RunStore } from '../generation/runStore';
import { readSourceFile } from '../generation/sourceFile';
import { TemporaryFiles } from '../generation/temporaryFiles';
import { testFileLocation } from '../generation/testFileLocation';
import { testStyle } from '../generation/testStyle';
import type { SuiteScore, SuiteScoreJob } from '../quality/suiteScore';
import { KillMeter, type MutationPlan } from './killMeter';

export interface SuiteScoreDependencies {
  readonly runStore: RunStore;
  /** Of this process. */
  readonly processId: number;
  readonly clock: Clock;
}

/**
 * Runs the existing tests of a source file against its mutants. On every way out, cancellation included, no temporary file is left.
 * @throws WorkspaceError, GenerationError, TestRunnerError when the file or its tests cannot be used; AbortError
 */
export async function measureSuiteScore(
  { runStore, processId, clock }: SuiteScoreDependencies,
  job: SuiteScoreJob,
): Promise<SuiteScore> {
  const { runId, sourceFile, workbench, settings, timeoutMs, onOutput, signal } = job;
  const { workspace } = workbench;
  const source = await readSourceFile(
    sourceFile,
    { framework: job.framework, nextStep: 'start again' },
    workbench,
  );
  const { project } = source;
  const runner = workbench.runnerFor(project.framework);
  await runner.assertInstalled(project);
  const startedAtMs = clock.now();
  const recordAs = (state: RunRecord['state']): RunRecord => ({
    runId,
    workspaceRoot: workspace.rootPath,
    startedAtMs,
    ownerPid: processId,
    state,
    temporaryFiles: temporaryFiles.paths,
    newFolders: temporaryFiles.newFolders,
    changes: [],
  });
  const temporaryFiles = new TemporaryFiles(workspace, runStore, () => recordAs('running'));
  const meter = new KillMeter(
    planOf(sourceFile, source),
    { existing: await readExistingTests(source, workspace), instrumenter: workbench.mutants, settings },
    { runId, runner, temporaryFiles, timeoutMs, onOutput, signal },
  );
  try {
    const result = await meter.measure([]);
    if (result.status === 'unavailable') return { sourceFile, ...result };
    const { mutants, killedBefore, unmeasuredTests } = result;
    const [first] = unmeasuredTests;
    // None at all is a score of 0; that none can be measured says nothing of them.
    if (first && !meter.isAnyExistingMeasured) {
      const reason = `None of its tests can be measured on mutants. ${first.title}: ${first.reason}`;
      return { sourceFile, status: 'unavailable', reason };
    }
    const survivors = mutants.filter(({ id }) => !killedBefore.has(id));
    const score = { killed: mutants.length - survivors.length, mutants: mutants.length };
    return { sourceFile, status: 'measured', score, survivors, unmeasuredTests };
  } finally {
    await temporaryFiles.removeAll();
    if (temporaryFiles.wereUsed) await runStore.save(recordAs('finished'));
  }
}

/** As for new tests, of which there are none. */
function planOf(
  path: string,
  { source, project, model }: Awaited<ReturnType<typeof readSourceFile>>,
): MutationPlan {
  const testFile = testFileLocation(path, project);
  const style = testStyle({ testFile, model, project, example: source, compilerOptions: {} });
  return { target: { path }, source, project, model, focus: undefined, testFile, style };
}
