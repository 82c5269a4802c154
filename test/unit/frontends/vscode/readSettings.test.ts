import assert from 'node:assert/strict';
import { environmentLayer } from '../../../../src/core/config/environmentLayer';
import {
  editorLayer,
  parseFleetConfig,
  resolveFleetConfig,
  settingKeys,
} from '../../../../src/core/config/fleetConfig';
import { readSettings, type SettingsSource } from '../../../../src/frontends/vscode/readSettings';
import { verifies } from '../../../requirements';

/** Settings as VS Code has them: what `get` gives is the strongest of what is written, or the default. */
function settings(
  written: Readonly<Record<string, { globalValue?: unknown; workspaceValue?: unknown }>>,
): SettingsSource {
  return {
    get: (key) => written[key]?.workspaceValue ?? written[key]?.globalValue ?? 'default',
    inspect: (key) => written[key],
  };
}

describe('readSettings', () => {
  it('asks for every setting of the schema', () => {
    const asked: string[] = [];
    readSettings({ get: () => undefined, inspect: (key) => void asked.push(key) });
    assert.deepEqual(asked, settingKeys);
  });

  it('leaves defaults to the schema', () => {
    assert.deepEqual(parseFleetConfig(readSettings(settings({}))), parseFleetConfig({}));
  });

  it(`hands on what the user wrote, wrong values too ${verifies('CFG-1')}`, () => {
    const source = settings({ 'fleet.maxAgents': { globalValue: 99 } });
    assert.throws(() => parseFleetConfig(readSettings(source)), /agenticQe\.fleet\.maxAgents is 99/);
  });

  it(`puts the workspace before the user and both before the environment ${verifies('CFG-5.2-19')}`, () => {
    const resolve = (source: SettingsSource) =>
      resolveFleetConfig([
        editorLayer(readSettings(source)),
        environmentLayer({ STREAMING_BUFFER_SIZE: '64' }),
      ]).streaming.bufferSize;
    const key = 'streaming.bufferSize';
    assert.equal(resolve(settings({ [key]: { globalValue: 128, workspaceValue: 256 } })), 256);
    assert.equal(resolve(settings({ [key]: { globalValue: 128 } })), 128);
    assert.equal(resolve(settings({})), 64);
  });
});
