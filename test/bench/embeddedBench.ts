import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyRealProject, filesIn } from '../tools/realPackages';
import type { BenchRow } from './benchRow';
import { goalRows } from './embedded/goalRows';
import { type Measurement, measurePackage } from './embedded/measurePackage';
import { installPublicPackages, type PublicPackage, publicPackages } from './embedded/publicPackages';
import { type Coverage, installReferee, measureFloor } from './embedded/referee';
import { renderResult } from './embedded/resultTable';
import { figuresOf, type PackageSummary } from './embedded/summary';

export interface EmbeddedOptions {
  /** No mutants, the recorded floor, one run of the referee instead of five. */
  readonly isQuick: boolean;
  readonly seeds: number;
  /** Name of the only package that is measured. */
  readonly only: string | undefined;
  /** File for everything that was measured, as JSON. */
  readonly output: string | undefined;
  /** Folder for the tests of each package and seed, what the product printed and what is left uncovered. */
  readonly keep: string | undefined;
}

/** The embedded engine on the public set, by the owner's referee. The table goes to stdout, the goals are the rows. */
export async function embeddedBench(options: EmbeddedOptions): Promise<readonly BenchRow[]> {
  const { isQuick, only, output, seeds } = options;
  if (!Number.isInteger(seeds) || seeds < 1) throw new Error('--seeds needs a whole number from 1.');
  const subjects = publicPackages.filter(({ name }) => only === undefined || name === only);
  if (subjects.length === 0)
    throw new Error(
      `No such package: ${only}. There are: ${publicPackages.map(({ name }) => name).join(', ')}`,
    );
  const installation = await installPublicPackages();
  const referee = await installReferee();
  const summaries: PackageSummary[] = [];
  for (const subject of subjects) {
    const measured = isQuick ? undefined : await floorOf(subject, { installation, referee });
    const measurements = await measureSeeds(subject, { installation, referee, ...options });
    const floor = measured ?? subject.recordedFloor;
    summaries.push({ subject, floor, isFloorMeasured: measured !== undefined, measurements });
    if (output !== undefined)
      await writeFile(output, `${JSON.stringify(summaries.map(toJson), undefined, 2)}\n`);
  }
  console.log(`${renderResult(summaries)}\n`);
  return goalRows(summaries, isQuick);
}

interface Installations {
  readonly installation: string;
  readonly referee: string;
}

async function floorOf(
  subject: PublicPackage,
  { installation, referee }: Installations,
): Promise<Coverage | undefined> {
  console.error(`${subject.name}: measuring the floor …`);
  const copy = await copyRealProject(installation, subject);
  try {
    await copy.removeSuite();
    const sources = (await filesIn(copy.folder)).filter((file) => subject.isSource(file));
    return await measureFloor(referee, subject, { folder: copy.folder, sources });
  } finally {
    await copy.remove();
  }
}

async function measureSeeds(
  subject: PublicPackage,
  { installation, referee, seeds, isQuick, keep }: Installations & EmbeddedOptions,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    console.error(`${subject.name}, seed ${seed}: writing tests …`);
    const folder = keep === undefined ? undefined : path.resolve(keep, `${subject.name}-${seed}`);
    const measurement = await measurePackage(subject, { installation, referee, seed, isQuick, keep: folder });
    measurements.push(measurement);
    report(measurement);
  }
  return measurements;
}

/** What the table does not say. */
function report({ exitCode, isTimedOut, referee, shuffled, mutation, strayFiles }: Measurement): void {
  const { statements, branches, tests, passed, crashes } = referee;
  console.error(
    `  ${statements} % of statements, ${branches} % of branches, ${passed} of ${tests} tests pass`,
  );
  if (isTimedOut) console.error('  Stopped at the time limit.');
  if (exitCode !== 0) console.error(`  The product ended with exit code ${exitCode}.`);
  if (crashes > 0) console.error(`  ${crashes} runs of a test file ended without a result.`);
  for (const failure of shuffled.failures) console.error(`  In random order: ${failure}`);
  if (strayFiles.length > 0) console.error(`  Also made: ${strayFiles.join(', ')}`);
  if (mutation?.trouble) console.error(`  No mutation score:\n${mutation.trouble}`);
}

function toJson({ subject, floor, isFloorMeasured, measurements }: PackageSummary): object {
  const seeds = measurements.map((measurement) => ({ ...measurement, figures: figuresOf(measurement) }));
  return { package: subject.name, floor, isFloorMeasured, seeds };
}
