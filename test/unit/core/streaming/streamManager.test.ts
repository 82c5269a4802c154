import assert from 'node:assert/strict';
import type { SequencedPart } from '../../../../src/core/streaming/runPart';
import type { StreamManager } from '../../../../src/core/streaming/streamManager';
import { verifies } from '../../../requirements';
import { nothingBesides } from '../../../support/builders';
import { createStreams, notice, output, progress, textOf } from '../../../support/streamBuilders';

function remembered(streams: StreamManager, runId: string): number[] {
  const seen: number[] = [];
  streams.subscribe(runId, 0, ({ seq }) => seen.push(seq)).dispose();
  return seen;
}

describe('StreamManager', () => {
  it(`numbers the parts of each run from 1 without gaps ${verifies('STR-1', 'STR-5')}`, () => {
    const { streams } = createStreams();
    const seen: SequencedPart[] = [];
    streams.subscribe('a', 0, (entry) => seen.push(entry));
    streams.emit('a', notice('1'));
    streams.emit('b', notice('other run'));
    streams.emit('a', notice('2'));
    assert.deepEqual(
      seen.map(({ seq, part }) => [seq, textOf(part)]),
      [
        [1, '1'],
        [2, '2'],
      ],
    );
  });

  it(`replays what came after the given number, then goes on live ${verifies('STR-1')}`, () => {
    const { streams } = createStreams();
    for (const message of ['1', '2', '3']) streams.emit('a', notice(message));
    const seen: number[] = [];
    streams.subscribe('a', 1, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('4'));
    assert.deepEqual(seen, [2, 3, 4]);
  });

  it('tells nothing more to who has left', () => {
    const { streams } = createStreams();
    const seen: number[] = [];
    const subscription = streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('1'));
    subscription.dispose();
    streams.emit('a', notice('2'));
    assert.deepEqual(seen, [1]);
  });

  it(`refuses parts after the terminal one ${verifies('STR-2')}`, () => {
    const { streams, logger } = createStreams();
    const types: string[] = [];
    streams.subscribe('a', 0, ({ part }) => types.push(part.type));
    streams.emit('a', { type: 'abort' });
    streams.emit('a', notice('late'));
    streams.emit('a', { type: 'abort' });
    assert.deepEqual(types, ['abort']);
    assert.equal(
      logger.entries.filter((entry) => /after the end of a run was refused/.test(entry)).length,
      2,
    );
  });

  it(`goes on when a listener throws, and logs it ${verifies('STR-3')}`, () => {
    const { streams, logger } = createStreams();
    const seen: number[] = [];
    streams.subscribe('a', 0, () => {
      throw new Error('broken listener');
    });
    streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('1'));
    assert.deepEqual(seen, [1]);
    assert.deepEqual(logger.entries, ['error: A listener of a run failed']);
  });

  it('keeps the order for everybody when a listener causes further parts', () => {
    const { streams } = createStreams();
    const seen: number[] = [];
    streams.subscribe('a', 0, ({ seq }) => {
      if (seq === 1) streams.emit('a', notice('2'));
    });
    streams.subscribe('a', 0, ({ seq }) => seen.push(seq));
    streams.emit('a', notice('1'));
    assert.deepEqual(seen, [1, 2]);
  });

  it(`never lets progress go back, across a restart neither ${verifies('STR-8')}`, () => {
    const { streams } = createStreams();
    const seen: string[] = [];
    streams.subscribe('a', 0, ({ part }) => seen.push(textOf(part)));
    streams.emit('a', progress(0.4));
    streams.emit('a', progress(0.2));
    streams.emit('a', { type: 'restart', attempt: 2, reason: 'broken' });
    streams.emit('a', progress(0));
    streams.emit('a', progress(Number.NaN));
    streams.emit('a', progress(7));
    assert.deepEqual(seen, ['0.4', '0.4', 'restart', '0.4', '0.4', '1']);
  });

  it(`shows 100 % before the finish of a run that has shown progress ${verifies('STR-9')}`, () => {
    const { streams } = createStreams();
    const seen: string[] = [];
    streams.subscribe('a', 0, ({ part }) => seen.push(textOf(part)));
    streams.emit('a', progress(0.4));
    streams.emit('a', { type: 'finish', summary: aSummary });
    assert.deepEqual(seen, ['0.4', '1', 'finish']);
  });

  it('shows no progress for a run that has shown none', () => {
    const { streams } = createStreams();
    const seen: string[] = [];
    streams.subscribe('a', 0, ({ part }) => seen.push(textOf(part)));
    streams.emit('a', { type: 'finish', summary: aSummary });
    assert.deepEqual(seen, ['finish']);
  });

  it('forgets the oldest ended runs beyond its limit, never a running one', () => {
    const { streams } = createStreams({ limits: { maxRuns: 2 } });
    streams.emit('running', notice('1'));
    for (const run of ['a', 'b', 'c']) streams.emit(run, { type: 'abort' });
    assert.deepEqual(streams.runIds, ['running', 'c']);
  });

  it('gives up old output first, because the rest is needed to draw the run', () => {
    const { streams } = createStreams({ limits: { maxEntries: 3 } });
    streams.emit('a', notice('start'));
    for (const text of ['1', '2', '3']) streams.emit('a', output(text));
    streams.emit('a', notice('end'));
    assert.deepEqual(remembered(streams, 'a'), [1, 4, 5]);
  });

  it('gives up test texts and progress like output, but never the 100 %', () => {
    const { streams } = createStreams({ limits: { maxEntries: 2 } });
    streams.emit('a', { type: 'test-code', candidateId: '1', code: '' });
    streams.emit('a', progress(0.5));
    streams.emit('a', progress(1));
    for (const text of ['1', '2']) streams.emit('a', output(text));
    assert.deepEqual(remembered(streams, 'a'), [3, 5]);
  });

  it('remembers at most maxEntries parts, the newest', () => {
    const { streams } = createStreams({ limits: { maxEntries: 2 } });
    for (const message of ['1', '2', '3']) streams.emit('a', notice(message));
    assert.deepEqual(remembered(streams, 'a'), [2, 3]);
  });

  it('keeps some room for output in a run that is long in everything else', () => {
    const { streams } = createStreams({ limits: { maxEntries: 10 } });
    for (let index = 1; index <= 10; index++) streams.emit('a', notice(`${index}`));
    streams.emit('a', output('11'));
    streams.emit('a', notice('12'));
    assert.deepEqual(remembered(streams, 'a'), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it(`remembers output up to so many characters ${verifies('STR-6')}`, () => {
    const { streams } = createStreams({ limits: { maxOutputCharacters: 10 } });
    streams.emit('a', notice('a message that is not output'));
    for (const text of ['1234', '5678', '9012']) streams.emit('a', output(text));
    assert.deepEqual(remembered(streams, 'a'), [1, 3, 4]);
  });

  it('cuts output that alone would be too much, and says by how much', () => {
    const { streams } = createStreams({ limits: { maxOutputCharacters: 10 } });
    const seen: string[] = [];
    streams.subscribe('a', 0, ({ part }) => seen.push(textOf(part)));
    streams.emit('a', output('1234567890 and more'));
    assert.deepEqual(seen, ['1234567890\n[9 characters left out]\n']);
  });
});

const aSummary = {
  type: 'generate-tests',
  runId: 'a',
  kept: 0,
  dropped: 0,
  receipts: [],
  coverage: [],
  writtenFiles: [],
  ...nothingBesides,
  costMicroUsd: { provenance: 'measured', value: 0 },
  durationMs: 0,
  failures: [],
} as const;
