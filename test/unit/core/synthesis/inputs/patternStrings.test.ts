import assert from 'node:assert/strict';
import { matchingStrings, mismatchingStrings } from '../../../../../src/core/synthesis/inputs/patternStrings';

describe('patternStrings', () => {
  const patterns = [
    '^(\\d+)(ms|s|m|h)$',
    '^[a-z][\\w-]*$',
    '^(?<year>\\d{4})-(?:0[1-9]|1[0-2])$',
    '^#?[0-9a-f]{3,6}$',
    '\\s+',
    '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
  ];

  for (const pattern of patterns) {
    it(`writes texts for ${pattern}`, () => {
      const texts = matchingStrings(pattern);
      assert.ok(texts.length > 0);
      for (const text of texts) assert.match(text, new RegExp(pattern, 'u'));
      for (const text of mismatchingStrings(pattern)) assert.doesNotMatch(text, new RegExp(pattern, 'u'));
    });
  }

  it('takes every alternative', () => {
    const units = matchingStrings('^(\\d+)(ms|s|m|h)$').map((text) => text.replace(/\d+/, ''));
    assert.deepEqual([...new Set(units)].sort(), ['h', 'm', 'ms', 's']);
  });

  it('writes nothing for what it does not understand', () => {
    assert.deepEqual(matchingStrings('(?<=a)b'), []);
    assert.deepEqual(matchingStrings('('), []);
  });
});
