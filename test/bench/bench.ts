import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchRow, BenchSuite } from './benchRow';
import { budgetBench } from './budgetBench';
import { bundleBench } from './bundleBench';
import { editorBench } from './editorBench';
import { flagChangeRow } from './flagChangeRow';
import { ledgerBench } from './ledgerBench';
import { memoryBench } from './memoryBench';
import { pipelineBench } from './pipelineBench';
import { routingBench } from './routingBench';
import { streamingBench } from './streamingBench';

/** `npm run bench -- [NAMES] [--json FILE]`: the one door to all measurements. */
const suites: Readonly<Record<string, BenchSuite>> = {
  bundle: bundleBench,
  editor: editorBench,
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
    options: { json: { type: 'string' } },
  });
  const unknown = positionals.filter((name) => !(name in suites));
  if (unknown.length > 0) {
    console.error(`No such bench: ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}`);
    process.exit(2);
  }
  const rows: BenchRow[] = [];
  for (const [name, suite] of Object.entries(suites)) {
    if (positionals.length === 0 || positionals.includes(name)) rows.push(...(await suite()));
  }
  console.log(`${describeMachine()}\n`);
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
