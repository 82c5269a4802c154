import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchRow, BenchSuite } from './benchRow';
import { budgetBench } from './budgetBench';
import { bundleBench } from './bundleBench';
import { editorBench } from './editor/editorBench';
import { embeddedBench } from './embeddedBench';
import { flagChangeRow } from './flagChangeRow';
import { ledgerBench } from './ledgerBench';
import { mcpBench } from './mcpBench';
import { memoryBench } from './memoryBench';
import { packagesBench } from './packagesBench';
import { pipelineBench } from './pipelineBench';
import { routingBench } from './routingBench';
import { streamingBench } from './streamingBench';

/**
 * `npm run bench -- [NAMES] [--json FILE]`: the one door to all measurements. `embedded` takes hours and is run when it is named:
 * `npm run bench -- embedded [--quick] [--seeds N] [--only PACKAGE] [--output FILE] [--keep FOLDER]`. So is `packages`, which takes
 * most of an hour: `npm run bench -- packages [--only PACKAGE,PACKAGE] [--keep FOLDER]`.
 */
const suites: Readonly<Record<string, BenchSuite>> = {
  bundle: bundleBench,
  editor: editorBench,
  mcp: mcpBench,
  streaming: async () => [...(await streamingBench()), await flagChangeRow()],
  memory: memoryBench,
  routing: routingBench,
  ledger: ledgerBench,
  budget: budgetBench,
  pipeline: pipelineBench,
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '3' },
      only: { type: 'string' },
      output: { type: 'string' },
      keep: { type: 'string' },
    },
  });
  const known = [...Object.keys(suites), 'embedded', 'packages'];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`No such bench: ${unknown.join(', ')}. There are: ${known.join(', ')}`);
    process.exit(2);
  }
  const rows: BenchRow[] = [];
  if (positionals.includes('embedded')) {
    const { quick, seeds, only, output, keep } = values;
    rows.push(...(await embeddedBench({ isQuick: quick, seeds: Number(seeds), only, output, keep })));
  }
  if (positionals.includes('packages')) {
    const { only, keep } = values;
    rows.push(...(await packagesBench({ only, keep })));
  }
  for (const [name, suite] of Object.entries(suites)) {
    if (positionals.length === 0 || positionals.includes(name)) rows.push(...(await suite()));
  }
  console.log(`${new Date().toISOString().slice(0, 10)}, ${describeMachine()}\n`);
  for (const row of rows) console.log(formatRow(row));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, undefined, 2)}\n`);
  process.exitCode = rows.some(({ isHeld }) => isHeld === false) ? 1 : 0;
}

function describeMachine(): string {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  const memoryGiB = Math.round(os.totalmem() / 2 ** 30);
  return `${os.type()} ${os.arch()}, ${os.cpus().length} × ${cpu}, ${memoryGiB} GiB, Node ${process.version}`;
}

function formatRow({ suite, name, value, unit, target, isHeld }: BenchRow): string {
  const goal = target ? `${target.bound} ${target.value} ${unit}` : '';
  const verdict = isHeld === undefined ? '' : isHeld ? 'held' : 'NOT HELD';
  return `${suite.padEnd(9)} ${name.padEnd(52)} ${String(value).padStart(10)} ${unit.padEnd(6)} ${goal.padEnd(22)} ${verdict}`.trimEnd();
}

void main();
