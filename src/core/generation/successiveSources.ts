import { describeError } from '../../base/error';
import { BudgetExceededError, LedgerError, ModelSelectionError, ProviderError } from '../errors';
import type { CandidatePart, CandidateRequest, CandidateSource, ProposedTest } from './candidate';

/** What may go wrong with a model without harm to what is there already. */
const failuresOfModels = [ProviderError, BudgetExceededError, ModelSelectionError, LedgerError];

/** How far the free source is when it is done, of both. */
const freeShare = 0.6;

/**
 * A free source first; then a model is told what that one proposed, and asked for what is left out. When the model fails, its
 * provider or its budget, what is there stays, and a notice says why.
 */
export function withModelAfterwards(free: CandidateSource, model: CandidateSource): CandidateSource {
  return {
    modelId: model.modelId,
    async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
      const proposed: ProposedTest[] = [...(request.proposed ?? [])];
      for await (const part of free.write(request, signal)) {
        if (part.type === 'candidate')
          proposed.push({ unit: part.candidate.unit, title: part.candidate.title });
        // Receipts say of each one which source gave it up.
        if (part.type === 'rejected')
          yield { ...part, rejected: { modelId: free.modelId, ...part.rejected } };
        else yield part.type === 'progress' ? { ...part, fraction: freeShare * part.fraction } : part;
      }
      try {
        for await (const part of model.write({ ...request, proposed }, signal)) {
          yield part.type === 'progress'
            ? { ...part, fraction: freeShare + (1 - freeShare) * part.fraction }
            : part;
        }
      } catch (error) {
        if (!failuresOfModels.some((failure) => error instanceof failure)) throw error;
        const left = proposed.length > 0 ? ` What ${free.modelId} wrote stays.` : '';
        yield {
          type: 'notice',
          message: `${model.modelId} could not finish: ${describeError(error)}${left}`,
        };
      }
    },
  };
}
