import assert from 'node:assert/strict';
import { join } from 'node:path';
import { createSqlJsMemoryStore } from '../../../../src/adapters/storage/sqlJsMemoryStore';
import { silentLogger } from '../../../../src/base/logger';
import { createRandom } from '../../../../src/base/random';
import type { MemoryEntry } from '../../../../src/core/memory/memoryEntry';
import type { MemoryStore } from '../../../../src/core/memory/memoryStore';
import { verifies } from '../../../requirements';
import {
  type AcknowledgingProcess,
  expireLock,
  startAcknowledgingProcess,
} from '../../../support/acknowledgingProcess';
import { assertNothingLost, writtenOptions } from '../../../support/memoryWriting';
import { sqlWasmPath } from '../../../support/sqlWasmPath';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const killRounds = Number(process.env.AGENTIC_QE_KILL_ROUNDS ?? 15);
const writerPath = join(__dirname, '../../../support/memoryWriter.ts');

describe('a memory used by several processes', function () {
  this.timeout(60_000 + killRounds * 10_000);
  const folder = useTemporaryFolder();
  const running: AcknowledgingProcess[] = [];
  const start = (...options: readonly (string | number)[]): AcknowledgingProcess => {
    const writer = startAcknowledgingProcess(writerPath, folder(), ...options);
    running.push(writer);
    return writer;
  };
  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.splice(0).map(({ ended }) => ended));
  });

  const openStore = (): MemoryStore =>
    createSqlJsMemoryStore({ folder: folder(), wasmPath: sqlWasmPath, logger: silentLogger });
  const list = (store: MemoryStore): Promise<readonly MemoryEntry[]> =>
    store.list(writtenOptions.partition, '');
  const listAfterRestart = async (): Promise<readonly MemoryEntry[]> => {
    const store = openStore();
    const entries = await list(store);
    await store.close();
    return entries;
  };

  it('loses nothing while three write and all compact', async () => {
    const writers = ['a', 'b', 'c'].map((prefix) => start(prefix, 4, 150));
    await Promise.all(writers.map(({ waitFor }) => waitFor(600)));
    const reader = openStore();
    // What was acknowledged before the question must be in the answer, whatever is being compacted meanwhile.
    for (let question = 0; question < 20; question++) {
      const asked = writers.flatMap(({ acknowledged }) => acknowledged);
      assertNothingLost(await list(reader), asked);
    }
    await reader.close();
    for (const { child } of writers) child.stdin?.end();
    assert.deepEqual(await Promise.all(writers.map(({ ended }) => ended)), [0, 0, 0]);
    assertNothingLost(
      await listAfterRestart(),
      writers.flatMap(({ acknowledged }) => acknowledged),
    );
  });

  it(`opens whole and has everything acknowledged after kills (${killRounds} rounds) ${verifies('MEM-6.1-17')}`, async () => {
    const random = createRandom(Number(process.env.AGENTIC_QE_KILL_SEED ?? 11));
    const acknowledged: string[] = [];
    for (let round = 0; round < killRounds; round++) {
      const pair = ['a', 'b'].map((side) => start(`${round}${side}`, 4, 20));
      await Promise.all(pair.map(({ waitFor }) => waitFor(20 + random.integer(150))));
      for (const { child } of pair) child.kill('SIGKILL');
      await Promise.all(pair.map(({ ended }) => ended));
      acknowledged.push(...pair.flatMap((writer) => writer.acknowledged));
      await expireLock(join(folder(), 'memory.lock'));
    }
    const entries = await listAfterRestart();
    assertNothingLost(entries, acknowledged);
    // At most what was on its way at the moment of the kill: four callers in each of two processes.
    const stored = acknowledged.filter((line) => line.startsWith('stored')).length;
    const deleted = acknowledged.filter((line) => line.startsWith('deleted')).length;
    const counters = killRounds * 8 + 1;
    assert.ok(entries.length - counters - (stored - deleted) <= killRounds * 8);
  });
});
