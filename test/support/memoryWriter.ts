// A process of its own for the tests of the memory: stores, replaces and deletes without pause, says what was acknowledged, and
// ends when its input ends.

import { createSqlJsMemoryStore } from '../../src/adapters/storage/sqlJsMemoryStore';
import { systemClock } from '../../src/base/clock';
import { silentLogger } from '../../src/base/logger';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { isDeletedAgain, writtenBy, writtenOptions, writtenValue } from './memoryWriting';
import { sqlWasmPath } from './sqlWasmPath';

const [folder = '', prefix = '', callers = '1', compactAfterWrites = '5000'] = process.argv.slice(2);
const memory = new SwarmMemoryManager({
  store: createSqlJsMemoryStore({
    folder,
    wasmPath: sqlWasmPath,
    logger: silentLogger,
    compactAfterWrites: Number(compactAfterWrites),
  }),
  clock: systemClock,
  logger: silentLogger,
});
let isEnding = false;

/** What is in the pipe before a kill is read after it. */
function acknowledge(what: string): Promise<unknown> {
  return new Promise((resolve) => process.stdout.write(`${what}\n`, resolve));
}

async function keepWriting(caller: string): Promise<void> {
  for (let count = 0; !isEnding; count++) {
    const key = `${caller}-${count}`;
    await memory.store(key, writtenValue(count), writtenOptions);
    await acknowledge(`stored ${key}`);
    await memory.store(caller, writtenValue(count), writtenOptions);
    await acknowledge(`counted ${caller} ${count}`);
    await memory.store('shared', writtenValue(count), writtenOptions);
    if (!isDeletedAgain(count)) continue;
    await memory.delete(key, { partition: writtenOptions.partition, accessor: writtenBy });
    await acknowledge(`deleted ${key}`);
  }
}

async function main(): Promise<void> {
  process.stdin.on('end', () => {
    isEnding = true;
  });
  process.stdin.resume();
  await memory.initialize();
  await Promise.all(Array.from({ length: Number(callers) }, (_, index) => keepWriting(`${prefix}.${index}`)));
  await memory.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
