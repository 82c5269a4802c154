import { isAbortError } from '../../base/abort';
import type { LedgerRow } from '../cost/ledgerStore';
import type { CallMeter, CallOrigin } from '../languageModel/withMetering';
import type { ModelConfig } from '../routing/modelConfig';
import type { CandidatePart, CandidateRequest, CandidateSource } from './candidate';

export interface MeteredSourceOptions {
  readonly meter: CallMeter;
  /** Of the source; its price is 0. */
  readonly modelConfig: ModelConfig;
  readonly createCallId: () => string;
  readonly origin: CallOrigin;
}

const nothing = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Puts each call of a free source on record in exactly one row, however it ends: finished, broken or cancelled. */
export function withFreeMetering(source: CandidateSource, options: MeteredSourceOptions): CandidateSource {
  const { meter, modelConfig, createCallId, origin } = options;
  return {
    modelId: source.modelId,
    async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
      const reservation = await meter.reserve({
        ...origin,
        callId: createCallId(),
        model: modelConfig,
        worstCaseMicroUsd: 0,
      });
      // Anything but a full read counts as cancelled: the consumer left, or an error says otherwise below.
      let outcome: LedgerRow['outcome'] = 'cancelled';
      try {
        yield* source.write(request, signal);
        outcome = 'completed';
      } catch (error) {
        if (!isAbortError(error)) outcome = 'failed';
        throw error;
      } finally {
        await reservation.settle({ outcome, usage: nothing, isComplete: true });
      }
    },
  };
}
