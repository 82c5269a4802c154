import assert from 'node:assert/strict';
import { type MiningScope, mineOracles } from '../../../../../src/core/synthesis/oracles/oracleMiner';
import type {
  ObservedValue,
  Scenario,
  ScenarioObservation,
  ScenarioTrace,
  StepOutcome,
  WorldEffect,
} from '../../../../../src/core/synthesis/scenario';

const scope: MiningScope = {
  undefinedIsAnswer: false,
  classNames: new Set(['Cart']),
  fieldsArePublic: false,
};

function returned(code: string, isPrimitive = true): StepOutcome {
  return { status: 'returned', isPromise: false, value: { kind: 'expressible', code, isPrimitive } };
}

function gave(value: ObservedValue): StepOutcome {
  return { status: 'returned', isPromise: false, value };
}

function threw(name: string, message: string, isDeliberate = true): StepOutcome {
  return { status: 'threw', isPromise: false, error: { name, message, isDeliberate } };
}

function observed(
  outcomes: readonly StepOutcome[],
  effects: readonly WorldEffect[] = [],
): ScenarioObservation {
  return { scenarioId: 's', status: 'observed', outcomes, points: [1], effects, questions: [] };
}

function aScenario(...roles: Scenario['steps'][number]['role'][]): Scenario {
  return { id: 's', subject: 'f', bindings: {}, steps: roles.map((role) => ({ expression: 'f()', role })) };
}

function mine(
  scenario: Scenario,
  home: ScenarioObservation,
  abroad = home,
  changes: Partial<MiningScope> = {},
) {
  return mineOracles(scenario, { home, abroad }, { ...scope, ...changes });
}

function reasonOf(...parameters: Parameters<typeof mine>): string {
  const result = mine(...parameters);
  assert.equal(result.status, 'rejected');
  return result.status === 'rejected' ? result.reason : '';
}

describe('mineOracles', () => {
  it('asserts what the act returned and what was read after it', () => {
    const result = mine(
      aScenario('arrange', 'act', 'inspect'),
      observed([returned('1'), returned('2'), returned('3')]),
    );
    assert.deepEqual(result.status === 'mined' && [...result.mined.asserted], [1, 2]);
  });

  it('asserts deliberate errors', () => {
    const result = mine(aScenario('act'), observed([threw('RangeError', 'too small')]));
    assert.deepEqual(result.status === 'mined' && [...result.mined.asserted], [0]);
  });

  it('rejects what differs between worlds', () => {
    assert.match(
      reasonOf(aScenario('act'), observed([returned('1')]), observed([returned('2')])),
      /depends on time/,
    );
  });

  it('rejects what touches the outside world', () => {
    assert.match(
      reasonOf(aScenario('act'), observed([returned('1')], ['file-system'])),
      /touches the file system/,
    );
  });

  it('rejects errors of the engine and things thrown that are no errors', () => {
    assert.match(
      reasonOf(aScenario('act'), observed([threw('TypeError', 'x is not a function', false)])),
      /own TypeError/,
    );
    assert.match(reasonOf(aScenario('act'), observed([threw('object', '{}')])), /not an error/);
  });

  it('rejects what did not end in a fresh module', () => {
    const hung: ScenarioObservation = { scenarioId: 's', status: 'timed-out' };
    assert.match(reasonOf(aScenario('act'), observed([returned('1')]), hung), /did not end/);
  });

  it('takes undefined for an answer only where other answers were seen', () => {
    const nothing = observed([returned('undefined')]);
    assert.match(reasonOf(aScenario('act'), nothing), /nothing that a test could observe/);
    assert.equal(mine(aScenario('act'), nothing, nothing, { undefinedIsAnswer: true }).status, 'mined');
  });

  it('rejects functions, opaque values, and the private state of exported classes', () => {
    for (const value of [
      { kind: 'function', counters: [], parameterNames: [], methods: [] },
      { kind: 'inexpressible', reason: 'is cyclic', methods: [] },
      { kind: 'instance', className: 'Cart', code: '{ lines: [] }' },
      { kind: 'instance', className: 'Hidden', code: '{}' },
    ] as const) {
      assert.equal(mine(aScenario('act'), observed([gave(value)])).status, 'rejected', value.kind);
    }
    assert.equal(
      mine(aScenario('act'), observed([gave({ kind: 'instance', className: 'Hidden', code: '{ a: 1 }' })]))
        .status,
      'mined',
    );
  });

  it('rejects what would make a test slow, or leaves work behind that harms others', () => {
    const trace = { events: [], isBusy: false, files: {}, deniedPaths: [] };
    const clock = { readsDate: false, delaysMs: [], openTimersMs: [], jumpsMs: [] };
    const home = observed([returned('1')]);
    const withTrace = (changes: Partial<ScenarioTrace>) => ({ ...home, trace: { ...trace, ...changes } });
    assert.match(
      reasonOf(aScenario('act'), withTrace({ clock: { ...clock, waitedMs: 500 } })),
      /takes 500 ms/,
    );
    assert.match(reasonOf(aScenario('act'), home, withTrace({ isBusy: true })), /under way/);
    assert.equal(mine(aScenario('act'), withTrace({ clock: { ...clock, waitedMs: 5 } })).status, 'mined');
  });
});
