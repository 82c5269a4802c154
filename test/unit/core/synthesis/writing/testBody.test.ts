import assert from 'node:assert/strict';
import type { TestStyle } from '../../../../../src/core/generation/candidate';
import type { MinedScenario } from '../../../../../src/core/synthesis/oracles/oracleMiner';
import {
  advanceAsyncName,
  advanceName,
  type ScenarioStep,
  type StepOutcome,
} from '../../../../../src/core/synthesis/scenario';
import { bodyLinesOf } from '../../../../../src/core/synthesis/writing/testBody';
import { aTestStyle } from '../../../../support/synthesisBuilders';

function returned(code: string, isPromise = false): StepOutcome {
  return { status: 'returned', isPromise, value: { kind: 'expressible', code, isPrimitive: code !== '[]' } };
}

const failed: StepOutcome = {
  status: 'threw',
  isPromise: true,
  error: { name: 'Error', message: 'boom', isDeliberate: true },
};

function bodyOf(
  steps: readonly (readonly [ScenarioStep, StepOutcome])[],
  changes: Partial<TestStyle> = {},
  jumpsMs: readonly (readonly number[])[] = [],
): string[] {
  const mined: MinedScenario = {
    scenario: { id: 's', subject: 'f', bindings: {}, steps: steps.map(([step]) => step) },
    outcomes: steps.map(([, outcome]) => outcome),
    points: [],
    asserted: new Set(
      steps.flatMap(([{ role }], index) => (role === 'inspect' || role === 'act' ? [index] : [])),
    ),
    jumpsMs,
  };
  return bodyLinesOf(mined, aTestStyle(changes), () => undefined);
}

const frameworks = ['vitest', 'jest', 'mocha', 'node-test'] as const;

describe('the body of a test in which time passes', () => {
  const debounced: (readonly [ScenarioStep, StepOutcome])[] = [
    [{ expression: "later('a')", role: 'arrange' }, returned('undefined')],
    [{ expression: `${advanceName}(100)`, role: 'arrange' }, returned('undefined')],
    [{ expression: 'received', role: 'inspect' }, returned("['a']")],
  ];
  const tick = {
    vitest: 'vi.advanceTimersByTime(100);',
    jest: 'jest.advanceTimersByTime(100);',
    mocha: 'mock.timers.tick(100);',
    'node-test': 'mock.timers.tick(100);',
  };
  for (const framework of frameworks) {
    it(`has the false clock of ${framework}`, () => {
      assert.deepEqual(bodyOf(debounced, { framework }).slice(0, 2), ["later('a');", tick[framework]]);
    });
  }

  const retried = (outcome: StepOutcome): (readonly [ScenarioStep, StepOutcome])[] => [
    [
      { expression: 'retry()', resultName: 'promise', role: 'arrange', isDeferred: true },
      returned('0', true),
    ],
    [{ expression: `${advanceAsyncName}(30)`, role: 'arrange' }, returned('undefined', true)],
    [{ expression: 'promise', role: 'act' }, outcome],
  ];

  it('keeps a promise until the time is over', () => {
    assert.deepEqual(bodyOf(retried(returned("'done'", true))), [
      'const promise = retry();',
      'await vi.advanceTimersByTimeAsync(30);',
      '',
      "expect(await promise).toBe('done');",
    ]);
  });

  it('gives promises a turn before each jump where the clock does not do that', () => {
    assert.deepEqual(bodyOf(retried(returned("'done'", true)), { framework: 'mocha' }, [[10, 20]]), [
      'const promise = retry();',
      'await setImmediate();',
      'mock.timers.tick(10);',
      'await setImmediate();',
      'mock.timers.tick(20);',
      '',
      "assert.equal(await promise, 'done');",
    ]);
  });

  it('listens for a failure before it happens', () => {
    assert.deepEqual(bodyOf(retried(failed)), [
      "const failure = expect(retry()).rejects.toThrow('boom');",
      'await vi.advanceTimersByTimeAsync(30);',
      '',
      'await failure;',
    ]);
  });
});

describe('the body of a test that ends what it began', () => {
  it('does so after its assertions', () => {
    const steps: (readonly [ScenarioStep, StepOutcome])[] = [
      [{ expression: 'store.size()', role: 'act' }, returned('1')],
      [{ expression: "once(store, 'close')", role: 'cleanup' }, returned('[]', true)],
    ];
    assert.deepEqual(bodyOf(steps), ['expect(store.size()).toBe(1);', '', "await once(store, 'close');"]);
  });
});

describe('the body of a test of a failure of the system', () => {
  const error = { name: 'Error', message: 'ENOENT', isDeliberate: false, code: 'ENOENT' };
  const act: ScenarioStep = { expression: 'read(path)', role: 'act' };
  const expected = {
    vitest: [
      "expect(() => read(path)).toThrow('ENOENT');",
      "await expect(read(path)).rejects.toMatchObject({ code: 'ENOENT' });",
    ],
    mocha: [
      "assert.throws(() => read(path), { code: 'ENOENT' });",
      "await assert.rejects(read(path), { code: 'ENOENT' });",
    ],
  };
  for (const framework of ['vitest', 'mocha'] as const) {
    it(`names its code in ${framework}`, () => {
      const bodies = [false, true].flatMap((isPromise) =>
        bodyOf([[act, { status: 'threw', isPromise, error }]], { framework }),
      );
      assert.deepEqual(bodies, expected[framework]);
    });
  }
});
