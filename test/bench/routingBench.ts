import assert from 'node:assert/strict';
import { createTypeScriptCodeMeter } from '../../src/adapters/languages/typescript/measures/typeScriptCodeMeter';
import { ComplexityAnalyzer } from '../../src/core/routing/complexityAnalyzer';
import { aRouter, specWeights } from '../support/routingBuilders';
import { aTask } from '../support/tasks';
import { type BenchRow, benchRow } from './benchRow';
import { readLabelledUnits } from './routing/labelledUnits';
import { accuracyPercent, confusionMatrix, judgeLabelledUnits } from './routing/tierAccuracy';

const lineCount = 2000;
const knownCount = 2000;
const newCount = 200;

/** What selecting a model takes, and how often the tier is the one that a person gave. */
export async function routingBench(): Promise<readonly BenchRow[]> {
  const known = await selectionTimesMs(knownCount, () => sampleText);
  // Each text is a new one, so that it has to be parsed; the rounds before have loaded and warmed the compiler.
  const unknown = await selectionTimesMs(newCount, (round) => `${sampleText}\n// round ${round}\n`);
  return [
    ...timeRows(`selection, ${lineCount} lines already analysed`, known, 1),
    ...timeRows(`selection, ${lineCount} lines with their parse`, unknown, 100),
    ...(await accuracyRows()),
  ];
}

/** The median says what it takes, the 99th percentile also what else the machine was doing. */
function timeRows(name: string, times: readonly number[], targetMs: number): readonly BenchRow[] {
  return [
    benchRow('routing', `${name}, median`, percentile(times, 0.5), 'ms'),
    benchRow('routing', `${name}, p99`, percentile(times, 0.99), 'ms', 'at most', targetMs),
  ];
}

async function accuracyRows(): Promise<readonly BenchRow[]> {
  const units = await judgeLabelledUnits();
  const heldOut = units.filter(({ half }) => half === 'held-out');
  const tuned = units.filter(({ half }) => half === 'tuned');
  const clear = heldOut.filter(({ isBorderline }) => !isBorderline);
  for (const half of [heldOut, tuned])
    console.log(describeConfusion(half[0]?.half ?? '', confusionMatrix(half)));
  return [
    benchRow(
      'routing',
      `tier, ${heldOut.length} held-out units`,
      accuracyPercent(heldOut),
      '%',
      'at least',
      95,
    ),
    benchRow('routing', `tier, ${clear.length} of them that are not borderline`, accuracyPercent(clear), '%'),
    benchRow('routing', `tier, ${tuned.length} units it was tuned on`, accuracyPercent(tuned), '%'),
  ];
}

const sampleText = readLabelledUnits()
  .filter(({ file }) => file.endsWith('.js'))
  .flatMap(({ text }) => text.split('\n'))
  .slice(0, lineCount)
  .join('\n');

async function selectionTimesMs(
  rounds: number,
  textOf: (round: number) => string,
): Promise<readonly number[]> {
  const analyzer = new ComplexityAnalyzer({ meter: createTypeScriptCodeMeter(), weights: specWeights });
  const { router } = aRouter({ analyzer });
  const times: number[] = [];
  // The first rounds are not counted: what they load stays loaded.
  for (let round = -20; round < rounds; round++) {
    const sources = [{ path: 'sample.js', text: textOf(round) }];
    const task = aTask({ id: `task-${round}`, readSources: async () => sources });
    const startedAt = performance.now();
    const { complexity } = await router.selectModel(task);
    if (round >= 0) times.push(performance.now() - startedAt);
    assert.equal(complexity?.tier, 'complex');
  }
  return times;
}

function describeConfusion(
  half: string,
  [simple, moderate, complex]: readonly (readonly number[])[],
): string {
  const row = (name: string, counts: readonly number[] = []) =>
    `  ${name.padEnd(10)}${counts.map((count) => String(count).padStart(10)).join('')}`;
  const head = `Tiers of the ${half} half: labels below, judged as   simple  moderate   complex`;
  return [head, row('simple', simple), row('moderate', moderate), row('complex', complex), ''].join('\n');
}

function percentile(times: readonly number[], fraction: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const time = sorted[Math.floor(sorted.length * fraction)] ?? Number.NaN;
  return Math.round(time * 1000) / 1000;
}
