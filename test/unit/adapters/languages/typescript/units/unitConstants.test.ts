import assert from 'node:assert/strict';
import { classNamed, functionNamed, inspectSource } from '../../../../../support/inspectedSource';

async function constantsOf(source: string): Promise<readonly string[]> {
  return functionNamed((await inspectSource(source)).model, 'f').constants;
}

describe('unitConstants', () => {
  it('gives literals as expressions, each once, in order', async () => {
    const constants = await constantsOf(
      `export function f(a) { return a === 'it\\'s' || a > -5 || a === 0x10 || a === 10n || /^a+$/gi.test(a) || a === \`x\` || a === 1_000 || a === -5; }`,
    );
    assert.deepEqual(constants, ["'it\\'s'", '-5', '16', '10n', '/^a+$/gi', "'x'", '1000']);
  });

  it('leaves out what no input can meet', async () => {
    const constants = await constantsOf(`
      import { x } from './x';
      export function f(a: 'type only') {
        'use strict';
        if (typeof a === 'string') throw new RangeError('message ' + a);
        console.log('logged');
        const y = require('module');
        return 'kept';
      }`);
    assert.deepEqual(constants, ["'kept'"]);
  });

  it('gives the classes that values are asked for, not those that are only made or declared by the file', async () => {
    const constants = await constantsOf(`
      class URL {}
      export function f(a) {
        if (a instanceof Map || a.constructor === Set || ArrayBuffer.isView(a) || a === URL) return new Date(0);
        return Promise.resolve(Number(a.Buffer)) || RegExp.prototype;
      }`);
    assert.deepEqual(constants, ['Map', 'Set', 'ArrayBuffer', '0']);
  });

  it('follows private helpers and tables for two hops, not exported functions', async () => {
    const constants = await constantsOf(`
      const RATES = { eur: 1, 'us-d': 2 };
      const deep = () => 'three hops';
      const third = () => deep();
      const second = () => 'two hops' + third();
      const first = () => 'one hop' + second() + RATES.eur;
      export const other = () => 'exported';
      export function f() { return 'own' + first() + other(); }`);
    assert.deepEqual(constants, ["'own'", "'one hop'", "'two hops'", "'eur'", '1', "'us-d'", '2']);
  });

  it('follows private members of a class', async () => {
    const { model } = await inspectSource(
      `export class A { #limit = 7; run() { return this.#check('run'); } #check(a) { return a === 'inner' && this.#limit; } other() { return 'other'; } }`,
    );
    const run = classNamed(model, 'A').methods.find((method) => method.name === 'run');
    assert.deepEqual(run?.constants, ["'run'", "'inner'", '7']);
  });

  it('keeps at most sixty', async () => {
    const constants = await constantsOf(
      `export function f() { return [${Array.from({ length: 500 }, (_, index) => index)}]; }`,
    );
    assert.equal(constants.length, 60);
  });
});
