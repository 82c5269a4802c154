import assert from 'node:assert/strict';
import type { EntryTerms } from '../../../../src/core/memory/memoryEntry';
import { VolatileEntries, type VolatileLimits } from '../../../../src/core/memory/volatileEntries';
import { aMemoryEntry } from '../../../support/memoryEntries';

describe('VolatileEntries', () => {
  const { key: _key, value: _value, ...terms } = aMemoryEntry({ partition: 'streaming/buffer' });
  let dropped = 0;
  const open = (limits: Partial<VolatileLimits> = {}): VolatileEntries => {
    dropped = 0;
    return new VolatileEntries({ maxEntries: 3, maxCharacters: 1000, ...limits }, () => dropped++);
  };
  const put = (entries: VolatileEntries, keys: string, of: EntryTerms = terms): void => {
    for (const key of keys) entries.put({ key, value: key }, of);
  };
  const keysOf = (entries: VolatileEntries): string =>
    entries
      .list('')
      .map(({ key }) => key)
      .join('');

  it('drops the oldest entry for each one too many and tells', () => {
    const entries = open();
    put(entries, 'abcde');
    assert.equal(keysOf(entries), 'cde');
    assert.equal(dropped, 2);
  });

  it('takes an entry that is replaced for a new one, and does not count it twice', () => {
    const entries = open();
    put(entries, 'abcaaa');
    assert.equal(dropped, 0);
    put(entries, 'd');
    assert.equal(keysOf(entries), 'cad');
  });

  it('goes on dropping in order after entries were deleted and all were dropped', () => {
    const entries = open({ maxEntries: 2 });
    put(entries, 'abc');
    entries.delete('b');
    put(entries, 'de');
    assert.equal(keysOf(entries), 'de');
    entries.delete('d');
    entries.delete('e');
    put(entries, 'fghi');
    assert.equal(keysOf(entries), 'hi');
  });

  it('holds at most so many characters, keys included', () => {
    const entries = open({ maxEntries: 100, maxCharacters: 40 });
    const value = 'x'.repeat(7);
    // 10 characters each: one of the key, and nine of JSON.
    for (const key of 'abcd') entries.put({ key, value }, terms);
    assert.equal(dropped, 0);
    entries.put({ key: 'e', value: `${value}x` }, terms);
    assert.equal(keysOf(entries), 'cde');
    entries.delete('c');
    entries.put({ key: 'd', value: '' }, terms);
    for (const key of 'fg') entries.put({ key, value }, terms);
    assert.equal(keysOf(entries), 'edfg');
  });

  it('keeps nothing of an entry that is larger than all it may hold', () => {
    const entries = open({ maxCharacters: 10 });
    entries.put({ key: 'a', value: 'x'.repeat(10) }, terms);
    assert.equal(entries.get('a'), undefined);
    assert.equal(dropped, 1);
  });

  it('removes what has expired and nothing else', () => {
    const entries = open();
    put(entries, 'a', { ...terms, expiresAtMs: 100 });
    put(entries, 'b', { ...terms, expiresAtMs: 101 });
    put(entries, 'c', { ...terms, expiresAtMs: undefined });
    assert.equal(entries.deleteExpired(100), 1);
    assert.equal(keysOf(entries), 'bc');
  });
});
