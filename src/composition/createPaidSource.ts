import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock';
import { createRandom } from '../base/random';
import type { SetTimer } from '../base/timer';
import type { SourceJob } from '../core/agents/testGeneratorAgent';
import type { LedgerRow } from '../core/cost/ledgerStore';
import type { CandidateSource } from '../core/generation/candidate';
import { createModelSource, type MeteredModel } from '../core/generation/modelSource/createModelSource';
import type { LanguageModel } from '../core/languageModel/languageModel';
import type { ModelProviders } from '../core/languageModel/modelProviders';
import { type CallMeter, withMetering } from '../core/languageModel/withMetering';
import { withRetry } from '../core/languageModel/withRetry';
import { withTimeout } from '../core/languageModel/withTimeout';
import type { ModelConfig } from '../core/routing/modelConfig';
import { outputCeiling } from '../core/routing/worstCase';
import { createWait } from '../core/streaming/wait';

/** What sources are made of. */
export interface SourceServices {
  readonly providers: Pick<ModelProviders, 'modelFor'>;
  readonly meter: CallMeter;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
}

/** Models that think may be silent for long before they write. */
const timeouts = { firstPartTimeoutMs: 180_000, idleTimeoutMs: 180_000 };
const retries = { maxAttempts: 3, backoffMs: 1000, maxBackoffMs: 20_000, maxRetryAfterMs: 60_000 };

/** A source that asks the model; each attempt is a call of its own, on record when it ends. */
export function createPaidSource(
  services: SourceServices,
  job: Pick<SourceJob, 'workbench' | 'origin' | 'progressIntervalMs'>,
  modelConfig: ModelConfig,
): CandidateSource {
  const { clock, setTimer } = services;
  return createModelSource({
    modelId: modelConfig.name,
    openModel: () => openModel(services, job.origin, modelConfig),
    maxOutputTokens: outputCeiling(modelConfig),
    languageFor: (path) => job.workbench.languageFor(path),
    progressIntervalMs: job.progressIntervalMs,
    clock,
    setTimer,
  });
}

function openModel(
  { providers, meter, clock, setTimer }: SourceServices,
  origin: SourceJob['origin'],
  modelConfig: ModelConfig,
): MeteredModel {
  const rows: LedgerRow[] = [];
  const metering = {
    meter,
    origin,
    modelConfig,
    createCallId: randomUUID,
    onSettled: (row: LedgerRow) => void rows.push(row),
  };
  const model: LanguageModel = {
    modelName: modelConfig.name,
    provider: modelConfig.provider,
    // Only when it is asked: that its provider is not set up must not cost the tests of the engine.
    async *doStream(prompt, options) {
      const attempt = withMetering(
        withTimeout(providers.modelFor(modelConfig), { ...timeouts, setTimer }),
        metering,
      );
      const random = createRandom(clock.now());
      yield* withRetry(attempt, { ...retries, wait: createWait(setTimer), random }).doStream(prompt, options);
    },
  };
  return { model, takeRows: () => rows.splice(0) };
}
