import { appendFile, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { copyRealProject, filesIn } from '../../tools/realPackages';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { makeTemporaryDirectory, removeDirectory } from '../../tools/temporaryDirectory';
import type { BenchPackage } from './benchPackage';
import { type ChildRun, runChild } from './childRun';
import { collectTests } from './collectTests';

/** What a package may take at most. */
export const packageTimeLimitSeconds = 600;
/** After the time that the product is told, it still judges what it has written. */
const wrapUpSeconds = 60;

export interface Generated {
  readonly run: ChildRun;
  /** Relative to the folder that they were put into. */
  readonly testFiles: readonly string[];
  /** In the workspace, the home and the temporary folder, which the product should not have left. */
  readonly strayFiles: readonly string[];
}

/**
 * Lets the product write tests for a package as a user would, and puts them into `testsFolder`. There is no setting for a seed: it
 * is a hash of the source, so that a comment at its end makes another; seed 1 is the source as published.
 */
export async function generateWithProduct(
  installation: string,
  subject: BenchPackage,
  {
    seed,
    testsFolder,
    timeLimitSeconds = packageTimeLimitSeconds,
  }: {
    readonly seed: number;
    readonly testsFolder: string;
    readonly timeLimitSeconds?: number | undefined;
  },
): Promise<Generated> {
  const copy = await copyRealProject(installation, subject);
  const home = await makeTemporaryDirectory('bench-home');
  try {
    await copy.removeSuite();
    const outside = ['user', 'temporary'].map((name) => path.join(home, name));
    const [user = '', temporary = ''] = outside;
    for (const folder of outside) await mkdir(folder);
    const before = await filesIn(copy.folder);
    const sources = before.filter((file) => subject.isSource(file));
    if (seed > 1)
      for (const file of sources) await appendFile(path.join(copy.folder, file), `\n// Seed ${seed}.\n`);
    const run = await runChild(
      [
        path.join(repositoryRoot, 'dist', 'cli.js'),
        'generate',
        ...sources,
        ...['--workspace', copy.folder, '--model', 'embedded'],
        ...['--time', String(timeLimitSeconds - wrapUpSeconds)],
      ],
      {
        cwd: copy.folder,
        timeLimitMs: timeLimitSeconds * 1000,
        environment: {
          AGENTIC_QE_HOME: home,
          HOME: user,
          TMPDIR: temporary,
          TMP: temporary,
          TEMP: temporary,
        },
        isOffline: true,
      },
    );
    const added = (await filesIn(copy.folder)).filter((file) => !before.includes(file));
    const { testFiles, others } = await collectTests(copy.folder, added, testsFolder);
    const left = (await Promise.all(outside.map((folder) => readdir(folder)))).flat();
    return { run, testFiles, strayFiles: [...others, ...left] };
  } finally {
    await copy.remove();
    await removeDirectory(home);
  }
}
