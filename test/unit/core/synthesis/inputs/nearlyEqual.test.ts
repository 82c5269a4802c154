import assert from 'node:assert/strict';
import { createRandom } from '../../../../../src/base/random';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { nearlyEqual } from '../../../../../src/core/synthesis/inputs/nearlyEqual';

const changed = (code: string): string => nearlyEqual(inputOf(code), createRandom(1)).code;

describe('nearlyEqual', () => {
  it('changes one literal and keeps the names of properties', () => {
    assert.equal(changed("{ 'a': 1 }"), "{ 'a': 2 }");
    assert.equal(changed("['b']"), "['bx']");
    assert.equal(changed('new Set([2n])'), 'new Set([3n])');
    assert.equal(changed('[true]'), '[false]');
  });

  it('leaves alone what has no literal in it', () => {
    assert.equal(changed('new Map()'), 'new Map()');
  });
});
