import assert from 'node:assert/strict';
import type { TestStyle } from '../../../../../../src/core/generation/candidate';
import { createEmbeddedEngine } from '../../../../../../src/core/synthesis/embeddedEngine';
import type { ParameterModel } from '../../../../../../src/core/synthesis/moduleModel';
import { type FakeModule, FakeSandbox } from '../../../../../support/fakeSandbox';
import {
  aCandidateRequest,
  aFunctionUnit,
  allParts,
  aParameter,
  aTestStyle,
} from '../../../../../support/synthesisBuilders';

const text = aParameter('text', { kind: 'string' });
const number = { kind: 'number' } as const;
const numbers = aParameter('numbers', { kind: 'array', element: number });

interface Law {
  readonly name: string;
  readonly parameters: readonly ParameterModel[];
  readonly code: (...given: never[]) => unknown;
}

async function lawsOf(laws: readonly Law[], style: Partial<TestStyle> = { hasFastCheck: true }) {
  const module: FakeModule = () => Object.fromEntries(laws.map(({ name, code }) => [name, code]));
  const units = laws.map(({ name, parameters }) => aFunctionUnit(name, { parameters }));
  const request = { ...aCandidateRequest(units, []), style: aTestStyle(style) };
  const engine = createEmbeddedEngine({ sandbox: new FakeSandbox(module) });
  const parts = await allParts(engine.write(request, new AbortController().signal));
  return parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []));
}

async function titlesOf(...laws: Law[]): Promise<readonly string[]> {
  return (await lawsOf(laws)).map(({ unit, title }) => `${unit} ${title}`);
}

describe('properties', () => {
  const reverse: Law = {
    name: 'reverse',
    parameters: [text],
    code: (given: string) => [...given].reverse().join(''),
  };

  it('are found where a function undoes itself', async () => {
    assert.deepEqual(await titlesOf(reverse), ['reverse gives back the original when it is applied twice']);
  });

  it('are found where it has nothing more to do the second time', async () => {
    const trim: Law = { name: 'trim', parameters: [text], code: (given: string) => given.trim() };
    assert.deepEqual(await titlesOf(trim), ['trim changes nothing more when it is applied again']);
  });

  it('are found where order or number does not change', async () => {
    const sum: Law = {
      name: 'sum',
      parameters: [aParameter('a', number), aParameter('b', number)],
      code: (a: number, b: number) => a + b,
    };
    const double: Law = {
      name: 'double',
      parameters: [numbers],
      code: (given: number[]) => given.map((each) => each * 2),
    };
    assert.deepEqual(await titlesOf(sum, double), [
      'sum does not depend on the order of its arguments',
      'double keeps the number of numbers',
    ]);
  });

  it('are found where a result never falls', async () => {
    const steps: Law = {
      name: 'steps',
      parameters: [aParameter('size', number)],
      code: (size: number) => (size > 3 ? 1 : 0),
    };
    assert.ok((await titlesOf(steps)).includes('steps never falls when size grows'));
  });

  it('are found where one function reads what another writes', async () => {
    const encode: Law = { name: 'encode', parameters: [text], code: (given: string) => `<${given}>` };
    const decode: Law = { name: 'decode', parameters: [text], code: (given: string) => given.slice(1, -1) };
    assert.deepEqual(await titlesOf(encode, decode), ['decode gives back what encode was given']);
  });

  it('are not found where one value speaks against it, nor of what does nothing', async () => {
    const almost: Law = {
      name: 'almost',
      parameters: [text],
      code: (given: string) => (given === '__proto__' ? '' : [...given].reverse().join('')),
    };
    const same: Law = { name: 'same', parameters: [text], code: (given: string) => given };
    assert.deepEqual(await titlesOf(almost, same), []);
  });

  it('are written over many values with fast-check, always the same ones', async () => {
    const [law] = await lawsOf([reverse]);
    assert.equal(
      law?.bodyLines.join('\n'),
      [
        'fc.assert(',
        '  fc.property(fc.string(), (text) => {',
        '    expect(reverse(reverse(text))).toBe(text);',
        '  }),',
        '  { seed: 1 },',
        ');',
      ].join('\n'),
    );
    assert.ok(
      law?.imports.some(({ specifier, defaultName }) => specifier === 'fast-check' && defaultName === 'fc'),
    );
  });

  it('are one plain example without it', async () => {
    const [law] = await lawsOf([reverse], { framework: 'mocha', semicolons: false });
    assert.deepEqual(law?.bodyLines, [
      "const text = 'Hello World'",
      '',
      'assert.equal(reverse(reverse(text)), text)',
    ]);
    assert.ok(!law?.imports.some(({ specifier }) => specifier === 'fast-check'));
  });
});
