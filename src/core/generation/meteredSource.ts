import { isAbortError } from '../../base/abort';
import type { Clock } from '../../base/clock';
import type { CostTracker } from '../cost/costTracker';
import type { LedgerRow } from '../cost/ledgerStore';
import type { CandidatePart, CandidateRequest, CandidateSource } from './candidate';

export interface MeteredSourceOptions {
  readonly costs: CostTracker;
  readonly clock: Clock;
  readonly createCallId: () => string;
  readonly agentId: string;
  /** What every row of the run has in common. */
  readonly attribution: Pick<LedgerRow, 'runId' | 'agentType' | 'taskType' | 'workspace'>;
}

/** Writes exactly one ledger row for each call of a free source, however the call ends: finished, broken or cancelled. */
export function withFreeMetering(source: CandidateSource, options: MeteredSourceOptions): CandidateSource {
  if (source.worstCaseCost !== 0) throw new RangeError(`${source.modelId} is not free`);
  return {
    modelId: source.modelId,
    worstCaseCost: source.worstCaseCost,
    async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
      // Anything but a full read counts as cancelled: the consumer left, or an error says otherwise below.
      let outcome: LedgerRow['outcome'] = 'cancelled';
      try {
        yield* source.write(request, signal);
        outcome = 'completed';
      } catch (error) {
        if (!isAbortError(error)) outcome = 'failed';
        throw error;
      } finally {
        await options.costs.track(
          {
            ...options.attribution,
            callId: options.createCallId(),
            endedAtMs: options.clock.now(),
            modelId: source.modelId,
            outcome,
            inputTokens: 0,
            outputTokens: 0,
            costMicroUsd: 0,
            provenance: 'measured',
          },
          { agentId: options.agentId },
        );
      }
    },
  };
}
