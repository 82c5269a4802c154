import assert from 'node:assert/strict';
import { FeatureFlagManager } from '../../../../src/core/config/featureFlagManager';
import { allFeaturesOff, type FeatureFlags } from '../../../../src/core/config/featureFlags';
import { disableForGood } from '../../../../src/frontends/vscode/disableForGood';
import { verifies } from '../../../requirements';

const on: FeatureFlags = { multiModelRouter: true, streaming: true };

describe('disableForGood', () => {
  let settings: FeatureFlags;
  let flags: FeatureFlagManager;
  const fleet = { disableAllFeatures: () => flags.disableAll() };

  beforeEach(() => {
    settings = on;
    flags = new FeatureFlagManager({ flags: () => settings });
  });

  it(`takes features from a task that starts while the settings are written ${verifies('ROLL-10.2-3')}`, async () => {
    const waiting = flags.snapshot();
    const whileWriting = await disableForGood(fleet, async () => waiting.current());
    assert.deepEqual(whileWriting, allFeaturesOff);
  });

  it('takes them from what was submitted before the settings had changed, too', async () => {
    const submitted = await disableForGood(fleet, async () => flags.snapshot());
    assert.deepEqual(submitted.current(), allFeaturesOff);
  });

  it('does so although the settings cannot be written, and hands that on', async () => {
    const submitted: { current(): FeatureFlags }[] = [];
    const failed = disableForGood(fleet, async () => {
      submitted.push(flags.snapshot());
      throw new Error('read-only');
    });
    await assert.rejects(failed, /read-only/);
    assert.deepEqual(submitted[0]?.current(), allFeaturesOff);
  });
});
