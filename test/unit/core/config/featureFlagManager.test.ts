import assert from 'node:assert/strict';
import { FeatureFlagManager, featuresOf } from '../../../../src/core/config/featureFlagManager';
import { allFeaturesOff, type FeatureFlags } from '../../../../src/core/config/featureFlags';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { verifies } from '../../../requirements';

const bothOn: FeatureFlags = { multiModelRouter: true, streaming: true };

function managerWith(initial: FeatureFlags) {
  let flags = initial;
  const manager = new FeatureFlagManager({ flags: () => flags });
  const change = (changed: FeatureFlags): void => {
    flags = changed;
  };
  return { manager, change };
}

describe('FeatureFlagManager', () => {
  it(`says what is on now, not what was on at its start ${verifies('ROLL-10.2-1', 'ROLL-10.2-5')}`, () => {
    const { manager, change } = managerWith(bothOn);
    assert.equal(manager.isEnabled('streaming'), true);
    change(allFeaturesOff);
    assert.equal(manager.isEnabled('streaming'), false);
    change(bothOn);
    assert.equal(manager.isEnabled('streaming'), true);
  });

  it(`lets work that was submitted keep its flags when settings change ${verifies('ROLL-10.2-2')}`, () => {
    const { manager, change } = managerWith(bothOn);
    const snapshot = manager.snapshot();
    change(allFeaturesOff);
    assert.deepEqual(snapshot.current(), bothOn);
    assert.deepEqual(manager.snapshot().current(), allFeaturesOff);
  });

  it(`takes all features from what has not started when all are disabled ${verifies('ROLL-10.2-3')}`, () => {
    const { manager } = managerWith(bothOn);
    const [waiting, other] = [manager.snapshot(), manager.snapshot()];
    manager.disableAll();
    assert.deepEqual([waiting.current(), other.current()], [allFeaturesOff, allFeaturesOff]);
  });

  it(`follows the settings again for what is submitted afterwards ${verifies('ROLL-10.2-5')}`, () => {
    const { manager } = managerWith(bothOn);
    manager.disableAll();
    assert.deepEqual(manager.snapshot().current(), bothOn);
  });
});

describe('featuresOf', () => {
  it(`needs the feature and the switch of its part ${verifies('CFG-5.1-7', 'CFG-5.1-8')}`, () => {
    const features = bothOn;
    assert.deepEqual(featuresOf(parseFleetConfig({ features })), bothOn);
    assert.deepEqual(featuresOf(parseFleetConfig({ features, routing: { enabled: false } })), {
      multiModelRouter: false,
      streaming: true,
    });
    assert.deepEqual(featuresOf(parseFleetConfig({ features, streaming: { enabled: false } })), {
      multiModelRouter: true,
      streaming: false,
    });
  });
});
