import assert from 'node:assert/strict';
import { MemoryError } from '../../../../src/core/errors';
import type { JsonValue } from '../../../../src/core/memory/jsonValue';
import { type Accessor, systemAccessor } from '../../../../src/core/memory/memoryEntry';
import type { MemoryPartition } from '../../../../src/core/memory/memoryPartitions';
import type { StoreOptions } from '../../../../src/core/memory/storeRequest';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import type { VolatileLimits } from '../../../../src/core/memory/volatileEntries';
import { verifies } from '../../../requirements';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';
import { aClient, anAgent } from '../../../support/memoryEntries';
import { RecordingLogger } from '../../../support/recordingLogger';

const ann = anAgent(1);
const bob = anAgent(2);
const durable = 'routing/costs';
const volatile = 'streaming/buffer';

describe('SwarmMemoryManager', () => {
  let store: FakeMemoryStore;
  let logger: RecordingLogger;
  let memory: SwarmMemoryManager;
  const clock = { nowMs: 0, now: () => clock.nowMs };
  const open = (volatileLimits?: VolatileLimits): SwarmMemoryManager => {
    memory = new SwarmMemoryManager({ store, clock, logger, ...(volatileLimits && { volatileLimits }) });
    return memory;
  };
  beforeEach(() => {
    clock.nowMs = 1_790_000_000_000;
    store = new FakeMemoryStore();
    logger = new RecordingLogger();
    open();
  });

  const by = (owner: Accessor, options: Partial<StoreOptions> = {}): StoreOptions => ({
    partition: durable,
    owner,
    accessLevel: 'swarm',
    ...options,
  });
  const read = (key: string, accessor: Accessor = systemAccessor, partition: MemoryPartition = durable) =>
    memory.retrieve(key, { partition, accessor });
  const isDenied = (error: unknown): boolean => {
    assert.ok(error instanceof MemoryError);
    assert.equal(error.code, 'memory-access-denied');
    return true;
  };
  const isInvalid = (error: unknown): boolean => {
    assert.ok(error instanceof MemoryError);
    assert.equal(error.code, 'memory-invalid');
    return true;
  };
  /** Lets what was begun and not waited for come to its end. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  for (const partition of [durable, volatile] as const) {
    describe(`an entry of ${partition}`, () => {
      it('is there for others once it is stored', async () => {
        await memory.store('a', { cost: 1 }, by(ann, { partition }));
        assert.deepEqual(await read('a', bob, partition), { cost: 1 });
        assert.equal(await read('b', bob, partition), undefined);
      });

      it('can be null, which is not the same as missing', async () => {
        await memory.store('a', null, by(ann, { partition }));
        assert.equal(await read('a', bob, partition), null);
      });

      it('is replaced by its owner, with level and lifetime', async () => {
        await memory.store('a', 1, by(ann, { partition, ttl: 1 }));
        await memory.store('a', 2, by(ann, { partition, ttl: 10, accessLevel: 'public' }));
        clock.nowMs += 5000;
        assert.equal(await read('a', aClient(1), partition), 2);
      });

      it(`is not replaced by anybody else ${verifies('MEM-6.1-15')}`, async () => {
        await memory.store('a', 1, by(ann, { partition, accessLevel: 'public' }));
        for (const other of [bob, anAgent(3), systemAccessor, aClient(1)]) {
          await assert.rejects(
            memory.store('a', 2, by(other, { partition, accessLevel: 'public' })),
            isDenied,
          );
        }
        assert.equal(await read('a', ann, partition), 1);
      });

      it('leaves its key to everybody when it has expired', async () => {
        await memory.store('a', 1, by(ann, { partition, ttl: 1 }));
        clock.nowMs += 1000;
        await memory.store('a', 2, by(bob, { partition }));
        assert.equal(await read('a', ann, partition), 2);
      });

      it(`is not read by who may not, and the message says why ${verifies('MEM-6.1-15')}`, async () => {
        await memory.store('a', 1, by(ann, { partition, accessLevel: 'private' }));
        await assert.rejects(read('a', bob, partition), (error: Error) => {
          assert.equal(
            error.message,
            `The entry a of ${partition} cannot be read by agent agent-2: it is of level private and belongs to agent agent-1.`,
          );
          return isDenied(error);
        });
      });

      it('is deleted by its owner or the system and by nobody else', async () => {
        for (const deleter of [ann, systemAccessor]) {
          await memory.store('a', 1, by(ann, { partition, accessLevel: 'public' }));
          for (const other of [bob, aClient(1)]) {
            await assert.rejects(memory.delete('a', { partition, accessor: other }), isDenied);
          }
          assert.equal(await memory.delete('a', { partition, accessor: deleter }), true);
          assert.equal(await read('a', ann, partition), undefined);
        }
      });

      it('cannot be deleted when it is not there, or not any more', async () => {
        assert.equal(await memory.delete('a', { partition, accessor: ann }), false);
        await memory.store('a', 1, by(ann, { partition, ttl: 1 }));
        clock.nowMs += 1000;
        assert.equal(await memory.delete('a', { partition, accessor: bob }), false);
      });

      it('does not change with the objects that were handed in or out', async () => {
        const value = { list: [1] };
        const owner = { kind: 'agent' as const, agentId: 'x', agentType: 't' };
        const storing = memory.store('a', value, by(owner, { partition, accessLevel: 'private' }));
        value.list.push(2);
        owner.agentId = 'y';
        await storing;
        const accessor: Accessor = { kind: 'agent', agentId: 'x', agentType: 't' };
        const [entry] = await memory.list({ partition, accessor });
        assert.ok(entry);
        (entry.value as typeof value).list.push(3);
        ((await read('a', accessor, partition)) as typeof value).list.push(4);
        assert.deepEqual(await read('a', accessor, partition), { list: [1] });
      });

      it('is listed for whom it may concern, in the order of the keys', async () => {
        for (const key of ['b/2', 'a/1', 'b/1']) await memory.store(key, key, by(ann, { partition }));
        await memory.store('b/0', 0, by(ann, { partition, accessLevel: 'private' }));
        await memory.store('b/3', 3, by(bob, { partition, ttl: 1 }));
        clock.nowMs += 1000;
        const keys = async (accessor: Accessor, prefix?: string) =>
          (await memory.list({ partition, accessor, ...(prefix !== undefined && { prefix }) })).map(
            ({ key }) => key,
          );
        assert.deepEqual(await keys(ann), ['a/1', 'b/0', 'b/1', 'b/2']);
        assert.deepEqual(await keys(bob, 'b/'), ['b/1', 'b/2']);
        assert.deepEqual(await keys(aClient(1)), []);
      });

      it('is listed with all that is known of it', async () => {
        await memory.store('a', [1], by(ann, { partition, ttl: 60, accessLevel: 'team' }));
        assert.deepEqual(await memory.list({ partition, accessor: ann }), [
          {
            partition,
            key: 'a',
            value: [1],
            owner: ann,
            accessLevel: 'team',
            createdAtMs: clock.nowMs,
            expiresAtMs: clock.nowMs + 60_000,
          },
        ]);
      });

      it('is stored with all others of its batch or none is', async () => {
        await memory.store('b', 1, by(ann, { partition }));
        const items = ['a', 'b', 'c'].map((key) => ({ key, value: key }));
        await assert.rejects(memory.storeMany(items, by(bob, { partition })), isDenied);
        await assert.rejects(
          memory.storeMany([...items, { key: 'd', value: Number.NaN }], by(ann, { partition })),
          isInvalid,
        );
        assert.equal((await memory.list({ partition, accessor: ann })).length, 1);
        await memory.storeMany([...items, { key: 'a', value: 'last' }], by(ann, { partition }));
        assert.deepEqual(
          (await memory.list({ partition, accessor: bob })).map(({ value }) => value),
          ['last', 'b', 'c'],
        );
      });

      it(`that has expired is not read, swept or not ${verifies('MEM-6.1-7', 'MEM-6.1-8')}`, async () => {
        await memory.store('a', 1, by(ann, { partition, ttl: 1.5 }));
        clock.nowMs += 1499;
        assert.equal(await read('a', ann, partition), 1);
        clock.nowMs += 1;
        assert.equal(await read('a', ann, partition), undefined);
        assert.equal(await memory.sweep(), 1);
        assert.equal(await read('a', ann, partition), undefined);
      });
    });
  }

  describe('what makes no sense is refused:', () => {
    const badValues: [string, unknown, RegExp][] = [
      ['a function', () => 1, /the value is a function/],
      ['nothing', undefined, /the value is undefined/],
      ['a bigint', { n: 1n }, /n is a bigint/],
      ['a date', { at: new Date() }, /at is a Date/],
    ];
    for (const [what, value, problem] of badValues) {
      it(`${what} for a value, and the message names the key`, async () => {
        await assert.rejects(memory.store('my/key', value as JsonValue, by(ann)), (error: Error) => {
          assert.match(error.message, /my\/key of routing\/costs/);
          assert.match(error.message, problem);
          return isInvalid(error);
        });
      });
    }

    for (const ttl of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`a TTL of ${ttl}`, async () => {
        await assert.rejects(memory.store('a', 1, by(ann, { ttl })), (error: Error) => {
          assert.ok(error.message.includes(String(ttl)));
          return isInvalid(error);
        });
      });
    }

    for (const key of ['', 'x'.repeat(513), 'a\0b', '\ud800']) {
      it(`the key ${JSON.stringify(key.slice(0, 8))}`, async () => {
        await assert.rejects(memory.store(key, 1, by(ann)), isInvalid);
        await assert.rejects(read(key), isInvalid);
        await assert.rejects(memory.delete(key, { partition: durable, accessor: ann }), isInvalid);
      });
    }

    it('a partition that does not exist', async () => {
      const partition = 'routing/cost' as MemoryPartition;
      const attempts = [
        () => memory.store('a', 1, by(ann, { partition })),
        () => read('a', ann, partition),
        () => memory.list({ partition, accessor: ann }),
        () => memory.delete('a', { partition, accessor: ann }),
      ];
      for (const attempt of attempts) {
        await assert.rejects(attempt(), (error: Error) => {
          assert.match(error.message, /no memory partition routing\/cost\..*routing\/costs, /);
          return isInvalid(error);
        });
      }
    });

    it('an access level that does not exist', async () => {
      const accessLevel = 'everyone' as StoreOptions['accessLevel'];
      await assert.rejects(memory.store('a', 1, by(ann, { accessLevel })), isInvalid);
    });

    it('an access level that the owner cannot give', async () => {
      await assert.rejects(memory.store('a', 1, by(ann, { accessLevel: 'system' })), isDenied);
      await assert.rejects(memory.store('a', 1, by(aClient(1))), isDenied);
    });

    const nobody = [
      undefined,
      null,
      {},
      { kind: 'agent' },
      { kind: 'agent', agentId: 'a' },
      { kind: 'root' },
    ];
    for (const accessor of [...nobody, { kind: 'client', clientId: '' }] as unknown as Accessor[]) {
      it(`${JSON.stringify(accessor)} for an accessor ${verifies('MEM-6.1-15')}`, async () => {
        await memory.store('a', 1, by(systemAccessor, { accessLevel: 'public' }));
        await assert.rejects(memory.store('b', 1, by(accessor)), isInvalid);
        await assert.rejects(read('a', accessor ?? (null as never)), isInvalid);
        await assert.rejects(memory.list({ partition: durable, accessor }), isInvalid);
        await assert.rejects(memory.delete('a', { partition: durable, accessor }), isInvalid);
      });
    }
  });

  it('lets one of two have a key that both want at the same moment', async () => {
    const results = await Promise.allSettled([
      memory.store('a', 'ann', by(ann)),
      memory.store('a', 'bob', by(bob)),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal(await read('a'), 'ann');
  });

  it('passes on what the store cannot do, and works on when it can', async () => {
    store.failure = new MemoryError('memory-unwritable', 'The disk is full.');
    await assert.rejects(memory.store('a', 1, by(ann)), /disk is full/);
    store.failure = undefined;
    await memory.store('a', 2, by(ann));
    assert.equal(await read('a'), 2);
  });

  describe('sweeping', () => {
    const leaveExpired = async (): Promise<void> => {
      await memory.store('old', 1, by(ann, { ttl: 1 }));
      await memory.store('old', 1, by(ann, { ttl: 1, partition: volatile }));
      await settle();
      store.sweepCount = 0;
      clock.nowMs += 1000;
    };

    it(`removes what has expired, of every partition, and nothing else ${verifies('MEM-6.1-9')}`, async () => {
      await memory.store('kept', 1, by(ann, { ttl: 2 }));
      await memory.store('kept', 1, by(ann, { ttl: 2, partition: volatile }));
      await leaveExpired();
      assert.equal(await memory.sweep(), 2);
      assert.equal(await memory.sweep(), 0);
      assert.deepEqual(
        [...store.entries.values()].map(({ key }) => key),
        ['kept'],
      );
      assert.equal(await read('kept', ann, volatile), 1);
    });

    it('is done once by initialize, however often that is called', async () => {
      await leaveExpired();
      await Promise.all([memory.initialize(), memory.initialize()]);
      await memory.initialize();
      assert.equal(store.sweepCount, 1);
      assert.equal(store.entries.size, 0);
    });

    it('is tried again by initialize after a failure', async () => {
      store.failure = new MemoryError('memory-unreadable', 'It is damaged.');
      await assert.rejects(memory.initialize(), /damaged/);
      store.failure = undefined;
      await memory.initialize();
      assert.equal(store.sweepCount, 1);
    });

    it('happens on the back of writes, once a minute at most', async () => {
      await memory.initialize();
      const writeEvery = async (seconds: number): Promise<number> => {
        clock.nowMs += seconds * 1000;
        await memory.store('a', 1, by(ann));
        await settle();
        return store.sweepCount;
      };
      assert.deepEqual([await writeEvery(0), await writeEvery(59), await writeEvery(0.999)], [1, 1, 1]);
      assert.deepEqual([await writeEvery(0.001), await writeEvery(59), await writeEvery(1)], [2, 2, 3]);
      await read('a');
      clock.nowMs += 60_000;
      await memory.delete('a', { partition: durable, accessor: ann });
      await settle();
      assert.equal(store.sweepCount, 4);
    });

    it('that fails on the back of a write is logged and does not concern the writer', async () => {
      await memory.store('a', 1, by(ann, { partition: volatile }));
      await settle();
      clock.nowMs += 60_000;
      store.failure = new MemoryError('memory-unreadable', 'It is damaged.');
      await memory.store('a', 1, by(ann, { partition: volatile }));
      await settle();
      assert.deepEqual(logger.entries, ['warn: Expired entries of the fleet memory could not be removed']);
    });
  });

  describe('a volatile partition', () => {
    it('never reaches the store', async () => {
      await memory.store('a', 1, by(ann, { partition: volatile }));
      assert.equal(store.entries.size, 0);
    });

    it('is stored when the call returns', async () => {
      const storing = memory.storeMany([{ key: 'a', value: 1 }], by(ann, { partition: volatile }));
      const reading = read('a', ann, volatile);
      assert.equal(await reading, 1);
      await storing;
    });

    it('loses its oldest entries when it is full, and says so once', async () => {
      open({ maxEntries: 3, maxCharacters: 1000 });
      const items = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, value: key }));
      await memory.storeMany(items, by(ann, { partition: volatile }));
      assert.deepEqual(
        (await memory.list({ partition: volatile, accessor: ann })).map(({ key }) => key),
        ['c', 'd', 'e'],
      );
      assert.equal(logger.entries.length, 1);
      assert.match(logger.entries[0] ?? '', /buffer in memory is full/);
    });
  });

  describe('closing', () => {
    it('waits for what is under way, then closes the store, once', async () => {
      const writing = memory.store('a', 1, by(ann));
      const deleting = memory.delete('a', { partition: durable, accessor: ann });
      await Promise.all([memory.close(), memory.close()]);
      await writing;
      assert.equal(await deleting, true);
      assert.equal(store.isClosed, true);
    });

    it('makes everything else fail with the reason', async () => {
      await memory.close();
      const failures = [
        [() => memory.store('a', 1, by(ann)), 'memory-unwritable'],
        [() => memory.store('a', 1, by(ann, { partition: volatile })), 'memory-unwritable'],
        [() => memory.delete('a', { partition: durable, accessor: ann }), 'memory-unwritable'],
        [() => memory.sweep(), 'memory-unwritable'],
        [() => read('a'), 'memory-unreadable'],
        [() => read('a', ann, volatile), 'memory-unreadable'],
        [() => memory.list({ partition: durable, accessor: ann }), 'memory-unreadable'],
      ] as const;
      for (const [attempt, code] of failures) {
        await assert.rejects(attempt(), (error: unknown) => {
          assert.ok(error instanceof MemoryError);
          assert.equal(error.code, code);
          assert.match(error.message, /closed/);
          return true;
        });
      }
    });
  });
});
