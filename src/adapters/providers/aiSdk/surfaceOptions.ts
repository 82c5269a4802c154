/** What a provider of the AI SDK is made with. */
export interface SurfaceOptions {
  readonly provider: string;
  /** Name of the model as the provider has it. */
  readonly modelId: string;
  readonly key: string | undefined;
  /** Undefined: the provider's own address. */
  readonly baseURL: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}
