import assert from 'node:assert/strict';
import { MemoryError } from '../../src/core/errors';
import { AccessLevel } from '../../src/core/memory/memoryEntry';
import type { MemoryStore } from '../../src/core/memory/memoryStore';
import { verifies } from '../requirements';
import { aClient, aMemoryEntry, anAgent } from '../support/memoryEntries';

/** What every implementation of `MemoryStore` must do; `create` gives an empty store that the suite closes. */
export function memoryStoreContract(name: string, create: () => Promise<MemoryStore>): void {
  describe(`${name} as a MemoryStore`, () => {
    let store: MemoryStore;
    beforeEach(async () => {
      store = await create();
    });
    afterEach(async () => {
      await store.close();
    });
    const keysIn = async (prefix = ''): Promise<string[]> =>
      (await store.list('routing/costs', prefix)).map(({ key }) => key).sort();

    it('starts empty', async () => {
      assert.equal(await store.get('routing/costs', 'a'), undefined);
      assert.deepEqual(await store.list('routing/costs', ''), []);
      assert.equal(await store.deleteExpired(Number.MAX_SAFE_INTEGER), 0);
    });

    it(`gives back every field of an entry as it was ${verifies('MEM-6.1-16')}`, async () => {
      const entries = [
        aMemoryEntry({
          value: { text: 'Zoë\n"\0\ud800"', list: [1, 2.5, -0.1, null, true, []], deep: { a: {} } },
        }),
        aMemoryEntry({ key: 'schlüssel/🚀 "x"', owner: anAgent(1), accessLevel: AccessLevel.PRIVATE }),
        aMemoryEntry({ owner: aClient(1), accessLevel: AccessLevel.PUBLIC, expiresAtMs: undefined }),
        aMemoryEntry({ value: null }),
        aMemoryEntry({ value: 'plain' }),
        aMemoryEntry({ value: Number.MAX_SAFE_INTEGER }),
      ];
      for (const entry of entries) await store.put(entry);
      for (const entry of entries) assert.deepEqual(await store.get('routing/costs', entry.key), entry);
    });

    it('keeps the same key in two partitions apart', async () => {
      const cost = aMemoryEntry({ key: 'same', value: 1 });
      const statistic = aMemoryEntry({ key: 'same', partition: 'routing/stats', value: 2 });
      await store.put(cost);
      await store.put(statistic);
      await store.delete('routing/costs', 'same');
      assert.equal(await store.get('routing/costs', 'same'), undefined);
      assert.deepEqual(await store.get('routing/stats', 'same'), statistic);
    });

    it('replaces an entry as a whole', async () => {
      const first = aMemoryEntry({ owner: anAgent(1), accessLevel: AccessLevel.PRIVATE });
      const second = aMemoryEntry({ key: first.key, value: [2], expiresAtMs: undefined });
      await store.put(first);
      await store.put(second);
      assert.deepEqual(await store.list('routing/costs', ''), [second]);
    });

    it('keeps the last of several writes that did not wait for each other', async () => {
      const values = Array.from({ length: 50 }, (_, index) => index);
      await Promise.all(values.map((value) => store.put(aMemoryEntry({ key: 'counter', value }))));
      assert.equal((await store.get('routing/costs', 'counter'))?.value, 49);
    });

    it('lists by partition and beginning of the key, taken literally', async () => {
      for (const key of ['daily/1', 'daily/2', 'daily', 'dail%', 'Daily/3', 'ä/1', 'ä/🚀'])
        await store.put(aMemoryEntry({ key }));
      await store.put(aMemoryEntry({ key: 'daily/9', partition: 'routing/stats' }));
      assert.deepEqual(await keysIn('daily/'), ['daily/1', 'daily/2']);
      assert.deepEqual(await keysIn('dail%'), ['dail%']);
      assert.deepEqual(await keysIn('ä/'), ['ä/1', 'ä/🚀']);
      assert.deepEqual(await keysIn('x'), []);
      assert.equal((await keysIn()).length, 7);
    });

    it('deletes what is there, does not mind what is not, and can be written to again', async () => {
      const entry = aMemoryEntry();
      await store.put(entry);
      await store.delete('routing/costs', entry.key);
      await store.delete('routing/costs', entry.key);
      assert.deepEqual(await store.list('routing/costs', ''), []);
      await store.put(entry);
      assert.deepEqual(await store.list('routing/costs', ''), [entry]);
    });

    it(`removes expired entries and no other ${verifies('MEM-6.1-9')}`, async () => {
      await store.put(aMemoryEntry({ key: 'before', expiresAtMs: 999 }));
      await store.put(aMemoryEntry({ key: 'now', expiresAtMs: 1000 }));
      await store.put(aMemoryEntry({ key: 'after', expiresAtMs: 1001 }));
      await store.put(aMemoryEntry({ key: 'never', expiresAtMs: undefined }));
      await store.put(aMemoryEntry({ key: 'elsewhere', partition: 'routing/stats', expiresAtMs: 1 }));
      assert.equal(await store.deleteExpired(1000), 3);
      assert.deepEqual(await keysIn(), ['after', 'never']);
      assert.equal(await store.deleteExpired(1000), 0);
    });

    it('takes a key again that was swept', async () => {
      const entry = aMemoryEntry({ expiresAtMs: 5 });
      await store.put(entry);
      await store.deleteExpired(10);
      await store.put({ ...entry, expiresAtMs: 20 });
      assert.equal((await store.get('routing/costs', entry.key))?.expiresAtMs, 20);
    });

    it('gives copies', async () => {
      const value = { list: [1] };
      await store.put(aMemoryEntry({ key: 'a', value }));
      value.list.push(2);
      const read = (await store.get('routing/costs', 'a'))?.value as typeof value;
      read.list.push(3);
      assert.deepEqual((await store.get('routing/costs', 'a'))?.value, { list: [1] });
    });

    it('refuses a key that no database can hold, and stays usable', async () => {
      for (const key of ['', 'a\0b']) {
        await assert.rejects(store.put(aMemoryEntry({ key })), hasCode('memory-invalid'));
      }
      await store.put(aMemoryEntry({ key: 'ab' }));
      assert.deepEqual(await keysIn(), ['ab']);
    });

    it('can be closed twice and refuses work afterwards', async () => {
      await store.put(aMemoryEntry());
      await store.close();
      await store.close();
      await assert.rejects(store.put(aMemoryEntry()), hasCode('memory-unwritable'));
      await assert.rejects(store.delete('routing/costs', 'a'), hasCode('memory-unwritable'));
      await assert.rejects(store.get('routing/costs', 'a'), hasCode('memory-unreadable'));
      await assert.rejects(store.list('routing/costs', ''), hasCode('memory-unreadable'));
      await assert.rejects(store.deleteExpired(0), MemoryError);
    });
  });
}

function hasCode(code: MemoryError['code']): (error: unknown) => boolean {
  return (error) => error instanceof MemoryError && error.code === code;
}
