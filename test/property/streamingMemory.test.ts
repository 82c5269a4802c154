import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type MemoryLimits,
  type PartCursor,
  RememberedParts,
} from '../../src/core/streaming/rememberedParts';
import type { RunPart, SequencedPart } from '../../src/core/streaming/runPart';
import { verifies } from '../requirements';
import { notice, output } from '../support/streamBuilders';

const limits: MemoryLimits = { maxEntries: 20, maxOutputCharacters: 30 };
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('output' as const), length: fc.integer({ min: 0, max: 12 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('notice' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('read' as const), reader: fc.integer({ min: 0, max: 2 }) }),
  },
);

/** What the memory promises, said the slow way. */
class PlainMemory {
  entries: SequencedPart[] = [];

  add(entry: SequencedPart): void {
    this.entries.push(entry);
    const outputs = () => this.entries.filter(({ part }) => part.type === 'output');
    const characters = () =>
      outputs().reduce((sum, { part }) => sum + (part.type === 'output' ? part.text.length : 0), 0);
    while (characters() > limits.maxOutputCharacters && outputs().length > 1) this.drop(outputs()[0]);
    while (this.entries.length > limits.maxEntries) {
      const isOutput = outputs().length > limits.maxEntries / 10;
      this.drop(isOutput ? outputs()[0] : this.entries.find(({ part }) => part.type !== 'output'));
    }
  }

  after(seq: number): SequencedPart | undefined {
    return this.entries.find((entry) => entry.seq > seq);
  }

  private drop(entry: SequencedPart | undefined): void {
    this.entries = this.entries.filter((kept) => kept !== entry);
  }
}

describe('what is remembered of a run (property)', () => {
  it(`is within its limits, and what readers get is all of it that they have not passed ${verifies('STR-1', 'STR-6')}`, () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: 'max' }), (steps) => {
        const parts = new RememberedParts(limits);
        const plain = new PlainMemory();
        const readers: { cursor: PartCursor; seq: number }[] = [0, 0, 0].map((seq) => ({
          cursor: parts.cursorAfter(seq),
          seq,
        }));
        let seq = 0;
        for (const item of steps) {
          if (item.do === 'read') {
            const reader = readers[item.reader];
            assert.ok(reader);
            const expected = plain.after(reader.seq);
            assert.equal(reader.cursor.next(), expected);
            reader.seq = expected?.seq ?? reader.seq;
            continue;
          }
          const part: RunPart = item.do === 'output' ? output('x'.repeat(item.length)) : notice('n');
          const entry = { runId: 'run', seq: ++seq, part };
          parts.add(entry);
          plain.add(entry);
        }
        const late = parts.cursorAfter(Math.floor(seq / 2));
        const rest = plain.entries.filter((entry) => entry.seq > Math.floor(seq / 2));
        for (const entry of [...rest, undefined]) assert.equal(late.next(), entry);
      }),
      { numRuns: 100 },
    );
  });
});
