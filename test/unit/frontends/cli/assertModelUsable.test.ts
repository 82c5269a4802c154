import assert from 'node:assert/strict';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import type { ModelConfig } from '../../../../src/core/routing/modelConfig';
import { assertModelUsable } from '../../../../src/frontends/cli/assertModelUsable';
import { UsageError } from '../../../../src/frontends/cli/usageError';
import { aModel } from '../../../support/routingBuilders';

const own = aModel('own', { aliases: ['mine'], provider: 'ollama' });
const services: Parameters<typeof assertModelUsable>[1] = {
  catalogue: () => [own, embeddedModel].map((model) => ({ model, availability: { ok: true } })),
  providers: {
    providers: ['embedded', 'ollama', 'openai'],
    availabilityOf: ({ provider }: ModelConfig) =>
      provider === 'openai' ? { ok: false, reason: 'no key is set up for openai' } : { ok: true },
    modelFor: () => assert.fail(),
    testConnection: () => assert.fail(),
  },
};

describe('assertModelUsable', () => {
  it('accepts a configured model by name and alias, the engine, auto, and none', () => {
    for (const name of ['own', 'mine', 'embedded', 'auto', undefined]) assertModelUsable(name, services);
  });

  it('refuses a model whose provider is not set up, with the reason', () => {
    assert.throws(() => assertModelUsable('gpt-6-luna', services), {
      code: 'provider-not-set-up',
      message: 'gpt-6-luna cannot be used: no key is set up for openai.',
    });
  });

  it('refuses a name that nobody knows as wrong usage', () => {
    assert.throws(() => assertModelUsable('gtp-6', services), UsageError);
  });
});
