import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import type { SequencedPart } from '../../../../src/core/streaming/runPart';
import { StreamManager } from '../../../../src/core/streaming/streamManager';
import { verifies } from '../../../requirements';

const notice = (message: string) => ({ type: 'notice', message }) as const;

describe('StreamManager', () => {
  it(`numbers the parts of each run from 1 without gaps ${verifies('STR-1')}`, () => {
    const streams = new StreamManager(silentLogger);
    const seen: SequencedPart[] = [];
    streams.subscribe('a', 0, (entry) => seen.push(entry));
    streams.emit('a', notice('1'));
    streams.emit('b', notice('other run'));
    streams.emit('a', notice('2'));
    assert.deepEqual(
      seen.map(({ seq }) => seq),
      [1, 2],
    );
  });

  it(`replays what came after the given number, then goes on live ${verifies('STR-1')}`, () => {
    const streams = new StreamManager(silentLogger);
    for (const message of ['1', '2', '3']) streams.emit('a', notice(message));
    const seen: number[] = [];
    streams.subscribe('a', 1, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('4'));
    assert.deepEqual(seen, [2, 3, 4]);
  });

  it(`refuses parts after the terminal one ${verifies('STR-2')}`, () => {
    const streams = new StreamManager(silentLogger);
    const types: string[] = [];
    streams.subscribe('a', 0, ({ part }) => types.push(part.type));
    streams.emit('a', { type: 'abort' });
    streams.emit('a', notice('late'));
    streams.emit('a', { type: 'abort' });
    assert.deepEqual(types, ['abort']);
  });

  it(`goes on when a listener throws ${verifies('STR-3')}`, () => {
    const streams = new StreamManager(silentLogger);
    const seen: number[] = [];
    streams.subscribe('a', 0, () => {
      throw new Error('broken listener');
    });
    streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('1'));
    assert.deepEqual(seen, [1]);
  });

  it('forgets the oldest ended runs beyond its limit, never a running one', () => {
    const streams = new StreamManager(silentLogger, { maxRuns: 2, maxEntries: 10 });
    streams.emit('running', notice('1'));
    for (const run of ['a', 'b', 'c']) streams.emit(run, { type: 'abort' });
    assert.deepEqual(streams.runIds, ['running', 'c']);
  });

  it('gives up old output first, because the rest is needed to draw the run', () => {
    const streams = new StreamManager(silentLogger, { maxRuns: 2, maxEntries: 3 });
    streams.emit('a', notice('start'));
    for (const text of ['1', '2', '3']) streams.emit('a', { type: 'output', text });
    streams.emit('a', notice('end'));
    const seen: number[] = [];
    streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    assert.deepEqual(seen, [1, 4, 5]);
  });

  it('remembers at most maxEntries parts, the newest', () => {
    const streams = new StreamManager(silentLogger, { maxRuns: 2, maxEntries: 2 });
    for (const message of ['1', '2', '3']) streams.emit('a', notice(message));
    const seen: number[] = [];
    streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    assert.deepEqual(seen, [2, 3]);
  });
});
