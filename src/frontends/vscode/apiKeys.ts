import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import { isSecret, type ProviderKeys } from '../../core/providerKeys';

/** What of VS Code's SecretStorage is needed. */
export interface SecretStore {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
  onDidChange(listener: (event: { readonly key: string }) => void): Disposable;
}

export interface ApiKeysDependencies {
  readonly secrets: SecretStore;
  /** Where a key is looked for that is not in the secret store. */
  readonly environment: ProviderKeys;
  /** Providers that can have a key, as the settings name them now. Never throws. */
  readonly providers: () => readonly string[];
  readonly setTimer: SetTimer;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Where the key of a provider comes from. */
export type KeyOrigin = 'secret-storage' | 'environment' | 'none';

/** Name of the provider's key in the secret store. */
export function secretName(provider: string): string {
  return `${prefix}${provider}`;
}

const prefix = 'agenticQe.apiKey.';
/** A keyring that asks its user for a password answers when it pleases: nothing waits longer for it. */
const patienceMs = 5000;

/**
 * Keys of providers: those that the user has set, from VS Code's secret store, before those of the environment. Reading must
 * not wait, so a snapshot is kept; other windows of the editor share the store, and what they change arrives here.
 */
export class ApiKeys implements ProviderKeys, Disposable {
  private readonly stored = new Map<string, string>();
  /** A key that was taken away may still be in an error that is yet to be written. */
  private readonly formerly = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly subscription: Disposable;
  private loading: Promise<void> | undefined;

  constructor(private readonly dependencies: ApiKeysDependencies) {
    this.subscription = dependencies.secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) void this.reload([key.slice(prefix.length)]);
    });
  }

  /**
   * Resolves when the keys of all providers are known, as far as the store can be read, and after 5 s at the latest; asks the
   * store once. Never rejects.
   */
  load(): Promise<void> {
    this.loading ??= this.reloadInTime();
    return this.loading;
  }

  /** Asks the store for providers that the settings have named since. Never rejects. */
  async loadAgain(): Promise<void> {
    this.loading = this.reloadInTime();
    await this.loading;
  }

  /** Providers that can have a key. */
  providers(): readonly string[] {
    return this.dependencies.providers();
  }

  read(provider: string): string | undefined {
    return this.stored.get(provider) ?? this.dependencies.environment.read(provider);
  }

  originOf(provider: string): KeyOrigin {
    if (this.stored.has(provider)) return 'secret-storage';
    return this.dependencies.environment.read(provider) === undefined ? 'none' : 'environment';
  }

  secrets(): readonly string[] {
    const stored = [...this.stored]
      .filter(([provider, key]) => isSecret(provider, key))
      .map(([, key]) => key);
    return [...stored, ...this.formerly, ...this.dependencies.environment.secrets()];
  }

  /** Keeps the key in the secret store and nowhere else. Rejects when the store refuses it. */
  async set(provider: string, key: string): Promise<void> {
    // Known before it is stored: a store that fails may say so with the key in its message.
    if (isSecret(provider, key)) this.formerly.add(key);
    await this.dependencies.secrets.store(secretName(provider), key);
    this.take(provider, key);
  }

  /** Rejects when the store refuses it. */
  async remove(provider: string): Promise<void> {
    await this.dependencies.secrets.delete(secretName(provider));
    this.take(provider, undefined);
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  dispose(): void {
    this.subscription.dispose();
    this.listeners.clear();
  }

  private async reloadInTime(): Promise<void> {
    const { setTimer, logger, providers } = this.dependencies;
    let timer: Disposable | undefined;
    const impatience = new Promise<void>((resolve) => {
      timer = setTimer(() => {
        logger.warn('The secret store of the editor does not answer; keys in it are not known yet');
        resolve();
      }, patienceMs);
    });
    await Promise.race([this.reload(providers()), impatience]);
    timer?.dispose();
  }

  private async reload(providers: readonly string[]): Promise<void> {
    await Promise.all(
      providers.map(async (provider) => {
        try {
          this.take(provider, await this.dependencies.secrets.get(secretName(provider)));
        } catch (error) {
          const reason = describeError(error);
          this.dependencies.logger.warn('The key of a provider cannot be read', { provider, reason });
        }
      }),
    );
  }

  private take(provider: string, key: string | undefined): void {
    const former = this.stored.get(provider);
    const taken = key === '' ? undefined : key;
    if (former === taken) return;
    if (former !== undefined && isSecret(provider, former)) this.formerly.add(former);
    if (taken === undefined) this.stored.delete(provider);
    else this.stored.set(provider, taken);
    for (const listener of [...this.listeners]) listener();
  }
}
