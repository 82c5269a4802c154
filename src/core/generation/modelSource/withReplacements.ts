import { describeError } from '../../../base/error';
import { ProviderError } from '../../errors';
import { embeddedModel } from '../../routing/modelCatalog';
import type { ModelSelection } from '../../routing/modelSelection';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../candidate';
import type { PaidSource, SpendingEstimate } from '../candidateSources';
import { estimateSpending } from './estimateSpending';

/** Which model is asked, and which ones in its place. */
export interface ModelChain {
  readonly first: ModelSelection;
  /** Called once for each model. */
  sourceOf(selection: ModelSelection): CandidateSource;
  /**
   * The model to ask when the provider of one has failed.
   * @throws ModelSelectionError when no other model can be asked; BudgetExceededError
   */
  next(failed: ModelSelection, error: ProviderError): Promise<ModelSelection>;
  /** A model one tier stronger, because what this one wrote did not hold; undefined when there is none to be had. */
  escalate(weak: ModelSelection, failure: string): Promise<ModelSelection | undefined>;
  /** Told of each answer that came to its end. */
  onSuccess(selection: ModelSelection): void;
}

/**
 * Asks the first model, and another one when its provider fails or what it writes does not hold; once replaced, a model is not
 * asked again. What it wrote before stays. `write` @throws the error of the last model, or that no other can be asked
 */
export function withReplacements(chain: ModelChain): PaidSource {
  return new ReplaceableModel(chain);
}

class ReplaceableModel implements PaidSource {
  private selection: ModelSelection;
  private readonly sources = new Map<string, CandidateSource>();

  constructor(private readonly chain: ModelChain) {
    this.selection = chain.first;
  }

  get modelId(): string {
    return this.selection.modelName;
  }

  async *write(request: CandidateRequest, signal: AbortSignal): AsyncGenerator<CandidatePart> {
    for (;;) {
      const asked = this.selection;
      try {
        yield* this.sourceOf(asked).write(request, signal);
        this.chain.onSuccess(asked);
        return;
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const next = await this.chain.next(asked, error);
        // The engine has written already, before any model was asked.
        if (isEngine(next)) throw error;
        this.selection = next;
        yield {
          type: 'notice',
          message: `${asked.modelName} failed: ${describeError(error)} ${next.reason}`,
        };
      }
    }
  }

  estimate(requests: readonly CandidateRequest[]): SpendingEstimate {
    return estimateSpending(requests, this.selection.modelConfig);
  }

  async escalate(failure: string): Promise<string | undefined> {
    const stronger = await this.chain.escalate(this.selection, failure);
    if (!stronger || isEngine(stronger)) return undefined;
    this.selection = stronger;
    return stronger.reason;
  }

  /** The same one for each model, because it numbers what it writes. */
  private sourceOf(selection: ModelSelection): CandidateSource {
    const { modelName } = selection;
    const source = this.sources.get(modelName) ?? this.chain.sourceOf(selection);
    this.sources.set(modelName, source);
    return source;
  }
}

function isEngine({ modelConfig }: ModelSelection): boolean {
  return modelConfig.provider === embeddedModel.provider;
}
