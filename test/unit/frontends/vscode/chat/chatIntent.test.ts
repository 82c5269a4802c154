import assert from 'node:assert/strict';
import {
  chatIntent,
  costQuestion,
  isAboutUncovered,
  pathsIn,
} from '../../../../../src/frontends/vscode/chat/chatIntent';

describe('chatIntent', () => {
  it('is the command, whatever the words say', () => {
    assert.equal(chatIntent('gate', 'what did it cost?'), 'gate');
  });

  for (const [prompt, expected] of [
    ['Write tests for src/cart.ts', 'tests'],
    ['generate something for the gaps', 'tests'],
    ['What do my tests leave uncovered? coverage please', 'coverage'],
    ['is the quality good enough', 'gate'],
    ['How much did I spend this week?', 'cost'],
    ['src/quality/costs.ts', undefined],
    ['hello', undefined],
    ['', undefined],
  ] as const) {
    it(`takes "${prompt}" for ${expected ?? 'nothing it knows'}`, () => {
      assert.equal(chatIntent(undefined, prompt), expected);
    });
  }
});

describe('pathsIn', () => {
  it('finds what can only be a path, in a sentence and in quotes', () => {
    assert.deepEqual(
      pathsIn(
        'tests for `src/cart.ts`, "lib\\money.js" and (stock.tsx); not for src/a, see https://x.org/b.ts',
      ),
      ['src/cart.ts', 'lib\\money.js', 'stock.tsx', 'src/a'],
    );
  });

  it('finds nothing in words', () => {
    assert.deepEqual(pathsIn('this week by task. e.g. now'), []);
  });
});

describe('isAboutUncovered', () => {
  it('wants the word', () => {
    assert.deepEqual(['uncovered src/a.ts', 'what is covered'].map(isAboutUncovered), [true, false]);
  });
});

describe('costQuestion', () => {
  it('reads period and grouping, and has defaults for both', () => {
    assert.deepEqual(costQuestion('this Week by task'), { period: 'week', by: 'task' });
    assert.deepEqual(costQuestion('all branches? by door'), { period: 'all', by: 'door' });
    assert.deepEqual(costQuestion('models of the month'), { period: 'month', by: 'model' });
    assert.deepEqual(costQuestion(''), { period: 'day', by: 'model' });
  });
});
