import { createHash } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { silentLogger } from '../../../src/base/logger';
import { createServices } from '../../../src/composition/createServices';
import { parseFleetConfig } from '../../../src/core/config/fleetConfig';
import type { RunSummary } from '../../../src/core/generation/runSummary';
import { environmentKeys } from '../../../src/core/providerKeys';
import { copyRealProject, filesIn, type RealProjectCopy } from '../../tools/realPackages';
import type { RealProject } from '../../tools/realProjects';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeTemporaryDirectory, removeDirectory } from '../../tools/temporaryDirectory';
import { type OwnRun, runOwn } from './ownRunner';

const ownRuns = 5;

export interface ProjectMeasurement {
  readonly summary: RunSummary;
  /** Kept tests that passed in each of five runs of ours. */
  readonly stable: number;
  /** Files that differ beside the test files that the summary names. */
  readonly otherChanges: readonly string[];
  /** Tests of the project's own suite that passed without ours and do not with them. */
  readonly suiteLosses: number;
  /** What our runs printed, where they did not go well. */
  readonly trouble: string;
}

/**
 * Takes a project's suite away, has the product write tests, and checks them without the product; then with the suite back.
 * @param modelUrl of a server that plays the model; undefined: the embedded engine alone
 */
export async function measureProject(
  installation: string,
  project: RealProject,
  modelUrl: string | undefined,
): Promise<ProjectMeasurement> {
  const copy = await copyRealProject(installation, project);
  try {
    const suiteBefore = await runSuites(installation, copy);
    await copy.removeSuite();
    const before = await hashesOf(copy.folder);
    const summary = await generate(copy, modelUrl);
    const written = summary.writtenFiles.map(({ path: file }) => file);
    const after = await hashesOf(copy.folder);
    const otherChanges = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file) && !written.includes(file),
    );
    const alone = await runRepeatedly(installation, copy, written);
    const tests = await makeRoomForSuite(copy, written);
    await copy.restoreSuite();
    const suiteAfter = await runSuites(installation, copy, tests);
    return {
      summary,
      stable: Math.min(...alone.map(({ passed, failed }) => (failed === 0 ? passed : 0))),
      otherChanges,
      suiteLosses: suiteBefore.passed + summary.kept - suiteAfter.passed + suiteAfter.failed,
      trouble: [...alone, suiteAfter]
        .flatMap(({ failed, output }) => (failed > 0 ? [output] : []))
        .join('\n'),
    };
  } finally {
    await copy.remove();
  }
}

async function generate(copy: RealProjectCopy, modelUrl: string | undefined): Promise<RunSummary> {
  const storageFolder = await makeTemporaryDirectory('bench');
  const config = parseFleetConfig({ ...settingsWith(modelUrl), nodePath: process.execPath });
  const services = createServices({
    door: 'cli',
    logger: silentLogger,
    clock: systemClock,
    config: () => config,
    isTrusted: () => true,
    timeZone: 'UTC',
    storageFolder,
    distFolder: path.join(repositoryRoot, 'dist'),
    keys: environmentKeys({ AGENTIC_QE_KEY_HOUSE: 'secret' }),
  });
  try {
    const result = await services.fleet.submit({
      type: 'generate-tests',
      workspaceRoot: copy.folder,
      targets: copy.project.targets.map((file) => ({ path: file })),
    }).result;
    if (result.status !== 'finished')
      throw new Error(result.status === 'failed' ? result.error.message : 'It was cancelled.');
    if (result.summary.type !== 'generate-tests') throw new Error(`Not a generation: ${result.summary.type}`);
    for (const { sourceFile, message } of result.summary.failures) console.error(`${sourceFile}: ${message}`);
    return result.summary;
  } finally {
    await services.close();
    await removeDirectory(storageFolder);
  }
}

/** A model at $3 and $15 per million tokens. */
function settingsWith(modelUrl: string | undefined): object {
  if (modelUrl === undefined) return {};
  const model = { name: 'scripted', provider: 'house', tier: 'complex', prices: { input: 3, output: 15 } };
  return {
    features: { multiModelRouter: true },
    generation: { confirmSpending: false },
    routing: {
      providers: { house: { baseURL: `${modelUrl}/v1` } },
      models: [{ ...model, contextWindow: 200_000, maxOutputTokens: 8000 }],
      forcedModel: 'scripted',
      costTracking: { enabled: true, budgetLimits: {} },
    },
  };
}

/** The new test files alone, each with the framework in its own package, several times. */
async function runRepeatedly(
  installation: string,
  copy: RealProjectCopy,
  written: readonly string[],
): Promise<readonly OwnRun[]> {
  const runs: OwnRun[] = [];
  for (let run = 0; run < ownRuns; run++) {
    const parts: OwnRun[] = [];
    for (const suite of copy.project.suites) {
      const files = filesBelow(suite.folder, written);
      const place = { installation, folder: path.join(copy.folder, suite.folder), files };
      if (files.length > 0) parts.push(await runOwn(copy.project.framework, place));
    }
    runs.push(sumOf(parts));
  }
  return runs;
}

async function runSuites(
  installation: string,
  copy: RealProjectCopy,
  added: readonly string[] = [],
): Promise<OwnRun> {
  const parts: OwnRun[] = [];
  for (const suite of copy.project.suites) {
    const own = suite.files(copy.suite);
    // Given no file, a framework finds those that are named as tests.
    const files = own.length > 0 ? [...own, ...filesBelow(suite.folder, added)] : [];
    parts.push(
      await runOwn(copy.project.framework, {
        installation,
        folder: path.join(copy.folder, suite.folder),
        files,
      }),
    );
  }
  return sumOf(parts);
}

/** Where a new test file has the name of one of the suite, it goes on under a name beside it. */
async function makeRoomForSuite(
  copy: RealProjectCopy,
  written: readonly string[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const file of written) {
    const isTaken = copy.suite.includes(file);
    const free = isTaken ? file.replace(/(\.test)?(\.\w+)$/, '.generated$1$2') : file;
    if (isTaken) await rename(path.join(copy.folder, file), path.join(copy.folder, free));
    names.push(free);
  }
  return names;
}

function filesBelow(folder: string, files: readonly string[]): readonly string[] {
  if (folder === '.') return files;
  return files.flatMap((file) => (file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : []));
}

function sumOf(runs: readonly OwnRun[]): OwnRun {
  return {
    passed: runs.reduce((sum, { passed }) => sum + passed, 0),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    output: runs.map(({ output }) => output).join('\n'),
  };
}

async function hashesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const file of await filesIn(folder)) {
    const bytes = await readFile(path.join(folder, file));
    hashes.set(file, createHash('sha256').update(bytes).digest('hex'));
  }
  return hashes;
}
