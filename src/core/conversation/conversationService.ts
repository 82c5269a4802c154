import { isAbortError } from '../../base/abort';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import { createRandom } from '../../base/random';
import type { SetTimer } from '../../base/timer';
import { featuresOf } from '../config/featureFlagManager';
import type { FleetConfig } from '../config/fleetConfig';
import type { BudgetStatus } from '../cost/budget';
import type { CostTracker } from '../cost/costTracker';
import type { LedgerRow } from '../cost/ledgerStore';
import { ProviderError } from '../errors';
import type { Conversation } from '../languageModel/conversation';
import type { LanguageModel, StreamPart } from '../languageModel/languageModel';
import type { ModelProviders } from '../languageModel/modelProviders';
import { withMetering } from '../languageModel/withMetering';
import { withRetry } from '../languageModel/withRetry';
import { withTimeout } from '../languageModel/withTimeout';
import type { Availability } from '../routing/modelAvailability';
import type { ModelConfig } from '../routing/modelConfig';
import { modelsFrom } from '../routing/modelsFrom';
import { ProviderHealth } from '../routing/providerHealth';
import { type Decision, type DecisionContext, decide } from '../routing/routingDecision';
import { permissionOf, policyFrom } from '../routing/routingPolicy';
import { outputCeiling } from '../routing/worstCase';
import { createWait } from '../streaming/wait';
import { conversationComplexity } from './conversationComplexity';
import { ToolCallMemory } from './toolCallMemory';

export interface ConversationDependencies {
  /** @throws ConfigError */
  readonly config: () => FleetConfig;
  readonly costs: Pick<CostTracker, 'reserve' | 'budgetStatus'>;
  readonly providers: Pick<ModelProviders, 'availabilityOf' | 'modelFor'>;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  readonly createId: () => string;
  /** Of a folder that is in a repository. */
  readonly branchOf: (workspaceRoot: string) => { readonly gitBranch?: string };
}

/** A conversation of somebody else's that is to be gone on with. */
export interface ConversationRequest {
  readonly conversation: Conversation;
  /** Who asks, as the record of costs names it, e.g. the id of an extension. */
  readonly askedBy: string;
  /** Absolute; empty: none is open. */
  readonly workspaceRoot: string;
  readonly signal: AbortSignal;
}

/** An answer as it comes. Which model writes it is told first, and again when another one takes its place. */
export type ConversationPart =
  | { readonly type: 'model-selected'; readonly modelName: string; readonly reason: string }
  | Exclude<StreamPart, { readonly type: 'usage' }>
  /** What a call has cost, as it is on record. */
  | { readonly type: 'settled'; readonly row: LedgerRow };

/** What conversations can have now. */
export type ConversationOffer =
  | {
      readonly status: 'offered';
      readonly modelNames: readonly string[];
      /** Of the model with the largest context, in tokens. */
      readonly maxInputTokens: number;
      readonly maxOutputTokens: number;
    }
  /** `router-off`: the user has not switched the feature on. `no-model`: `reason` says what is in the way. */
  | { readonly status: 'router-off' | 'no-model'; readonly reason: string };

const timeouts = { firstPartTimeoutMs: 180_000, idleTimeoutMs: 180_000 };
const retries = { maxAttempts: 2, backoffMs: 1000, maxBackoffMs: 5000, maxRetryAfterMs: 20_000 };
/** As the record of costs names them. */
const agentType = 'extension';
const taskType = 'chat';

/**
 * Goes on with conversations of others on the account of the user: the model is chosen like that of a task, the call is held
 * against every budget before it is made, and is one row of the ledger when it ends.
 */
export class ConversationService {
  private readonly health: ProviderHealth;
  private readonly toolCalls = new ToolCallMemory();

  constructor(private readonly dependencies: ConversationDependencies) {
    this.health = new ProviderHealth({ clock: dependencies.clock });
  }

  /** Touches neither disk nor network. @throws ConfigError */
  offer(): ConversationOffer {
    const config = this.dependencies.config();
    if (!featuresOf(config).multiModelRouter)
      return { status: 'router-off', reason: 'Routing is off (agenticQe.features.multiModelRouter).' };
    const policy = policyFrom(config.routing);
    const problems: string[] = [];
    const usable = this.candidates(config).filter((model) => {
      const permission = permissionOf(model, policy);
      const availability = permission.ok ? this.dependencies.providers.availabilityOf(model) : permission;
      if (!availability.ok) problems.push(`${model.name}: ${availability.reason}`);
      return availability.ok;
    });
    if (usable.length === 0) {
      const [first = 'there is none'] = problems;
      return { status: 'no-model', reason: `No language model can be used (${first}).` };
    }
    return {
      status: 'offered',
      modelNames: usable.map(({ name }) => name),
      maxInputTokens: Math.max(...usable.map((model) => model.contextWindow - outputCeiling(model))),
      maxOutputTokens: Math.max(...usable.map(outputCeiling)),
    };
  }

