import assert from 'node:assert/strict';
import { everydayWord } from '../../../../../src/core/synthesis/inputs/everydayWords';

describe('everydayWord', () => {
  const cases: readonly (readonly [pattern: string, word: string | undefined])[] = [
    ['fe?$', 'knife'],
    ['[^aeiou]y$', 'baby'],
    ['^un', 'unhappy'],
    ['ics$', 'mathematics'],
    ['^\\d{4}$', undefined],
    ['[a-z]*', undefined],
    ['qqq', undefined],
    ['(', undefined],
  ];
  for (const [pattern, word] of cases)
    it(`gives ${word ?? 'nothing'} for /${pattern}/`, () => {
      assert.equal(everydayWord(pattern), word);
    });
});
