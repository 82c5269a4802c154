import assert from 'node:assert/strict';
import { instrumentSource } from '../../../../../../src/adapters/languages/typescript/instrumentation/instrumentSource';
import { parseFile } from '../../../../../../src/adapters/languages/typescript/syntax/parsedFile';

/** What is said of the two sides of `if (condition) a();`. */
function saidOf(condition: string): (string | undefined)[] {
  const { points } = instrumentSource(parseFile('a.ts', `if (${condition}) a();`).source);
  return points
    .filter(({ kind, offset }) => kind === 'branch' && (offset === 0 || offset > 4 + condition.length))
    .map(({ condition: found }) => found && `${found.subject} ${found.state}`);
}

describe('conditionFacts', () => {
  const cases: readonly (readonly [
    condition: string,
    holds: string | undefined,
    fails: string | undefined,
  ])[] = [
    ['price < 0', 'price is negative', 'price is not negative'],
    ['quantity <= 0', 'quantity is not positive', 'quantity is positive'],
    ['100 < rate', 'rate is greater than 100', 'rate is at most 100'],
    ['num !== undefined && num === 1', 'num is 1', undefined],
    ['low > high', 'low is greater than high', 'low is at most high'],
    ["text === ''", 'text is empty', 'text is not empty'],
    ["kind === 'circle'", "kind is 'circle'", "kind is not 'circle'"],
    ['!items.length', 'items is empty', 'items is not empty'],
    ['!options', 'options is not set', 'options is set'],
    ['items.length === 0', 'items is empty', 'items is not empty'],
    ['password.length < 8', 'password is shorter than 8', 'password is at least 8 long'],
    ['limit === undefined', 'limit is missing', 'limit is given'],
    ["typeof value === 'string'", 'value is a string', 'value is not a string'],
    ['error instanceof TypeError', 'error is a TypeError', 'error is not a TypeError'],
    ['Array.isArray(list)', 'list is an array', 'list is not an array'],
    ['!Number.isNaN(x)', 'x is not NaN', 'x is NaN'],
    ["text.startsWith('?')", "text starts with '?'", "text does not start with '?'"],
    ['/^\\d+$/.test(text)', 'text matches /^\\d+$/', 'text does not match /^\\d+$/'],
    ["'id' in item", "item has 'id'", "item has no 'id'"],
    [
      'age < 18 || age > 120',
      'age is less than 18 or greater than 120',
      'age is at least 18 and at most 120',
    ],
    ['age < 18 || size > 120', undefined, 'age is at least 18'],
    ['a && size > 120', 'a is set', undefined],
    ['compute(a) === 3', undefined, undefined],
  ];
  for (const [condition, holds, fails] of cases)
    it(`reads ${condition}`, () => {
      assert.deepEqual(saidOf(condition), [holds, fails]);
    });

  it('names what a thing is compared with, unless it is a literal', () => {
    const { points } = instrumentSource(
      parseFile('a.ts', 'if (word === rules[0].word) a(); else if (word === "a") b();').source,
    );
    assert.deepEqual(
      points.flatMap(({ condition }) =>
        condition?.state.startsWith('is not') === false ? [condition.other] : [],
      ),
      ['rules', undefined],
    );
  });

  it('reads the cases of a switch', () => {
    const { points } = instrumentSource(
      parseFile('a.ts', "switch (action.type) { case 'add': a(); default: b(); }").source,
    );
    assert.deepEqual(
      points.flatMap(({ kind, condition }) => (kind === 'branch' ? [condition] : [])),
      [{ subject: 'action.type', state: "is 'add'", at: 28 }, undefined],
    );
  });
});
