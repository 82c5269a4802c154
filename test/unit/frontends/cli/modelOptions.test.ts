import assert from 'node:assert/strict';
import { editorLayer, resolveFleetConfig } from '../../../../src/core/config/fleetConfig';
import { modelOptions } from '../../../../src/frontends/cli/modelOptions';
import { UsageError } from '../../../../src/frontends/cli/usageError';

/** The settings with the options over those of a user who has chosen otherwise. */
function settingsWith(options: Parameters<typeof modelOptions>[0]) {
  const own = { routing: { forcedModel: 'claude-haiku-4-5', costTracking: { budgetLimits: { perRun: 3 } } } };
  return resolveFleetConfig([editorLayer(modelOptions(options)), editorLayer(own)]);
}

describe('modelOptions', () => {
  it('changes nothing when nothing is given', () => {
    assert.equal(modelOptions({}), undefined);
    assert.equal(settingsWith({}).features.multiModelRouter, false);
  });

  it('forces the named model, whatever the settings say', () => {
    for (const model of ['embedded', 'gpt-6-luna']) {
      const { features, routing } = settingsWith({ model });
      assert.deepEqual(
        [features.multiModelRouter, routing.enabled, routing.forcedModel],
        [true, true, model],
      );
    }
  });

  it('lets the router choose with auto, also where the settings force a model', () => {
    const { features, routing } = settingsWith({ model: 'auto' });
    assert.deepEqual([features.multiModelRouter, routing.forcedModel], [true, '']);
  });

  it('limits the run to the amount, 0 included', () => {
    for (const [maxCost, limit] of [
      ['0.5', 0.5],
      ['$2', 2],
      ['0', 0],
      ['0.000001', 0.000001],
    ] as const) {
      const { enabled, budgetLimits } = settingsWith({ maxCost }).routing.costTracking;
      assert.deepEqual([enabled, budgetLimits.perRun], [true, limit]);
    }
  });

  it('refuses what is no amount and no name', () => {
    for (const options of [{ maxCost: '-1' }, { maxCost: 'cheap' }, { maxCost: '' }, { model: ' ' }])
      assert.throws(() => modelOptions(options), UsageError);
  });
});
