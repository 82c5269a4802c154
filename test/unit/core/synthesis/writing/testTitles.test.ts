import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import type { ParameterModel } from '../../../../../src/core/synthesis/moduleModel';
import type { StepOutcome } from '../../../../../src/core/synthesis/scenario';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { buildScenario } from '../../../../../src/core/synthesis/search/scenarioBuilder';
import type { ProvenScenario } from '../../../../../src/core/synthesis/selection/testCost';
import { tellingConditions } from '../../../../../src/core/synthesis/writing/conditionWords';
import { TestEmitter } from '../../../../../src/core/synthesis/writing/testEmitter';
import { titleOf, titleOfExamples, titlesOf } from '../../../../../src/core/synthesis/writing/testTitles';
import type { BranchCondition } from '../../../../../src/core/testing/languageAdapter';
import {
  aCandidateRequest,
  aFunctionUnit,
  aParameter,
  aRuntimeExport,
  aTestStyle,
} from '../../../../support/synthesisBuilders';

const number = { kind: 'number' } as const;
const string = { kind: 'string' } as const;

function gives(code: string, isPromise = false): StepOutcome {
  const isPrimitive = !/^[[{]/.test(code);
  return { status: 'returned', isPromise, value: { kind: 'expressible', code, isPrimitive } };
}

function throws(name: string, message: string): StepOutcome {
  return { status: 'threw', isPromise: false, error: { name, message, isDeliberate: true } };
}

interface Told {
  readonly parameters: readonly ParameterModel[];
  readonly inputs: readonly string[];
  readonly outcome: StepOutcome;
  readonly points?: readonly number[];
  /** As the documentation has the call. */
  readonly expression?: string;
}

/** A call of `f`, on lines 1 to 9. */
function aTest({ parameters, inputs, outcome, expression, points = [] }: Told): ProvenScenario {
  const { model } = aCandidateRequest([aFunctionUnit('f', { parameters })], []);
  const { units } = joinUnits(model, [aRuntimeExport('f', 'function')], { staysInType: true, points: [] });
  const [unit] = units;
  const [callable] = unit?.functions ?? [];
  assert.ok(unit && callable);
  const plan = {
    calls: [{ callable, arguments: inputs.map((code) => inputOf(code)), ...(expression && { expression }) }],
  };
  const scenario = buildScenario({ id: '1', plan, localNameOf: (name) => name });
  return {
    unit,
    plan,
    mined: { scenario, outcomes: [outcome], points, asserted: new Set([0]) },
    showsChange: true,
  };
}

function titleWith(told: Told, ...conditions: string[]): string {
  return titleOf({ ...aTest(told), unitKind: 'function', conditions });
}

const price = aParameter('price', number);
const code = aParameter('code', string);
const items = aParameter('items', { kind: 'array', element: number });

describe('titleOf', () => {
  const cases: readonly (readonly [title: string, told: Told, ...conditions: string[]])[] = [
    [
      "returns 12.5 when code is 'HALF'",
      { parameters: [price, code], inputs: ['25', "'HALF'"], outcome: gives('12.5') },
      "code is 'HALF'",
    ],
    [
      "returns 25 for price 25 and code 'ABC'",
      { parameters: [price, code], inputs: ['25', "'ABC'"], outcome: gives('25') },
      "code is not 'HALF'",
    ],
    [
      'throws RangeError when price is negative',
      { parameters: [price], inputs: ['-1'], outcome: throws('RangeError', 'no') },
      'price is negative',
    ],
    [
      'throws RangeError "too cheap" for -1',
      { parameters: [price], inputs: ['-1'], outcome: throws('RangeError', 'too cheap') },
    ],
    [
      'throws an error when price is negative',
      { parameters: [price], inputs: ['-1'], outcome: throws('Error', 'no') },
      'price is negative',
    ],
    ['returns NaN for an empty array', { parameters: [items], inputs: ['[]'], outcome: gives('NaN') }],
    [
      'returns the given code as it is',
      { parameters: [code], inputs: ["'plain text'"], outcome: gives("'plain text'") },
    ],
    [
      'returns about 0.3333 for 3',
      { parameters: [price], inputs: ['3'], outcome: gives('0.3333333333333333') },
    ],
    ['resolves to an empty string for 3', { parameters: [price], inputs: ['3'], outcome: gives("''", true) }],
    [
      'returns an empty array for 5 items',
      {
        parameters: [items],
        inputs: ["['apple', 'banana', 'cherry', 'orange', 'grape']"],
        outcome: gives('[]'),
      },
    ],
    [
      'returns 2 for an empty string as code and price 3',
      { parameters: [code, price], inputs: ["''", '3'], outcome: gives('2') },
    ],
    ['returns NaN without arguments', { parameters: [price], inputs: [], outcome: gives('NaN') }],
    [
      "f(3).toFixed(2) is '0.33'",
      { parameters: [price], inputs: ['2'], expression: 'f(3).toFixed(2)', outcome: gives("'0.33'") },
    ],
    ['returns 0.5 for 2', { parameters: [price], inputs: ['2'], expression: 'f(2)', outcome: gives('0.5') }],
    [
      'returns a Sum with re about 0.3333 and im about 1.148e+24 for 2',
      {
        parameters: [price],
        inputs: ['2'],
        outcome: {
          status: 'returned',
          isPromise: false,
          value: {
            kind: 'instance',
            className: 'Sum',
            code: '{ re: 0.3333333333, im: 1.1479270701584976e+24 }',
          },
        },
      },
    ],
    [
      'returns 2 for 2024-03-15',
      { parameters: [price], inputs: ["new Date('2024-03-15')"], outcome: gives('2') },
    ],
  ];
  for (const [title, told, ...conditions] of cases)
    it(`says ${title}`, () => {
      assert.equal(titleWith(told, ...conditions), title);
    });

  it('has others to offer when the best is taken, the call itself among them', () => {
    const told = { parameters: [price], inputs: ['-1'], outcome: throws('RangeError', 'too cheap') };
    assert.deepEqual(titlesOf({ ...aTest(told), unitKind: 'function', conditions: ['price is negative'] }), [
      'throws RangeError when price is negative',
      'throws RangeError "too cheap" when price is negative',
      'throws RangeError "too cheap"',
      'throws RangeError "too cheap" for -1',
      'throws RangeError when price is negative: f(-1)',
    ]);
  });

  it('says what a callback was called with, by its name', () => {
    const callback = aParameter('onItem', {
      kind: 'function',
      parameters: [],
      returns: { kind: 'undefined' },
      isAsync: false,
    });
    const test = aTest({ parameters: [items, callback], inputs: ['[5]', 'x'], outcome: gives('undefined') });
    const titleFor = (list: string): string => {
      const received = { name: 'received', code: '[]', isInspected: true };
      const recorder = { ...inputOf('(...values) => {\n  received.push(values);\n}'), setup: [received] };
      const [call] = test.plan.calls;
      assert.ok(call);
      const plan = { calls: [{ ...call, arguments: [inputOf('[5]'), recorder] }] };
      const scenario = buildScenario({ id: '1', plan, localNameOf: (name) => name });
      const mined = {
        scenario,
        outcomes: [gives('[]'), gives('undefined'), gives(list)],
        points: [],
        asserted: new Set([2]),
      };
      return titleOf({ plan, mined, unitKind: 'function' });
    };
    assert.equal(titleFor('[[null, [1, 2]]]'), 'calls onItem with null and [1, 2] for items [5]');
    assert.equal(titleFor('[[5], []]'), 'calls onItem with 5, then without arguments for items [5]');
    assert.equal(titleFor("[[new Error('boom')]]"), 'calls onItem with error "boom" for items [5]');
    assert.equal(titleFor('[[1], [2], [3], [4]]'), 'calls onItem 4 times for items [5]');
  });

  it('says of a returned function that it is one, and which call of it is told', () => {
    const { plan, mined } = aTest({ parameters: [price], inputs: ['3'], outcome: gives('6') });
    const [call] = plan.calls;
    assert.ok(call);
    const invoked = { ...call, callable: { ...call.callable, form: 'invoke' as const, path: '' } };
    const told = { mined, unitKind: 'function' as const };
    assert.equal(titleOf({ ...told, plan: { calls: [invoked] } }), 'returns a function that returns 6 for 3');
    assert.equal(
      titleOf({ ...told, plan: { calls: [invoked, invoked] } }),
      'returns a function that returns 6 for 3 the second time',
    );
  });

  it('says of several calls what the last one was answered', () => {
    const callback = aParameter('cb', {
      kind: 'function',
      parameters: [],
      returns: { kind: 'undefined' },
      isAsync: false,
    });
    const { plan, mined } = aTest({ parameters: [callback], inputs: ['x'], outcome: gives('undefined') });
    const [call] = plan.calls;
    assert.ok(call);
    const received = { name: 'received', code: '[]', isInspected: true };
    const recorder = { ...inputOf('(value) => {\n  received.push(value);\n}'), setup: [received] };
    const invoked = {
      callable: { ...call.callable, form: 'invoke' as const, path: '' },
      arguments: [recorder],
    };
    const repeated = { calls: [invoked, invoked] };
    const scenario = buildScenario({ id: '1', plan: repeated, localNameOf: (name) => name });
    const outcomes = [gives('[]'), gives('undefined'), gives('undefined'), gives('[1, true]')];
    const title = titleOf({
      plan: repeated,
      mined: { ...mined, scenario, outcomes, asserted: new Set([3]) },
      unitKind: 'function',
    });
    assert.equal(title, 'returns a function that calls cb with true the second time');
  });

  it('says which function fails, also one that was given before', () => {
    const { plan, mined } = aTest({ parameters: [price], inputs: ['3'], outcome: throws('Error', 'boom') });
    const [call] = plan.calls;
    assert.ok(call);
    const failing = { ...call, arguments: [inputOf('() => {\n  throw new Error("boom");\n}')] };
    const invoked = { ...call, callable: { ...call.callable, form: 'invoke' as const, path: '' } };
    const title = titleOf({
      plan: { receiver: { call: failing, name: 'result' }, calls: [invoked] },
      mined,
      unitKind: 'function',
    });
    assert.equal(title, 'returns a function that throws an error when price throws');
  });

  it('joins examples only where each can be told', () => {
    const of = (input: string, result: string) => ({
      ...aTest({ parameters: [code], inputs: [input], outcome: gives(result) }),
      unitKind: 'function' as const,
    });
    assert.equal(
      titleOfExamples([of("'a'", 'true'), of("''", 'false')]),
      "returns true for 'a' and false for an empty string",
    );
    assert.equal(titleOfExamples([of('() => 1', 'true'), of("''", 'false')]), undefined);
  });
});

describe('tellingConditions', () => {
  const conditions: readonly BranchCondition[] = [
    { subject: 'price', state: 'is negative', at: 1 },
    { subject: 'price', state: 'is not negative', at: 1 },
    { subject: 'code', state: "is 'HALF'", at: 2 },
    { subject: 'code', state: "is not 'HALF'", at: 2 },
    { subject: 'local', state: 'is positive', at: 3 },
    { subject: 'code', state: 'is not set', isTruth: true, at: 4 },
    { subject: 'code', state: 'is rule.word', other: 'rule', at: 5 },
    { subject: 'price', state: 'is at most LIMIT', other: 'LIMIT', at: 6 },
    { subject: 'price', state: 'is code[at]', other: 'code', at: 7 },
    { subject: 'price.length', state: 'is not code.length', other: 'code', at: 8 },
    { subject: 'price', state: 'is not Math.floor(price)', at: 9 },
  ];
  const points = conditions.map((condition) => ({ kind: 'branch', line: 2, offset: 0, condition }) as const);

  function told(
    ...tests: (readonly [inputs: readonly string[], outcome: StepOutcome, ...points: number[]])[]
  ) {
    const proven = tests.map(([inputs, outcome, ...hit]) =>
      aTest({ parameters: [price, code], inputs, outcome, points: hit }),
    );
    const found = tellingConditions(proven, points);
    return proven.map((test) => found.get(test));
  }

  it('tell what made it throw, and not that guards let the others through', () => {
    assert.deepEqual(
      told(
        [['-1', "'A'"], throws('Error', 'no'), 0],
        [['1', "'A'"], gives('1'), 1, 3],
        [['1', "'HALF'"], gives('1'), 1, 2],
      ),
      [['price is negative'], ["code is not 'HALF'"], ["code is 'HALF'"]],
    );
  });

  it('do not give as the reason of a failure what is so for one that returns', () => {
    const found = told(
      [['-1', "'A'"], throws('Error', 'no'), 0, 3],
      [['1', "'A'"], gives('1'), 1, 3],
      [['1', "'HALF'"], gives('1'), 1, 2],
    );
    assert.deepEqual(found[0], ['price is negative']);
  });

  it('say nothing of what is no argument, and nothing where both sides were taken', () => {
    assert.deepEqual(told([['1', "'A'"], gives('1'), 2, 3, 4], [['1', "'A'"], gives('1'), 4]), [[], []]);
  });

  it('say nothing of variables inside, but name constants', () => {
    const found = told([['1', "'A'"], gives('1'), 6], [['1', "'A'"], gives('1'), 7], [['1'], gives('1')]);
    assert.deepEqual(found, [[], ['price is at most LIMIT'], []]);
  });

  it('say nothing of an order in which the argument does not stand, nor of elements at places inside', () => {
    const found = told([['undefined'], gives('1'), 1], [['2'], gives('1'), 1], [['1'], gives('1')]);
    assert.deepEqual(found, [[], ['price is not negative'], []]);
    assert.deepEqual(told([['1', "'A'"], gives('1'), 8], [['2'], gives('1')]), [[], []]);
  });

  it('say in words what compares lengths and whole numbers', () => {
    const found = told([['1', "'A'"], gives('1'), 9], [['1.5'], gives('1'), 10], [['2'], gives('1')]);
    assert.deepEqual(found, [['price and code differ in length'], ['price is not an integer'], []]);
  });

  it('say of what does not count as true what it is', () => {
    const gone = [['1', "''"], gives('1'), 5] as const;
    assert.deepEqual(told(gone, [['1'], gives('1')]), [['code is empty'], []]);
    assert.deepEqual(told([['1'], gives('1'), 5], [['1', "'A'"], gives('1')]), [['code is omitted'], []]);
  });
});

describe('TestEmitter', () => {
  it('does not give one reason for two outcomes', () => {
    const emitter = new TestEmitter({ style: aTestStyle(), moduleSystem: 'esm', classes: new Map() });
    const titles = [gives("'one'"), gives("'two'")].map((outcome, index) => {
      const main = aTest({ parameters: [price], inputs: [String(index + 1)], outcome });
      return emitter.emit({ main, examples: [] }, ['price is positive']).title;
    });
    assert.deepEqual(titles, ["returns 'one' when price is positive", "returns 'two' for 2"]);
  });
});
