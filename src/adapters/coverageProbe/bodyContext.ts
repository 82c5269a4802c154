import { AsyncLocalStorage } from 'node:async_hooks';
import { callerFiles, isRunnersOwnCall, type OriginOptions } from './callOrigin';

/** One run of a marked test's body. */
export interface MarkedBody {
  readonly mark: string;
  /** The `globalThis` of the test file. */
  readonly realm: object;
}

/** Knows on behalf of which body code runs, also long after the body has returned, and with several at the same time. */
export class BodyContext {
  private readonly storage = new AsyncLocalStorage<MarkedBody>();

  constructor(private readonly options: OriginOptions) {}

  run<T>(body: MarkedBody, action: () => T): T {
    return this.storage.run(body, action);
  }

  /** @returns the body that a call of a replaced function comes from; undefined for the runner's own calls. */
  findCaller(): MarkedBody | undefined {
    const body = this.storage.getStore();
    return body === undefined || isRunnersOwnCall(callerFiles(), this.options) ? undefined : body;
  }
}
