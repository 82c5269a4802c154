import assert from 'node:assert/strict';
import { inputOf } from '../../../../../src/core/synthesis/inputs/inputExpression';
import { HangingCalls } from '../../../../../src/core/synthesis/search/hangingCalls';
import type { ScenarioPlan } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { aCallable } from '../../../../support/aCallable';

const drain = aCallable('drain');

function aPlan(...codes: readonly string[]): ScenarioPlan {
  return { calls: [{ callable: drain, arguments: codes.map((code) => inputOf(code)) }] };
}

describe('HangingCalls', () => {
  it('avoids the argument that hung, not the function', () => {
    const hanging = new HangingCalls(3);
    hanging.noteEnd(aPlan('finite', '1'));
    for (const other of ['1', '2', '3']) hanging.noteTimeout(aPlan('endless', other));
    assert.equal(hanging.isSuspicious(aPlan('endless', '1')), true);
    assert.equal(hanging.isSuspicious(aPlan('finite', '1')), false);
    assert.deepEqual(hanging.givenUp, []);
  });

  it('avoids a large number wherever it stands, once something hung with it', () => {
    const hanging = new HangingCalls(3);
    hanging.noteTimeout(aPlan('{ max: 4294967295, ttl: 5 }'));
    assert.equal(hanging.isSuspicious(aPlan('{ max: 4294967295 }')), true);
    assert.equal(hanging.isSuspicious(aPlan('{ max: 429496 }')), false);
    hanging.noteEnd(aPlan('4294967295'));
    assert.equal(hanging.isSuspicious(aPlan('{ max: 4294967295 }')), false);
  });

  it('is patient at first', () => {
    const hanging = new HangingCalls(3);
    hanging.noteTimeout(aPlan('endless'));
    assert.equal(hanging.isSuspicious(aPlan('endless')), false);
  });

  it('gives up what hangs with everything', () => {
    const hanging = new HangingCalls(3);
    for (const code of ['1', '2', '3']) hanging.noteTimeout(aPlan(code));
    assert.equal(hanging.isSuspicious(aPlan('4')), true);
    assert.deepEqual(hanging.givenUp, ['drain']);
  });

  it('gives up what hangs again and again, whatever else ended', () => {
    const hanging = new HangingCalls(3);
    for (let count = 0; count < 8; count++) hanging.noteTimeout(aPlan(String(count)));
    hanging.noteEnd(aPlan('finite'));
    assert.equal(hanging.isSuspicious(aPlan('finite')), true);
    assert.deepEqual(hanging.givenUp, ['drain']);
  });

  it('gives up what never ends, although its loops are cut short, unless something of it ends', () => {
    const hanging = new HangingCalls(3);
    for (let count = 0; count < 39; count++) hanging.noteEndless(aPlan(String(count)));
    assert.equal(hanging.isSuspicious(aPlan('next')), false);
    hanging.noteEndless(aPlan('39'));
    assert.equal(hanging.isSuspicious(aPlan('next')), true);
    assert.deepEqual(hanging.givenUp, ['drain']);
    hanging.noteEnd(aPlan('finite'));
    assert.equal(hanging.isSuspicious(aPlan('next')), false);
    assert.deepEqual(hanging.givenUp, []);
  });
});
