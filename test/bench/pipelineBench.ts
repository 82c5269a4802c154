import { installRealPackages } from '../tools/realPackages';
import { realProjects } from '../tools/realProjects';
import { type BenchRow, benchRow } from './benchRow';
import { measureProject, type ProjectMeasurement } from './pipeline/measureProject';
import { startScriptedServer } from './pipeline/scriptedServer';

/**
 * The whole product on real packages whose suites were taken away: with the embedded engine alone, and with a scripted model over
 * HTTP beside it. What is kept must pass five runs of ours out of five in the package's own runner, without the product.
 */
export async function pipelineBench(): Promise<readonly BenchRow[]> {
  const installation = await installRealPackages();
  const server = await startScriptedServer();
  try {
    return [
      ...(await measure(installation, 'embedded', undefined)),
      ...(await measure(installation, 'scripted', server.url)),
    ];
  } finally {
    await server.stop();
  }
}

async function measure(
  installation: string,
  source: string,
  modelUrl: string | undefined,
): Promise<readonly BenchRow[]> {
  const measurements: ProjectMeasurement[] = [];
  const rows: BenchRow[] = [];
  for (const project of realProjects) {
    const measurement = await measureProject(installation, project, modelUrl);
    measurements.push(measurement);
    report(project.name, source, measurement);
    const seconds = Math.round(measurement.summary.durationMs / 100) / 10;
    const label = `${source}, ${project.name} (${measurement.summary.kept} kept)`;
    rows.push(benchRow('pipeline', `${label}: wall time`, seconds, 's'));
  }
  return [...rows, ...totalsOf(source, measurements)];
}

function totalsOf(source: string, measurements: readonly ProjectMeasurement[]): readonly BenchRow[] {
  const sum = (count: (measurement: ProjectMeasurement) => number): number =>
    measurements.reduce((total, measurement) => total + count(measurement), 0);
  const kept = sum(({ summary }) => summary.kept);
  const candidates = sum(({ summary }) => summary.receipts.length);
  const costMicroUsd = sum(({ summary: { costMicroUsd: cost } }) =>
    cost.provenance === 'unavailable' ? Number.NaN : cost.value,
  );
  const durationMs = sum(({ summary }) => summary.durationMs);
  const row = (name: string, ...rest: [number, string, ('at most' | 'at least')?, number?]): BenchRow =>
    benchRow('pipeline', `${source}, all: ${name}`, ...rest);
  return [
    row('tests kept', kept, ''),
    row('acceptance rate', percent(kept, candidates), '%'),
    row('cost of a kept test', Math.round(costMicroUsd / kept), 'µ$'),
    row('wall time of a kept test', Math.round(durationMs / kept / 100) / 10, 's'),
    row(
      'kept tests that passed 5 of 5 runs of ours',
      percent(
        sum(({ stable }) => stable),
        kept,
      ),
      '%',
      'at least',
      100,
    ),
    row(
      'other files that differ',
      sum(({ otherChanges }) => otherChanges.length),
      '',
      'at most',
      0,
    ),
    row(
      'tests of own suites lost',
      sum(({ suiteLosses }) => suiteLosses),
      '',
      'at most',
      0,
    ),
  ];
}

function report(
  name: string,
  source: string,
  { summary, stable, otherChanges, suiteLosses, trouble }: ProjectMeasurement,
): void {
  const dropped = new Map<string, number>();
  for (const { verdict } of summary.receipts) {
    const reason = verdict.status === 'dropped' ? verdict.reason : verdict.status;
    dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
  }
  const counts = [...dropped].map(([reason, count]) => `${reason} ${count}`).join(', ');
  console.error(`${source}, ${name}: ${counts}`);
  if (stable !== summary.kept) console.error(`  Only ${stable} passed every run of ours.`);
  if (otherChanges.length > 0) console.error(`  Also changed: ${otherChanges.join(', ')}`);
  if (suiteLosses > 0) console.error(`  ${suiteLosses} tests of its own suite are lost.`);
  if (trouble !== '') console.error(trouble);
}

function percent(part: number, whole: number): number {
  return Math.round((1000 * part) / whole) / 10;
}
