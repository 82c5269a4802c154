import assert from 'node:assert/strict';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import { permissionOf, policyFrom } from '../../../../src/core/routing/routingPolicy';
import { aModel } from '../../../support/routingBuilders';

const paid = aModel('claude-opus-5-5', { aliases: ['claude-opus-4'] });
const local = aModel('qwen', { provider: 'ollama', prices: embeddedModel.prices });
const permit = (routing: object, model = paid) =>
  permissionOf(model, policyFrom(parseFleetConfig({ routing }).routing));
const budget = (limits: object, enabled = true) => ({ costTracking: { enabled, budgetLimits: limits } });

describe('policyFrom', () => {
  it('takes a key alone for no permission to spend', () => {
    assert.deepEqual(permit({}), {
      ok: false,
      reason: 'no budget is set, and neither routing.models nor routing.allowedModels names it',
    });
  });

  for (const limit of ['daily', 'weekly', 'monthly', 'perRun', 'perAgent']) {
    it(`allows to spend within a ${limit} budget`, () => {
      assert.deepEqual(permit(budget({ [limit]: 1 })), { ok: true });
    });
  }

  it('takes a budget of 0, and one that is not watched, for no permission', () => {
    assert.equal(permit(budget({ daily: 0 })).ok, false);
    assert.equal(permit(budget({ daily: 1 }, false)).ok, false);
  });

  it('allows to spend on what the user names, under any of its names', () => {
    for (const name of ['claude-opus-5-5', 'claude-opus-4']) {
      assert.equal(permit({ models: [{ name }] }).ok, true);
      assert.equal(permit({ allowedModels: [name] }).ok, true);
      assert.equal(permit({ forcedModel: name }).ok, true);
    }
    assert.equal(permit({ models: [{ name: 'gpt-6-sol' }] }).ok, false);
  });

  it('takes no rule for a permission: a workspace can bring it', () => {
    assert.equal(permit({ rules: [{ model: 'claude-opus-5-5' }] }).ok, false);
  });

  it('asks for no permission where nothing is spent', () => {
    assert.equal(permit({}, local).ok, true);
    assert.equal(permit({}, embeddedModel).ok, true);
  });

  it('takes an unknown price for one', () => {
    assert.equal(permit({}, aModel('mystery', { prices: undefined })).ok, false);
  });

  it('keeps to the allowed models, local ones included, but for the embedded engine', () => {
    const routing = { ...budget({ daily: 1 }), allowedModels: ['gpt-6-sol'] };
    assert.deepEqual(permit(routing), { ok: false, reason: 'it is not among the allowed models' });
    assert.equal(permit(routing, local).ok, false);
    assert.equal(permit(routing, embeddedModel).ok, true);
    assert.equal(permit({ ...routing, allowedModels: ['claude-opus-4'] }).ok, true);
  });
});
