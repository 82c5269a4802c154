import assert from 'node:assert/strict';
import { createAiSdkModel } from '../../../../src/adapters/providers/aiSdk/createAiSdkModel';
import {
  createModelProviders,
  type ModelProvidersOptions,
} from '../../../../src/adapters/providers/createModelProviders';
import { systemClock } from '../../../../src/base/clock';
import { systemTimer } from '../../../../src/base/timer';
import type { LanguageModel } from '../../../../src/core/languageModel/languageModel';
import type { ModelProviders, ProviderAddress } from '../../../../src/core/languageModel/modelProviders';
import { ProviderServer } from '../../../support/providerServer';
import { providerSurfaces } from '../../../support/providerSurfaces';
import { aModel } from '../../../support/routingBuilders';
import { failureOf, streamAnswer } from '../../../support/streamedAnswer';

describe('createModelProviders', () => {
  let server: ProviderServer;
  beforeEach(async () => {
    server = await ProviderServer.start();
  });
  afterEach(async () => {
    await server.stop();
  });
  const signal = new AbortController().signal;

  for (const { provider, modelName, basePath, begin, text, end } of providerSurfaces) {
    it(`tests the connection to ${provider} with one small call of its simplest model`, async () => {
      server.streamEvents([...begin, text('OK'), ...end('stop')]);
      const providers = create({
        addresses: addressesOf(provider, { baseURL: `${server.url}${basePath}` }),
        models: [
          aModel('large-one', { provider, tier: 'complex' }),
          aModel('mine', { provider, tier: 'simple', apiModelId: modelName }),
          aModel('other', { provider: 'somebody-else', tier: 'simple' }),
        ],
      });
      const result = await providers.testConnection(provider, signal);
      assert.equal(result.ok, true, result.message);
      assert.match(result.message, /has answered with mine, for 9767 tokens\.$/);
      const [call, ...others] = server.calls;
      assert.deepEqual(others, []);
      assert.ok(`${call?.path}${call?.body}`.includes(modelName));
      assert.match(call?.body ?? '', /"max\w*tokens":16\b/i);
    });
  }

  it('says in its test of a connection what is wrong', async () => {
    const address = { baseURL: `${server.url}/v1`, models: ['llama3.2'] };
    const providers = create({ addresses: { mine: address, bare: { baseURL: address.baseURL } } });
    server.onCall(({ response }) => void response.writeHead(401).end());
    assert.deepEqual(await providers.testConnection('mine', signal), {
      ok: false,
      message: 'mine does not accept the key. For another one, run Set API Key or set AGENTIC_QE_KEY_MINE.',
    });
    const { message } = await providers.testConnection('bare', signal);
    assert.equal(message, 'No model of bare is known: add one to agenticQe.routing.models.');
  });

  it('lets whoever asked cancel the test of a connection', async () => {
    const abort = new AbortController();
    const providers = create({ addresses: { mine: { baseURL: `${server.url}/v1`, models: ['a'] } } });
    server.onCall(() => abort.abort());
    await assert.rejects(providers.testConnection('mine', abort.signal), { name: 'AbortError' });
  });

  it('meters the test of a connection like any other call', async () => {
    const { begin, text, end } = surfaceOf('my-server');
    server.streamEvents([...begin, text('OK'), ...end('stop')]);
    const metered: LanguageModel[] = [];
    const providers = create({
      addresses: { mine: { baseURL: `${server.url}/v1`, models: ['a'] } },
      withMetering: (model) => {
        metered.push(model);
        return model;
      },
    });
    await providers.testConnection('mine', signal);
    assert.deepEqual(
      metered.map(({ modelName, provider }) => [modelName, provider]),
      [['a', 'mine']],
    );
  });

  it('reads the key for each call, and refuses a call whose key has been removed', async () => {
    const { begin, text, end } = surfaceOf('my-server');
    server.streamEvents([...begin, text('OK'), ...end('stop')]);
    let key: string | undefined = 'first-key';
    const address = { baseURL: `${server.url}/v1`, isLocal: false };
    const providers = create({
      addresses: { mine: address },
      readKey: () => key,
    });
    const model = providers.modelFor(aModel('a', { provider: 'mine' }));
    await streamAnswer(model);
    key = 'second-key';
    await streamAnswer(model);
    key = undefined;
    assert.equal(failureOf(await streamAnswer(model)).code, 'provider-not-set-up');
    assert.deepEqual(
      server.calls.map(({ headers }) => headers.authorization),
      ['Bearer first-key', 'Bearer second-key'],
    );
  });

  function create(options: Partial<ModelProvidersOptions>): ModelProviders {
    return createModelProviders({
      readKey: () => 'a-key-of-a-test',
      addresses: {},
      models: [],
      clock: systemClock,
      setTimer: systemTimer,
      // The loader of the tests does not know how to import a chunk of the bundle.
      loadAiSdk: async () => ({ createAiSdkModel }),
      ...options,
    });
  }
});

function addressesOf(provider: string, address: ProviderAddress): Record<string, ProviderAddress> {
  return { [provider]: address };
}

function surfaceOf(provider: string) {
  const surface = providerSurfaces.find((known) => known.provider === provider);
  assert.ok(surface);
  return surface;
}
