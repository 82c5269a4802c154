import assert from 'node:assert/strict';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { readSettings } from '../../../../src/frontends/vscode/readSettings';
import { verifies } from '../../../requirements';

describe('readSettings', () => {
  it('reads every setting of the schema', () => {
    const asked: string[] = [];
    readSettings({ get: (key) => void asked.push(key) });
    assert.deepEqual(asked.sort(), leafKeys(parseFleetConfig({})).sort());
  });

  it('leaves defaults to the schema', () => {
    assert.deepEqual(parseFleetConfig(readSettings({ get: () => undefined })), parseFleetConfig({}));
  });

  it(`hands on what the user wrote, wrong values too ${verifies('CFG-1')}`, () => {
    const settings = readSettings({ get: (key) => (key === 'fleet.maxAgents' ? 99 : undefined) });
    assert.throws(() => parseFleetConfig(settings), /agenticQe\.fleet\.maxAgents is 99/);
  });
});

function leafKeys(node: object, prefix = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? leafKeys(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );
}
