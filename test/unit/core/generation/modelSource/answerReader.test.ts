import assert from 'node:assert/strict';
import { type AnswerBlock, AnswerReader } from '../../../../../src/core/generation/modelSource/answerReader';

function blocksOf(...pieces: readonly string[]): readonly AnswerBlock[] {
  const reader = new AnswerReader();
  return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
}

describe('AnswerReader', () => {
  it('gives a block as soon as its closing fence is there', () => {
    const reader = new AnswerReader();
    assert.deepEqual(reader.read('Here:\n```ts\nfoo();\n``'), []);
    assert.deepEqual(reader.read('`\nmore'), [{ language: 'ts', code: 'foo();\n', isClosed: true }]);
    assert.deepEqual(reader.end(), []);
  });

  it('tells a block that was never closed', () => {
    assert.deepEqual(blocksOf('```js\na\nb'), [{ language: 'js', code: 'a\nb\n', isClosed: false }]);
  });

  it('takes a closing fence without a line break behind it', () => {
    assert.deepEqual(blocksOf('~~~\na\n~~~'), [{ language: '', code: 'a\n', isClosed: true }]);
  });

  it('is closed only by a fence of the same marks that is as long', () => {
    const [block] = blocksOf('````md\n```\n~~~~\n``` ts\n`````\n');
    assert.deepEqual(block, { language: 'md', code: '```\n~~~~\n``` ts\n', isClosed: true });
  });

  it('reads the language in front of what else stands behind the fence', () => {
    const languages = ['```TypeScript', '```ts title="a"', '```ts:src/a.test.ts', '```{js}'].map(
      (fence) => blocksOf(`${fence}\n\`\`\`\n`)[0]?.language,
    );
    assert.deepEqual(languages, ['typescript', 'ts', 'ts', '']);
  });

  it('takes no code span for a fence', () => {
    assert.deepEqual(blocksOf('```a``` is code\n'), []);
  });

  it('reads line breaks of Windows', () => {
    assert.deepEqual(blocksOf('```ts\r\na\r', '\n```\r\n'), [
      { language: 'ts', code: 'a\n', isClosed: true },
    ]);
  });
});
