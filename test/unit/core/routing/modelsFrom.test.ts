import assert from 'node:assert/strict';
import { ConfigError } from '../../../../src/core/errors';
import { embeddedModel, findModel, modelCatalog } from '../../../../src/core/routing/modelCatalog';
import { modelsFrom } from '../../../../src/core/routing/modelsFrom';
import { verifies } from '../../../requirements';

describe('modelsFrom', () => {
  it(`gives the catalogue for an empty list ${verifies('FM-2.1-4')}`, () => {
    assert.equal(modelsFrom([]), modelCatalog);
  });

  it(`gives exactly the models that were named ${verifies('FM-2.1-5')}`, () => {
    const names = modelsFrom([{ name: 'claude-opus-4' }, { name: 'embedded' }]).map(({ name }) => name);
    assert.deepEqual(names, ['claude-opus-4', 'embedded']);
  });

  it('takes from the catalogue what a setting leaves out, under the name of the setting', () => {
    const [model] = modelsFrom([{ name: 'claude-opus-4', tier: 'moderate' }]);
    const today = findModel(modelCatalog, 'claude-opus-4');
    assert.ok(today);
    assert.deepEqual(model, {
      ...today,
      name: 'claude-opus-4',
      aliases: ['claude-opus-5-5', ...today.aliases.filter((alias) => alias !== 'claude-opus-4')],
      apiModelId: 'claude-opus-5-5',
      tier: 'moderate',
    });
  });

  it(`lets a price of the settings replace the catalogue's ${verifies('CFG-5.1-15', 'CFG-5.1-16')}`, () => {
    const [model] = modelsFrom([
      { name: 'claude-sonnet-5', prices: { input: 0.07, output: 1.1, cacheRead: 0 } },
    ]);
    assert.deepEqual(model?.prices, { input: 70_000, output: 1_100_000, cacheRead: 0, cacheWrite: 70_000 });
    assert.equal(model?.pricesAsOf, undefined);
  });

  it('does not round a price to free', () => {
    const [model] = modelsFrom([{ name: 'claude-sonnet-5', prices: { input: 1e-9, output: 0 } }]);
    assert.equal(model?.prices?.input, 1);
    assert.equal(model?.prices?.output, 0);
  });

  it(`makes up no price ${verifies('CFG-5.1-18')}`, () => {
    const facts = { tier: 'simple', contextWindow: 32_000 } as const;
    const [unknown, elsewhere] = modelsFrom([
      { name: 'my-model', provider: 'openrouter', ...facts },
      { name: 'claude-sonnet-5', provider: 'openrouter' },
    ]);
    assert.equal(unknown?.prices, undefined);
    assert.equal(elsewhere?.prices, undefined);
  });

  it(`takes a model that is declared local for free, unless it has a price ${verifies('CFG-5.1-19')}`, () => {
    const facts = { provider: 'local', tier: 'simple', contextWindow: 32_000 } as const;
    const [free, paid] = modelsFrom([
      { name: 'llama', ...facts },
      { name: 'qwen', ...facts, prices: { input: 1, output: 1 } },
    ]);
    assert.deepEqual(free?.prices, { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 });
    assert.equal(paid?.prices?.input, 1_000_000);
  });

  it(`takes a model for free that is declared local, by itself or by its address ${verifies('CFG-5.1-19')}`, () => {
    const facts = { tier: 'simple', contextWindow: 32_000 } as const;
    const providers = {
      ollama: { baseURL: 'http://localhost:11434/v1', models: ['llama'], isLocal: true },
      proxy: { baseURL: 'http://localhost:4000/v1', models: ['claude-sonnet-5'] },
    };
    const [llama, proxied, own] = modelsFrom(
      [
        { name: 'llama', ...facts },
        { name: 'claude-sonnet-5' },
        { name: 'own', provider: 'proxy', isLocal: true, ...facts },
      ],
      providers,
    );
    assert.deepEqual([llama?.provider, llama?.prices], ['ollama', embeddedModel.prices]);
    assert.deepEqual([own?.provider, own?.prices], ['proxy', embeddedModel.prices]);
    // An address of this computer may well cost money elsewhere.
    assert.deepEqual([proxied?.provider, proxied?.prices], ['proxy', undefined]);
  });

  it('refuses to call local what a known provider bills', () => {
    assert.throws(
      () => modelsFrom([{ name: 'claude-sonnet-5', isLocal: true }]),
      (error) => error instanceof ConfigError && /is called local, and anthropic is not/.test(error.message),
    );
  });

  it('takes the ceiling of a call in dollars', () => {
    const [model] = modelsFrom([
      {
        name: 'my-model',
        provider: 'openrouter',
        tier: 'simple',
        contextWindow: 32_000,
        ceilingPerCall: 0.25,
      },
    ]);
    assert.equal(model?.ceilingPerCallMicroUsd, 250_000);
  });

  it('lets no setting put a price on the embedded engine', () => {
    const [model] = modelsFrom([{ name: 'embedded', prices: { input: 1, output: 1 } }]);
    assert.equal(model, embeddedModel);
  });

  it('refuses an unknown model of which too little is said, by name', () => {
    assert.throws(
      () => modelsFrom([{ name: 'my-model', provider: 'openrouter', tier: 'simple' }]),
      (error) => error instanceof ConfigError && /my-model .*contextWindow is missing/.test(error.message),
    );
  });

  it('refuses a model that is listed twice', () => {
    assert.throws(
      () => modelsFrom([{ name: 'claude-opus-4' }, { name: 'claude-opus-4' }]),
      (error) => error instanceof ConfigError && error.key === 'agenticQe.routing.models',
    );
  });
});
