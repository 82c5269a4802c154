import assert from 'node:assert/strict';
import { createModelProviders } from '../../../../src/adapters/providers/createModelProviders';
import type { EditorModels } from '../../../../src/adapters/providers/vscodeLm/editorModels';
import { systemClock } from '../../../../src/base/clock';
import { systemTimer } from '../../../../src/base/timer';
import type { ModelProviders, ProviderAddress } from '../../../../src/core/languageModel/modelProviders';
import { aModel } from '../../../support/routingBuilders';

const noEditor: EditorModels = {
  selectChatModels: async () => [],
  createUserMessage: () => undefined,
  createCancellation: () => ({ token: undefined, cancel() {}, dispose() {} }),
};

describe('availability of models', () => {
  it('has the embedded engine with nothing set up, and says what the others lack', () => {
    const providers = create();
    assert.deepEqual(providers.providers, ['embedded', 'anthropic', 'openai', 'google']);
    assert.equal(reasonFor(providers, 'embedded'), undefined);
    assert.equal(
      reasonFor(providers, 'anthropic'),
      'no key is set up for anthropic: run Set API Key or set ANTHROPIC_API_KEY',
    );
    assert.equal(reasonFor(providers, 'vscode'), 'the models of the editor can be used in the editor only');
    assert.equal(
      reasonFor(providers, 'nowhere'),
      'there is no provider nowhere: add its address to agenticQe.routing.providers',
    );
    assert.equal(reasonFor(providers, 'constructor')?.startsWith('there is no provider'), true);
  });

  it('has those whose key is known, each time it is asked', () => {
    const keys = new Map<string, string>();
    const providers = create({ keys });
    keys.set('google', 'k');
    assert.equal(reasonFor(providers, 'google'), undefined);
    keys.delete('google');
    assert.match(reasonFor(providers, 'google') ?? '', /GOOGLE_GENERATIVE_AI_API_KEY/);
  });

  it('has an address of this computer, or one that is said to be local, without a key', () => {
    for (const address of [
      { baseURL: 'http://localhost:11434/v1' },
      { baseURL: 'http://127.0.0.1:1234/v1' },
      { baseURL: 'http://[::1]:8000/v1' },
      { baseURL: 'http://gpu.lan:8000/v1', isLocal: true },
    ]) {
      assert.equal(reasonFor(create({ addresses: { mine: address } }), 'mine'), undefined, address.baseURL);
    }
  });

  it('wants a key for any other address, and that it is encrypted', () => {
    const reason = (address: ProviderAddress) =>
      reasonFor(create({ addresses: { 'my-router': address }, keys: new Map() }), 'my-router');
    assert.equal(
      reason({ baseURL: 'https://openrouter.ai/api/v1' }),
      'no key is set up for my-router: run Set API Key or set AGENTIC_QE_KEY_MY_ROUTER',
    );
    assert.match(reason({ baseURL: 'http://localhost:1/v1', isLocal: false }) ?? '', /no key/);
    assert.match(reason({ baseURL: 'http://gpu.lan:8000/v1' }) ?? '', /unencrypted: use https/);
    assert.match(reason({ baseURL: 'https://me:secret@host/v1' }) ?? '', /user name or password/);
    for (const baseURL of ['localhost:11434', 'ftp://host/v1', '']) {
      assert.match(reason({ baseURL }) ?? '', /no http or https URL/, baseURL);
    }
  });

  it('has the editor’s models where there is an editor', async () => {
    const providers = create({ editorModels: noEditor });
    assert.equal(reasonFor(providers, 'vscode'), undefined);
    assert.equal(providers.providers.at(-1), 'vscode');
    assert.deepEqual(await providers.testConnection('vscode', new AbortController().signal), {
      ok: false,
      message:
        'The editor offers no language model: sign in to an extension that brings one, such as GitHub Copilot.',
    });
  });

  it('gives a model only of what is set up', () => {
    const providers = create();
    for (const provider of ['anthropic', 'nowhere', 'embedded', 'vscode']) {
      assert.throws(() => providers.modelFor(aModel('m', { provider })), {
        code: 'provider-not-set-up',
        message: /^m cannot be used: .+\.$/,
      });
    }
    const model = create({ keys: new Map([['anthropic', 'k']]) }).modelFor(aModel('claude-haiku-4-5'));
    assert.deepEqual([model.modelName, model.provider], ['claude-haiku-4-5', 'anthropic']);
  });

  it('tests a connection that is not set up without making one', async () => {
    const { signal } = new AbortController();
    assert.deepEqual(await create().testConnection('openai', signal), {
      ok: false,
      message: 'OpenAI cannot be used: no key is set up for openai: run Set API Key or set OPENAI_API_KEY.',
    });
    assert.equal((await create().testConnection('embedded', signal)).ok, true);
  });
});

interface Setup {
  readonly keys?: ReadonlyMap<string, string>;
  readonly addresses?: Readonly<Record<string, ProviderAddress>>;
  readonly editorModels?: EditorModels;
}

function create({ keys = new Map(), addresses = {}, editorModels }: Setup = {}): ModelProviders {
  return createModelProviders({
    readKey: (provider) => keys.get(provider),
    addresses,
    editorModels,
    models: [],
    clock: systemClock,
    setTimer: systemTimer,
  });
}

function reasonFor(providers: ModelProviders, provider: string): string | undefined {
  const availability = providers.availabilityOf(aModel('m', { provider }));
  return availability.ok ? undefined : availability.reason;
}
