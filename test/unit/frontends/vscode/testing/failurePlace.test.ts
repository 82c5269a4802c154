import assert from 'node:assert/strict';
import { failurePlace } from '../../../../../src/frontends/vscode/testing/failurePlace';

describe('failurePlace', () => {
  const file = '/home/me/shop/src/cart.test.ts';

  it('finds the first line of the stack that is in the test file', () => {
    const message = [
      'AssertionError: expected 3 to be 4 // Object.is equality',
      '    at check (/home/me/shop/src/cart.ts:3:1)',
      '    at /home/me/shop/src/cart.test.ts:12:20',
      '    at /home/me/shop/src/cart.test.ts:40:2',
    ].join('\n');
    assert.deepEqual(failurePlace(message, file), { line: 12, column: 20 });
  });

  it('understands addresses, brackets and paths from the folder of the project', () => {
    assert.deepEqual(failurePlace(`at Context.<anonymous> (file://${file}:7:3)`, file), {
      line: 7,
      column: 3,
    });
    assert.deepEqual(failurePlace('❯ src/cart.test.ts:9:5', file), { line: 9, column: 5 });
    assert.deepEqual(failurePlace('at C:\\shop\\src\\cart.test.ts:9:5', 'C:\\shop\\src\\cart.test.ts'), {
      line: 9,
      column: 5,
    });
  });

  it('gives none when only other files are named', () => {
    assert.equal(failurePlace('at /other/cart.test.ts:1:1\nat http://x.test.ts', file), undefined);
    assert.equal(failurePlace('', file), undefined);
  });
});
