import assert from 'node:assert/strict';
import { keep, TrialPacker } from '../../../../src/adapters/sandbox/trialPacking';
import type { Trial, TrialCall } from '../../../../src/core/synthesis/trial';

function call(form: TrialCall['callable']['form'], path: string, ...codes: readonly string[]): TrialCall {
  return { callable: { form, path }, arguments: codes.map((code) => ({ code, setup: [] })) };
}

describe('TrialPacker', () => {
  it('sends each part once and calls it by its number', () => {
    const packer = new TrialPacker();
    const trials: Trial[] = [
      { calls: [call('call', 'add', '1', '2')] },
      { receiver: { call: call('construct', 'Box', '2') }, calls: [call('method', 'add', '1')] },
    ];
    assert.deepEqual(packer.pack(trials), {
      heads: [
        { form: 'call', path: 'add', setup: [] },
        { form: 'construct', path: 'Box', setup: [] },
        { form: 'method', path: 'add', setup: [] },
      ],
      inputs: [
        { code: '1', setup: [] },
        { code: '2', setup: [] },
      ],
      trials: [
        [0, 0, 2, 0, 1],
        [1, 0, 1, 1, keep, 2, 0, 1, 0],
      ],
    });
    assert.deepEqual(packer.pack([{ calls: [call('call', 'add', '2', '3')] }]), {
      heads: [],
      inputs: [{ code: '3', setup: [] }],
      trials: [[0, 0, 2, 1, 2]],
    });
  });

  it('takes chains of calls apart', () => {
    const chain: TrialCall = { ...call('invoke', '', '2'), on: call('call', 'curry', '1') };
    const whole: TrialCall = { ...call('call', 'curry', '1'), expression: 'curry(1)(2)' };
    assert.deepEqual(new TrialPacker().pack([{ calls: [chain] }, { calls: [whole] }]), {
      heads: [
        { form: 'call', path: 'curry', setup: [] },
        { form: 'invoke', path: '', setup: [] },
        { form: 'whole', path: 'curry(1)(2)', setup: [] },
      ],
      inputs: [
        { code: '1', setup: [] },
        { code: '2', setup: [] },
      ],
      trials: [
        [0, 0, 1, 0, 1, 1, 1, 1],
        [2, 0, 0],
      ],
    });
  });

  it('tells a call apart whose items are all taken', () => {
    const plain = call('call', 'items');
    const { heads } = new TrialPacker().pack([
      { calls: [plain] },
      { calls: [{ ...plain, isDrained: true }] },
    ]);
    assert.deepEqual(heads, [
      { form: 'call', path: 'items', setup: [] },
      { form: 'call', path: 'items', setup: [], isDrained: true },
    ]);
  });

  it('tells the same text with other constants before it apart', () => {
    const packer = new TrialPacker();
    const withList = (code: string): Trial => ({
      calls: [{ ...call('call', 'f'), arguments: [{ code: 'list', setup: [{ name: 'list', code }] }] }],
    });
    assert.deepEqual(packer.pack([withList('[1]'), withList('[2]'), withList('[1]')]).trials, [
      [0, 0, 1, 0],
      [0, 0, 1, 1],
      [0, 0, 1, 0],
    ]);
  });
});