  /**
   * When a provider fails before anything was said, the next model is asked. Leaving the iteration early ends the connection.
   * @throws BudgetExceededError, ModelSelectionError, ProviderError, LedgerError, ConfigError, AbortError
   */
  async *answer(request: ConversationRequest): AsyncGenerator<ConversationPart> {
    const runId = `chat-${this.dependencies.createId()}`;
    const conversation = this.toolCalls.complete(request.conversation);
    const failed = new Map<string, ProviderError>();
    for (;;) {
      const decision = await this.decide(runId, { ...request, conversation }, failed);
      const { model, reason } = decision;
      this.dependencies.logger.info('Model selected for a chat', {
        runId,
        askedBy: request.askedBy,
        model: model.name,
        reason,
      });
      yield { type: 'model-selected', modelName: model.name, reason };
      let isSeen = false;
      try {
        for await (const part of this.ask(runId, model, { ...request, conversation })) {
          isSeen ||= part.type !== 'settled';
          if (part.type === 'tool-call') this.toolCalls.remember(part.call);
          yield part;
        }
        this.health.reportSuccess(model);
        return;
      } catch (error) {
        if (isAbortError(error) || !(error instanceof ProviderError)) throw error;
        this.health.reportFailure(model, error);
        if (isSeen) throw error;
        failed.set(model.provider, error);
      }
    }
  }

  private async *ask(
    runId: string,
    model: ModelConfig,
    { conversation, askedBy, workspaceRoot, signal }: ConversationRequest,
  ): AsyncGenerator<Exclude<ConversationPart, { readonly type: 'model-selected' }>> {
    const { costs, providers, clock, setTimer, createId, branchOf } = this.dependencies;
    const rows: LedgerRow[] = [];
    const attempt: LanguageModel = withMetering(
      withTimeout(providers.modelFor(model), { ...timeouts, setTimer }),
      {
        meter: costs,
        modelConfig: model,
        createCallId: createId,
        onSettled: (row) => void rows.push(row),
        origin: {
          runId,
          agentId: askedBy,
          agentType,
          taskType,
          workspace: workspaceRoot,
          door: 'router',
          ...(workspaceRoot !== '' && branchOf(workspaceRoot)),
        },
      },
    );
    const random = createRandom(clock.now());
    const stream = withRetry(attempt, { ...retries, wait: createWait(setTimer), random }).doStream(
      conversation,
      { maxOutputTokens: outputCeiling(model), signal },
    );
    for await (const part of stream) {
      for (const row of rows.splice(0)) yield { type: 'settled', row };
      if (part.type !== 'usage') yield part;
    }
  }

  /** @throws the first failure of a provider when no other model is left */
  private async decide(
    runId: string,
    { conversation, workspaceRoot }: ConversationRequest,
    failed: ReadonlyMap<string, ProviderError>,
  ): Promise<Decision> {
    const config = this.dependencies.config();
    const context: DecisionContext = {
      models: this.candidates(config),
      policy: { ...policyFrom(config.routing), exploreRate: 0 },
      analyzer: { analyze: async () => conversationComplexity(conversation, config.routing.complexity) },
      isAvailable: (model) => this.availabilityOf(model, failed),
      startTierOf: ({ tier }) => ({ tier }),
    };
    let status: Promise<BudgetStatus> | undefined;
    try {
      return await decide(context, {
        task: {
          id: runId,
          type: taskType,
          request: { workspaceRoot, targets: [] },
          readSources: async () => [],
        },
        agentType: undefined,
        readBudget: () => {
          status ??= this.dependencies.costs.budgetStatus({ runId, agentType });
          return status;
        },
      });
    } catch (error) {
      const [first] = failed.values();
      throw first ?? error;
    }
  }

  private availabilityOf(model: ModelConfig, failed: ReadonlyMap<string, ProviderError>): Availability {
    if (!isForConversations(model)) return { ok: false, reason: 'it goes on with no chats of others' };
    if (failed.has(model.provider))
      return { ok: false, reason: `${model.provider} failed at this chat before` };
    const availability = this.dependencies.providers.availabilityOf(model);
    return availability.ok ? this.health.availabilityOf(model) : availability;
  }

  private candidates({ routing }: FleetConfig): readonly ModelConfig[] {
    return modelsFrom(routing.models, routing.providers).filter(isForConversations);
  }
}

/** The embedded engine is no language model, and the editor offers its own to all chats by itself. */
function isForConversations({ provider }: ModelConfig): boolean {
  return provider !== 'embedded' && provider !== 'vscode';
}
