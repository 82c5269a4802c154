import type { LedgerRow } from '../cost/ledgerStore';
import type { MicroUsd } from '../cost/money';
import type { CandidatePart, CandidateRequest, CandidateSource } from './candidate';
import type { PaidSource } from './candidateSources';

export interface SpendingGuard {
  /** Asked before each model that gets the request; false: it must not. @throws AbortError */
  mayPay(request: CandidateRequest): Promise<boolean>;
  noteSpent(costMicroUsd: MicroUsd): void;
}

/**
 * The source, which is asked no further than the guard permits: neither at first, nor when another model takes the place of one that
 * failed. What was written by then stays; the answer just ends.
 */
export function withinAllowance(paid: PaidSource, guard: SpendingGuard): CandidateSource {
  return {
    get modelId() {
      return paid.modelId;
    },
    async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
      if (!(await guard.mayPay(request))) return;
      let permitted = paid.modelId;
      for await (const part of paid.write(request, signal)) {
        if (part.type === 'charge') guard.noteSpent(costOf(part.rows, () => paid.estimate([request])));
        yield part;
        // The source says that another model takes over before it asks it, and waits until that is read.
        if (paid.modelId === permitted) continue;
        if (!(await guard.mayPay(request))) return;
        permitted = paid.modelId;
      }
    },
  };
}

/** What is not known counts as the worst. */
function costOf(rows: readonly LedgerRow[], estimate: () => { readonly worstMicroUsd: MicroUsd }): MicroUsd {
  if (rows.some(({ provenance }) => provenance === 'unpriced')) return estimate().worstMicroUsd;
  return rows.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
}
