import { describeError } from '../../../base/error';
import { ProviderError } from '../../errors';
import type { ModelSelection } from '../../routing/modelSelection';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../candidate';

/** Which model is asked, and which one when its provider fails. */
export interface ModelChain {
  readonly first: ModelSelection;
  sourceOf(selection: ModelSelection): CandidateSource;
  /** @throws ModelSelectionError when no other model can be asked; BudgetExceededError */
  next(failed: ModelSelection, error: ProviderError): Promise<ModelSelection>;
  onSuccess(selection: ModelSelection): void;
}

/**
 * Asks the first model, and another one when its provider fails; once replaced, a model is not asked again about later files.
 * What it wrote before it failed stays. @throws the error of the last model, or that no other can be asked
 */
export function withFallbackModels(chain: ModelChain): CandidateSource {
  let selection = chain.first;
  return {
    modelId: chain.first.modelName,
    async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
      for (;;) {
        try {
          yield* chain.sourceOf(selection).write(request, signal);
          chain.onSuccess(selection);
          return;
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          const next = await chain.next(selection, error);
          // The engine has written already, before any model was asked.
          if (next.modelConfig.provider === 'embedded') throw error;
          yield {
            type: 'notice',
            message: `${selection.modelName} failed: ${describeError(error)} ${next.reason}`,
          };
          selection = next;
        }
      }
    },
  };
}
