import assert from 'node:assert/strict';
import { environmentKeys } from '../../../../src/core/providerKeys';
import { ApiKeys, type SecretStore, secretName } from '../../../../src/frontends/vscode/apiKeys';
import { ManualTime } from '../../../support/manualTimer';
import { RecordingLogger } from '../../../support/recordingLogger';

/** VS Code's store as far as it is used; all windows of the editor share it. */
class FakeSecretStore implements SecretStore {
  readonly values = new Map<string, string>();
  readonly reads: string[] = [];
  failure: Error | undefined;
  private readonly listeners = new Set<(event: { readonly key: string }) => void>();

  async get(key: string): Promise<string | undefined> {
    this.reads.push(key);
    if (this.failure) throw this.failure;
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    if (this.failure) throw this.failure;
    this.values.set(key, value);
    this.tell(key);
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
    this.tell(key);
  }

  onDidChange(listener: (event: { readonly key: string }) => void) {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private tell(key: string): void {
    for (const listener of [...this.listeners]) listener({ key });
  }
}

function setUp(environment: Record<string, string> = {}) {
  const secrets = new FakeSecretStore();
  const logger = new RecordingLogger();
  const time = new ManualTime();
  let providers = ['anthropic', 'openai'];
  const keys = new ApiKeys({
    secrets,
    environment: environmentKeys(environment),
    providers: () => providers,
    setTimer: time.setTimer,
    logger,
  });
  const name = (...names: string[]) => {
    providers = names;
  };
  return { keys, secrets, logger, name, time };
}

describe('ApiKeys', () => {
  it('reads the keys that were set before, under one name for each provider', async () => {
    const { keys, secrets } = setUp();
    secrets.values.set('agenticQe.apiKey.anthropic', 'stored');
    assert.equal(keys.read('anthropic'), undefined);
    await keys.load();
    assert.deepEqual([keys.read('anthropic'), keys.read('openai')], ['stored', undefined]);
    assert.deepEqual([keys.originOf('anthropic'), keys.originOf('openai')], ['secret-storage', 'none']);
  });

  it('asks the store once, and again for providers that the settings have named since', async () => {
    const { keys, secrets, name } = setUp();
    await Promise.all([keys.load(), keys.load()]);
    assert.equal(secrets.reads.length, 2);
    secrets.values.set(secretName('ollama'), 'o');
    name('ollama');
    await keys.loadAgain();
    assert.equal(keys.read('ollama'), 'o');
  });

  it('falls back to the environment, and prefers what was set', async () => {
    const { keys } = setUp({ OPENAI_API_KEY: 'from outside' });
    assert.deepEqual([keys.read('openai'), keys.originOf('openai')], ['from outside', 'environment']);
    await keys.set('openai', 'set here');
    assert.deepEqual([keys.read('openai'), keys.originOf('openai')], ['set here', 'secret-storage']);
    await keys.remove('openai');
    assert.equal(keys.read('openai'), 'from outside');
  });

  it('keeps a key in the secret store, tells of it, and knows it at once', async () => {
    const { keys, secrets } = setUp();
    let changes = 0;
    keys.onDidChange(() => changes++);
    await keys.set('openai', 'k-1');
    assert.equal(secrets.values.get('agenticQe.apiKey.openai'), 'k-1');
    assert.deepEqual([keys.read('openai'), changes], ['k-1', 1]);
  });

  it('takes over what another window has set and removed', async () => {
    const { keys, secrets } = setUp();
    await keys.load();
    const changed = () => new Promise<void>((resolve) => keys.onDidChange(resolve));
    let change = changed();
    await secrets.store(secretName('openai'), 'from the other window');
    await change;
    assert.equal(keys.read('openai'), 'from the other window');
    change = changed();
    await secrets.delete(secretName('openai'));
    await change;
    assert.equal(keys.read('openai'), undefined);
  });

  it('counts as secrets also the keys that were removed and those that could not be stored', async () => {
    const { keys, secrets } = setUp({ OPENAI_API_KEY: 'outside' });
    await keys.set('anthropic', 'former');
    await keys.remove('anthropic');
    secrets.failure = new Error('The keyring is locked.');
    await assert.rejects(keys.set('anthropic', 'refused'), /locked/);
    assert.deepEqual([...new Set(keys.secrets())].sort(), ['former', 'outside', 'refused']);
    assert.equal(keys.read('anthropic'), undefined);
  });

  it('counts no key as a secret that is the name of its provider', async () => {
    const { keys } = setUp();
    await keys.set('ollama', 'ollama');
    await keys.remove('ollama');
    assert.deepEqual(keys.secrets(), []);
  });

  it('goes on with the environment when the store cannot be read, and logs why', async () => {
    const { keys, secrets, logger } = setUp({ OPENAI_API_KEY: 'outside' });
    secrets.failure = new Error('The keyring is locked.');
    await keys.load();
    assert.equal(keys.read('openai'), 'outside');
    assert.deepEqual(logger.details[0], { provider: 'anthropic', reason: 'The keyring is locked.' });
  });

  it('does not wait longer than 5 s for a store that does not answer, and takes its answer when it comes', async () => {
    const { keys, secrets, logger, time } = setUp();
    let answer: (key: string) => void = () => {};
    secrets.get = () => new Promise((resolve) => (answer = resolve));
    const loaded = keys.load();
    await time.advance(5000);
    await loaded;
    assert.match(logger.entries[0] ?? '', /does not answer/);
    const changed = new Promise<void>((resolve) => keys.onDidChange(resolve));
    answer('late');
    await changed;
    assert.equal(keys.read('openai'), 'late');
  });

  it('leaves no timer behind', async () => {
    const { keys, time } = setUp();
    await keys.load();
    assert.equal(time.pendingTimers, 0);
  });

  it('ignores secrets of others, and hears nothing after it was disposed', async () => {
    const { keys, secrets } = setUp();
    await secrets.store('somebody.else', 'x');
    keys.dispose();
    await secrets.store(secretName('openai'), 'late');
    assert.deepEqual(secrets.reads, []);
  });
});
