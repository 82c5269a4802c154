import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { lambdaInputs } from '../../../../../src/core/synthesis/inputs/lambdaInputs';
import { withSignal } from '../../../../../src/core/synthesis/inputs/signalParameter';
import type { ParameterModel, ValueShape } from '../../../../../src/core/synthesis/moduleModel';
import { aParameter } from '../../../../support/synthesisBuilders';

const unknown: ValueShape = { kind: 'unknown' };
const someFunction = { kind: 'function', parameters: [], returns: unknown, isAsync: false } as const;

type Sign = (sign: unknown, callback: (...given: unknown[]) => void) => void;

function lambdasFor(parameters: readonly ParameterModel[], returns: ValueShape = unknown) {
  return lambdaInputs({
    name: 'read',
    shape: { ...someFunction, parameters, returns },
    valueFor: () => inputOf('1'),
    staysInType: false,
  });
}

/** What a source answers to these signs. */
function answers(code: string, signs: readonly unknown[]): unknown[] {
  const items = [1, 2, 3];
  const source = new Function('items', `return (${code});`)(items) as Sign;
  const given: unknown[] = [];
  for (const sign of signs) source(sign, (...values) => given.push(values));
  return given;
}

describe('functions that give chance', () => {
  it('give a fraction', () => {
    const [first] = lambdaInputs({
      name: 'randomSource',
      shape: someFunction,
      valueFor: () => inputOf('1'),
      staysInType: false,
    });
    assert.equal(first?.code, '() => 0.5');
  });
});

describe('functions that answer by a callback', () => {
  const source = [aParameter('abort', unknown), aParameter('callback', someFunction)];

  it('give one item after the other to whoever asks by a sign, then the end', () => {
    const [first] = lambdasFor(source);
    assert.deepEqual(answers(first?.code ?? '', [null, null, null, null]), [
      [null, 1],
      [null, 2],
      [null, 3],
      [true],
    ]);
  });

  it('end when they are told to', () => {
    const [first] = lambdasFor(source);
    assert.deepEqual(answers(first?.code ?? '', [null, true]), [[null, 1], [true]]);
  });

  it('never go on for ever when they are asked by a sign', () => {
    const codes = lambdasFor(source).map(({ code }) => code);
    assert.ok(
      codes.every((code) => !/=> callback\(null/.test(code)),
      codes.join('\n'),
    );
  });

  it('give lists, equal items, and a failure after some', () => {
    const states = lambdasFor(source).flatMap(({ trait }) => trait?.state ?? []);
    for (const state of ['fails after two items', 'gives an item twice', 'gives lists', 'answers later'])
      assert.ok(states.includes(state), states.join('; '));
  });

  it('answer the data they get', () => {
    const [first] = lambdasFor([aParameter('data', unknown), aParameter('callback', someFunction)]);
    assert.equal(first?.code, '(data, callback) => callback(null, data)');
  });
});

describe('functions that are watched', () => {
  it('keep every argument of a call whose result nobody wants', () => {
    const parameters = [aParameter('error', unknown), aParameter('data', unknown)];
    const [first] = lambdasFor(parameters, { kind: 'undefined' });
    assert.equal(first?.code, '(...values) => {\n  received.push(values);\n}');
  });

  it('answer as well where the result is used', () => {
    const codes = lambdasFor([aParameter('item', unknown)]).map(({ code }) => code);
    assert.ok(codes.includes('(item) => {\n  received.push(item);\n  return item;\n}'), codes.join('\n'));
  });
});

describe('withSignal', () => {
  const callback = aParameter('cb', unknown);

  it('takes an end before a callback for a sign', () => {
    const [end] = withSignal([aParameter('end', unknown), callback]);
    assert.deepEqual(end?.shape.kind === 'union' && end.shape.options[0], { kind: 'literal', code: 'null' });
  });

  it('leaves an end without a callback a number', () => {
    const parameters = [aParameter('end', unknown), aParameter('start', unknown)];
    assert.equal(withSignal(parameters), parameters);
  });

  it('leaves what is known alone', () => {
    const parameters = [aParameter('end', { kind: 'number' }), callback];
    assert.equal(withSignal(parameters), parameters);
  });
});
