import assert from 'node:assert/strict';
import { ChunkBuffer } from '../../../../src/core/streaming/chunkBuffer';
import { notice, output, progress, textOf } from '../../../support/streamBuilders';

function contentOf(buffer: ChunkBuffer): string[] {
  const content: string[] = [];
  for (let queued = buffer.takeOldest(); queued; queued = buffer.takeOldest())
    content.push(`${queued.sequence} ${textOf(queued.part)}`);
  return content;
}

describe('ChunkBuffer', () => {
  it('gives parts back in order, numbered without gaps, round and round', () => {
    const buffer = new ChunkBuffer(3);
    const seen: string[] = [];
    for (let index = 1; index <= 7; index++) {
      buffer.add(notice(`${index}`));
      if (index % 2 === 0) seen.push(...contentOf(buffer));
    }
    assert.deepEqual(seen, ['1 1', '2 2', '3 3', '4 4', '5 5', '6 6']);
    assert.equal(buffer.length, 1);
  });

  it('refuses what it has no room for', () => {
    const buffer = new ChunkBuffer(2);
    assert.deepEqual(
      [buffer.add(notice('1')), buffer.add(notice('2')), buffer.add(notice('3'))],
      [true, true, false],
    );
    assert.deepEqual([buffer.add(output('3')), buffer.add(progress(1))], [false, false]);
    assert.deepEqual(contentOf(buffer), ['1 1', '2 2']);
  });

  it('replaces the newest progress when it is full, never by less', () => {
    const buffer = new ChunkBuffer(3);
    for (const part of [progress(0.1), progress(0.2), notice('x')]) buffer.add(part);
    assert.equal(buffer.add(progress(1, 'done')), true);
    assert.equal(buffer.add(progress(0.5, 'late')), true);
    buffer.takeOldest();
    assert.deepEqual(buffer.takeOldest()?.part, progress(1, 'late'));
  });

  it('joins output to the newest output when it is full', () => {
    const buffer = new ChunkBuffer(3);
    for (const part of [output('a'), output('b'), notice('x')]) buffer.add(part);
    for (const text of ['c', 'd']) assert.equal(buffer.add(output(text)), true);
    assert.deepEqual(contentOf(buffer), ['1 a', '2 bcd', '3 x']);
  });

  it('joins output up to a limit, and says how much was left out', () => {
    const buffer = new ChunkBuffer(1);
    buffer.add(output('begin\n'));
    for (let index = 0; index < 100; index++) buffer.add(output('x'.repeat(1000)));
    const part = buffer.takeOldest()?.part;
    const text = part?.type === 'output' ? part.text : '';
    const limit = 64 * 1024;
    assert.equal(text, `begin\n${'x'.repeat(limit - 6)}\n[${100_000 - (limit - 6)} characters left out]\n`);
  });

  it('does not cut a character in two', () => {
    const buffer = new ChunkBuffer(1);
    buffer.add(output('x'));
    buffer.add(output('😀'.repeat(64 * 1024)));
    const part = buffer.takeOldest()?.part;
    assert.match(part?.type === 'output' ? part.text : '', /^x(😀)+\n\[65538 characters left out\]\n$/u);
  });

  it('joins to nothing that has been taken', () => {
    const buffer = new ChunkBuffer(2);
    buffer.add(output('a'));
    buffer.add(notice('x'));
    buffer.takeOldest();
    buffer.add(notice('y'));
    assert.equal(buffer.add(output('b')), false);
  });
});
