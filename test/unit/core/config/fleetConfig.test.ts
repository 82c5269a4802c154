import assert from 'node:assert/strict';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { verifies } from '../../../requirements';

describe('parseFleetConfig', () => {
  it('fills in every default', () => {
    assert.deepEqual(parseFleetConfig({}), {
      testFramework: 'auto',
      nodePath: '',
      fleet: { maxAgents: 2, taskTimeoutSeconds: 600 },
      budget: { daily: null },
    });
  });

  it('is frozen at every level', () => {
    const config = parseFleetConfig({});
    assert.throws(() => Object.assign(config, { nodePath: 'x' }), TypeError);
    assert.throws(() => Object.assign(config.budget, { daily: 1 }), TypeError);
  });

  const wrong: [settings: unknown, key: string, value: string][] = [
    [{ testFramework: 'ava' }, 'agenticQe.testFramework', '"ava"'],
    [{ budget: { daily: -1 } }, 'agenticQe.budget.daily', '-1'],
    [{ budget: { daily: '5' } }, 'agenticQe.budget.daily', '"5"'],
    [{ budget: { daily: Number.NaN } }, 'agenticQe.budget.daily', 'NaN'],
    [{ fleet: { maxAgents: 0 } }, 'agenticQe.fleet.maxAgents', '0'],
    [{ fleet: { maxAgents: 1.5 } }, 'agenticQe.fleet.maxAgents', '1.5'],
  ];
  for (const [settings, key, value] of wrong) {
    it(`names ${key} and ${value} ${verifies('CFG-1')}`, () => {
      assert.throws(
        () => parseFleetConfig(settings),
        (error: Error & { key?: string }) =>
          error.key === key && error.message.includes(`${key} is ${value}:`),
      );
    });
  }
});
