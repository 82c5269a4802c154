import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSqlJsMemoryStore } from '../../src/adapters/storage/sqlJsMemoryStore';
import { silentLogger } from '../../src/base/logger';
import { systemAccessor } from '../../src/core/memory/memoryEntry';
import type { MemoryPartition } from '../../src/core/memory/memoryPartitions';
import type { MemoryStore } from '../../src/core/memory/memoryStore';
import { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import { verifies } from '../requirements';
import { FakeMemoryStore } from '../support/fakeMemoryStore';
import { sqlWasmPath } from '../support/sqlWasmPath';

const partitions: readonly MemoryPartition[] = ['routing/costs', 'routing/stats', 'streaming/buffer'];
const place = { partition: fc.constantFrom(...partitions), key: fc.constantFrom('a', 'b', 'c') };

const step = fc.oneof(
  fc.record({
    do: fc.constant('store' as const),
    ...place,
    // In seconds; long ones live through the sweep that a write brings along once a minute.
    ttl: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0.001, 59, 61, 200)),
  }),
  fc.record({ do: fc.constant('delete' as const), ...place }),
  fc.record({
    do: fc.constant('advance' as const),
    byMs: fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.constantFrom(1, 999, 1000)),
  }),
  fc.record({ do: fc.constant('sweep' as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** All there is to know about expiry: an entry is there until its time has come. */
interface Known {
  readonly value: number;
  readonly expiresAtMs: number;
}

async function follow(steps: readonly Step[], store: MemoryStore): Promise<void> {
  const clock = { nowMs: 1_790_000_000_000, now: () => clock.nowMs };
  const memory = new SwarmMemoryManager({ store, clock, logger: silentLogger });
  const known = new Map<string, Known>();
  try {
    for (const [value, action] of steps.entries()) {
      switch (action.do) {
        case 'store': {
          const { partition, key, ttl } = action;
          await memory.store(key, value, { partition, ttl, owner: systemAccessor, accessLevel: 'system' });
          known.set(`${partition} ${key}`, { value, expiresAtMs: clock.nowMs + ttl * 1000 });
          break;
        }
        case 'delete': {
          const { partition, key } = action;
          const wasThere = await memory.delete(key, { partition, accessor: systemAccessor });
          assert.equal(wasThere, isLive(known.get(`${partition} ${key}`), clock.nowMs));
          known.delete(`${partition} ${key}`);
          break;
        }
        case 'advance':
          clock.nowMs += action.byMs;
          break;
        case 'sweep':
          await memory.sweep();
          await assertSwept(store, known, clock.nowMs);
      }
      await assertAsKnown(memory, known, clock.nowMs);
    }
  } finally {
    await memory.close();
  }
}

function isLive(entry: Known | undefined, nowMs: number): entry is Known {
  return entry !== undefined && nowMs < entry.expiresAtMs;
}

async function assertAsKnown(
  memory: SwarmMemoryManager,
  known: ReadonlyMap<string, Known>,
  nowMs: number,
): Promise<void> {
  for (const partition of partitions) {
    const listed = await memory.list({ partition, accessor: systemAccessor });
    for (const key of ['a', 'b', 'c']) {
      const entry = known.get(`${partition} ${key}`);
      const expected = isLive(entry, nowMs) ? entry.value : undefined;
      assert.equal(await memory.retrieve(key, { partition, accessor: systemAccessor }), expected);
      assert.equal(listed.find((found) => found.key === key)?.value, expected);
    }
  }
}

/** The store itself, which knows nothing of expiry: what is still there, and all that should be. */
async function assertSwept(
  store: MemoryStore,
  known: ReadonlyMap<string, Known>,
  nowMs: number,
): Promise<void> {
  for (const partition of ['routing/costs', 'routing/stats'] as const) {
    const left = (await store.list(partition, '')).map(({ key }) => key);
    const live = ['a', 'b', 'c'].filter((key) => isLive(known.get(`${partition} ${key}`), nowMs));
    assert.deepEqual(left.sort(), live);
  }
}

describe('expiry in memory (property)', () => {
  const stores: [string, number, () => MemoryStore][] = [
    ['a fake store', 500, () => new FakeMemoryStore()],
    [
      'the real store',
      60,
      () => createSqlJsMemoryStore({ folder: ':memory:', wasmPath: sqlWasmPath, logger: silentLogger }),
    ],
  ];
  for (const [what, numRuns, createStore] of stores) {
    it(`follows the clock alone, in whatever order things happen, with ${what} ${verifies('MEM-6.1-8', 'MEM-6.1-9')}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), (steps) => follow(steps, createStore())),
        { numRuns },
      );
    });
  }
});
