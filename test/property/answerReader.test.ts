import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AnswerBlock, AnswerReader } from '../../src/core/generation/modelSource/answerReader';

const line = fc.oneof(
  fc.constantFrom('```', '```ts', '~~~', '````', '``` ', '   ```', '``', '`', '', '\r', '```\r', '~~~~js x'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const answer = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

function blocksOf(pieces: readonly string[]): readonly AnswerBlock[] {
  const reader = new AnswerReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
}

/** The text cut at the given places, which may fall into the middle of a fence or of a surrogate pair. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

describe('AnswerReader', () => {
  it('finds the same blocks wherever the answer is cut', () => {
    fc.assert(
      fc.property(answer, fc.array(fc.nat(400), { maxLength: 40 }), (text, places) => {
        const whole = blocksOf([text]);
        assert.deepEqual(blocksOf(cut(text, places)), whole);
        assert.deepEqual(blocksOf([...text].flatMap((character) => character.split(''))), whole);
      }),
    );
  });

  it('gives back any code that is put between fences', () => {
    const code = fc
      .array(fc.string({ maxLength: 20 }).filter((text) => !/[\r\n]/.test(text) && !/^ {0,3}````/.test(text)))
      .map((lines) => lines.map((text) => `${text}\n`).join(''));
    fc.assert(
      fc.property(
        fc.array(code, { maxLength: 5 }),
        fc.array(fc.nat(400), { maxLength: 20 }),
        (codes, places) => {
          const text = codes.map((each) => `Now:\n\`\`\`\`ts\n${each}\`\`\`\`\n`).join('');
          const found = blocksOf(cut(text, places)).map((block) => block.code);
          assert.deepEqual(found, codes);
        },
      ),
    );
  });
});
