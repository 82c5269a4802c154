import assert from 'node:assert/strict';
import { catalogRows } from '../../../../src/core/routing/catalogData';
import {
  embeddedModel,
  findModel,
  knownModels,
  modelCatalog,
} from '../../../../src/core/routing/modelCatalog';
import { verifies } from '../../../requirements';

describe('modelCatalog', () => {
  it(`answers to the old ids as aliases of today's models ${verifies('TST-9.2-7')}`, () => {
    const nameOf = (name: string) => findModel(modelCatalog, name)?.name;
    assert.equal(nameOf('claude-haiku-4'), 'claude-haiku-4-5');
    assert.equal(nameOf('claude-sonnet-4.5'), 'claude-sonnet-5');
    assert.equal(nameOf('claude-opus-4'), 'claude-opus-5-5');
    assert.equal(nameOf('claude-opus-5-5'), 'claude-opus-5-5');
    assert.equal(nameOf('nobody'), undefined);
  });

  it('has each name and alias once', () => {
    const names = knownModels.flatMap(({ name, aliases }) => [name, ...aliases]);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it(`has dated prices in whole micro-dollars per million tokens, in four parts ${verifies('CFG-5.1-13', 'CFG-5.1-14', 'CFG-5.1-16')}`, () => {
    for (const { name, prices, pricesAsOf } of modelCatalog) {
      if (name === 'embedded') continue;
      assert.match(pricesAsOf ?? '', /^20\d\d-\d\d-\d\d$/, name);
      assert.ok(prices, name);
      const { input, output, cacheRead, cacheWrite } = prices;
      for (const price of [input, output, cacheRead, cacheWrite]) {
        assert.ok(Number.isSafeInteger(price) && price > 0, `${name}: ${price}`);
      }
      assert.ok(cacheRead < input && input <= cacheWrite && input < output, name);
    }
    assert.deepEqual(findModel(modelCatalog, 'claude-opus-5-5')?.prices, {
      input: 4_000_000,
      output: 20_000_000,
      cacheRead: 200_000,
      cacheWrite: 5_000_000,
    });
  });

  it('judges every model of which it has the facts', () => {
    const judged = new Set(knownModels.map(({ name }) => name));
    assert.deepEqual(
      catalogRows.filter(([, name]) => !judged.has(name)),
      [],
    );
  });

  it('prices a model that a provider still serves as itself, not as the one that replaced it', () => {
    assert.equal(findModel(knownModels, 'claude-sonnet-4-5')?.prices?.input, 3_000_000);
    assert.equal(findModel(modelCatalog, 'claude-sonnet-4-5'), undefined);
  });

  it('has a model of each tier from each provider', () => {
    for (const provider of ['anthropic', 'openai', 'google']) {
      for (const tier of ['simple', 'moderate', 'complex']) {
        assert.ok(
          modelCatalog.some((model) => model.provider === provider && model.tier === tier),
          `${provider} ${tier}`,
        );
      }
    }
  });

  it(`has the embedded engine, which is free and good for every tier ${verifies('CFG-5.1-19')}`, () => {
    assert.ok(modelCatalog.includes(embeddedModel));
    assert.equal(embeddedModel.tier, 'complex');
    assert.deepEqual(embeddedModel.prices, { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 });
    assert.ok(embeddedModel.capabilities.supportsStreaming);
  });
});
