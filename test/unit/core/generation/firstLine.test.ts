import assert from 'node:assert/strict';
import { firstLine } from '../../../../src/core/generation/firstLine';

describe('firstLine', () => {
  it('takes the first line that is not empty, up to a limit', () => {
    assert.equal(firstLine('\n  TypeError: x is undefined\n    at a.ts:1'), 'TypeError: x is undefined');
    assert.equal(firstLine('x'.repeat(500)).length, 300);
  });

  it('adds what a line only announces', () => {
    assert.equal(
      firstLine('Expected values to be strictly equal:\n\n300 !== 301\n'),
      'Expected values to be strictly equal: 300 !== 301',
    );
  });

  it('adds what Jest expected and found', () => {
    assert.equal(
      firstLine('expect(received).toBe(expected) // Object.is equality\n\nExpected: 301\nReceived: 300'),
      'expect(received).toBe(expected) // Object.is equality Expected: 301. Received: 300.',
    );
    assert.equal(
      firstLine(
        'assert.strictEqual(received, expected)\n\nExpected value to strictly be equal to:\n  2\nReceived:\n  1',
      ),
      'assert.strictEqual(received, expected) Expected: 2. Received: 1.',
    );
  });
});
