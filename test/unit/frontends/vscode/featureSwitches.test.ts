import assert from 'node:assert/strict';
import type { FeatureName } from '../../../../src/core/config/featureFlags';
import {
  type FeatureSetting,
  type SettingPlace,
  turnOffFeatures,
} from '../../../../src/frontends/vscode/featureSwitches';
import { presentDisabledFeatures } from '../../../../src/frontends/vscode/text/disableFeaturesText';
import { verifies } from '../../../requirements';

type Values = Partial<Record<SettingPlace, unknown>>;

/** Settings in memory: the workspace wins over the user, the user over the environment. */
function settingsOf(
  values: Readonly<Record<FeatureName, Values>>,
  { environment = false, readOnly }: { environment?: boolean; readOnly?: SettingPlace } = {},
) {
  const settings = (Object.keys(values) as FeatureName[]).map(
    (feature): FeatureSetting => ({
      feature,
      valueIn: (place) => values[feature][place],
      turnOff: async (place) => {
        if (place === readOnly) throw new Error('the file has unsaved changes');
        values[feature][place] = false;
      },
    }),
  );
  const isOn = ({ workspace, user }: Values) => (workspace ?? user ?? environment) === true;
  const readFlags = () => ({
    multiModelRouter: isOn(values.multiModelRouter),
    streaming: isOn(values.streaming),
  });
  return { settings, readFlags };
}

describe('turnOffFeatures', () => {
  it(`sets features to false wherever they are on, and touches nothing else ${verifies('ROLL-10.2-3')}`, async () => {
    const values = { multiModelRouter: { user: true }, streaming: { workspace: true, user: false } };
    const { settings, readFlags } = settingsOf(values);
    const switchedOff = await turnOffFeatures(settings, readFlags);
    assert.deepEqual(switchedOff, { changed: ['workspace', 'user'], failures: [] });
    assert.deepEqual(values, {
      multiModelRouter: { user: false },
      streaming: { workspace: false, user: false },
    });
    assert.deepEqual(readFlags(), { multiModelRouter: false, streaming: false });
  });

  it('overrules the environment with the user settings', async () => {
    const values = { multiModelRouter: {}, streaming: {} };
    const { settings, readFlags } = settingsOf(values, { environment: true });
    await turnOffFeatures(settings, readFlags);
    assert.deepEqual(values, { multiModelRouter: { user: false }, streaming: { user: false } });
  });

  it('changes nothing when both are off', async () => {
    const values = { multiModelRouter: {}, streaming: { user: false } };
    const { settings, readFlags } = settingsOf(values);
    assert.deepEqual(await turnOffFeatures(settings, readFlags), { changed: [], failures: [] });
    assert.deepEqual(values, { multiModelRouter: {}, streaming: { user: false } });
  });

  it('tells what could not be written, and turns off the rest', async () => {
    const values = { multiModelRouter: { workspace: true }, streaming: { user: true } };
    const { settings, readFlags } = settingsOf(values, { readOnly: 'workspace' });
    const { changed, failures } = await turnOffFeatures(settings, readFlags);
    assert.deepEqual(changed, ['user']);
    assert.deepEqual(failures, [
      'agenticQe.features.multiModelRouter in the workspace settings: the file has unsaved changes',
    ]);
  });
});

describe('presentDisabledFeatures', () => {
  it(`says where it changed something, what becomes of running tasks, and how to turn features on again`, () => {
    const presentation = presentDisabledFeatures({ changed: ['workspace', 'user'], failures: [] }, 2);
    assert.equal(
      presentation.message,
      'Model routing and streaming are off (changed in the workspace and user settings). 2 tasks under way: what has started finishes as it began, what waits starts without them. Turn them on again with the settings agenticQe.features.multiModelRouter and agenticQe.features.streaming.',
    );
    assert.deepEqual(presentation.actions, [{ kind: 'open-setting', key: 'agenticQe.features' }]);
  });

  it('warns when a setting could not be changed', () => {
    const presentation = presentDisabledFeatures({ changed: [], failures: ['x: y'] }, 0);
    assert.equal(presentation.severity, 'warning');
    assert.match(presentation.message, /No task is running\. Not changed: x: y\./);
  });
});
