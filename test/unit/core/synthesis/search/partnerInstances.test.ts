import assert from 'node:assert/strict';
import {
  ordinaryPartners,
  takesPartner,
  withPartner,
} from '../../../../../src/core/synthesis/search/partnerInstances';
import type { Callable, Receiver } from '../../../../../src/core/synthesis/search/scenarioPlan';
import { aCallable } from '../../../../support/aCallable';
import { aParameter } from '../../../../support/synthesisBuilders';

const construct: Callable = {
  ...aCallable('Delta'),
  form: 'construct',
  path: 'Delta',
  exportNames: ['Delta'],
};
const receiver: Receiver = { call: { callable: construct, arguments: [] }, name: 'delta' };
const retain: Callable = {
  ...aCallable('Delta.retain'),
  form: 'method',
  path: 'retain',
  parameters: [aParameter('length', { kind: 'number' })],
};
const compose: Callable = {
  ...aCallable('Delta.compose'),
  form: 'method',
  path: 'compose',
  parameters: [aParameter('other', { kind: 'unknown' })],
};

describe('another instance as an argument', () => {
  it('is worth trying where anything may be given, not where a number is wanted', () => {
    assert.deepEqual([takesPartner(compose), takesPartner(retain)], [true, false]);
  });

  it('is made anew and changed by a call that can be chained', () => {
    const [unchanged, first] = [...ordinaryPartners(receiver, [retain])];
    assert.equal(unchanged?.code, 'new Delta()');
    assert.match(first?.code ?? '', /^new Delta\(\)\.retain\(\d+\)$/);
    assert.deepEqual(first?.exportNames, ['Delta']);
    const call = withPartner({ callable: compose, arguments: [] }, first ?? assert.fail());
    assert.equal(call.arguments[0], first);
  });
});
