import type { ModelConfig } from '../routing/modelConfig';
import type { LedgerRow } from './ledgerStore';
import type { MicroUsd } from './money';
import type { CallEnd, PlannedCall } from './plannedCall';
import { costOf, type TokenUsage } from './pricing';

/** True for the embedded engine and models that run on the user's own machine. */
export function isFree({ prices }: ModelConfig): boolean {
  return prices !== undefined && Object.values(prices).every((price) => price === 0);
}

/**
 * The row of a call that has ended. What it cost, so that the record never says less than the provider can have billed for what
 * is known:
 * - a whole answer with its usage: that usage, `measured`;
 * - an answer that was cut off, with some usage: the input as reported, of the output the larger of what was reported and what
 *   arrived, `estimated`;
 * - no usage, or one that cannot be: the worst case, `estimated`;
 * - a model whose price is not known: the ceiling that was reserved for it, `estimated`; without one 0, `unpriced`.
 */
export function settledRow(call: PlannedCall, end: CallEnd, endedAtMs: number): LedgerRow {
  const { tokens, costMicroUsd, provenance } = billOf(call, end);
  return {
    ...attributionOf(call),
    endedAtMs,
    outcome: end.outcome,
    inputTokens: tokens.inputTokens,
    cacheReadTokens: tokens.cacheReadTokens,
    cacheWriteTokens: tokens.cacheWriteTokens,
    outputTokens: tokens.outputTokens,
    costMicroUsd,
    provenance,
  };
}

/** The row of a call that nobody will ever settle. */
export function abandonedRow(call: PlannedCall, requestedAtMs: number): LedgerRow {
  const end = { outcome: 'failed', usage: undefined, isComplete: false } as const;
  return settledRow(call, end, requestedAtMs);
}

interface Bill {
  readonly tokens: TokenUsage;
  readonly costMicroUsd: MicroUsd;
  readonly provenance: LedgerRow['provenance'];
}

function billOf({ model, worstCaseMicroUsd }: PlannedCall, end: CallEnd): Bill {
  const tokens = tokensOf(end);
  const { prices } = model;
  const known = tokens ?? noTokens;
  const worstCase = { tokens: known, costMicroUsd: worstCaseMicroUsd ?? 0, provenance: 'estimated' } as const;
  if (!prices) return worstCaseMicroUsd === undefined ? { ...worstCase, provenance: 'unpriced' } : worstCase;
  if (isFree(model)) {
    return {
      tokens: known,
      costMicroUsd: 0,
      provenance: end.usage && end.isComplete ? 'measured' : 'estimated',
    };
  }
  if (!tokens || !end.usage) return worstCase;
  return {
    tokens,
    costMicroUsd: costOf(tokens, prices),
    provenance: end.isComplete ? 'measured' : 'estimated',
  };
}

const noTokens: TokenUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Undefined when the provider said nothing, or what it said cannot be. */
function tokensOf({ usage, isComplete, receivedOutputTokens = 0 }: CallEnd): TokenUsage | undefined {
  const received = Math.ceil(receivedOutputTokens);
  if (!usage) return received > 0 ? { ...noTokens, outputTokens: received } : undefined;
  const isPossible =
    Object.values(usage).every((count) => Number.isSafeInteger(count) && count >= 0) &&
    usage.cacheReadTokens + usage.cacheWriteTokens <= usage.inputTokens;
  if (!isPossible) return undefined;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens: isComplete ? outputTokens : Math.max(outputTokens, received),
  };
}

function attributionOf(call: PlannedCall) {
  const { callId, model, runId, agentId, agentType, taskType, workspace, gitBranch, tag, door } = call;
  return {
    callId,
    runId,
    modelId: model.name,
    agentId,
    agentType,
    taskType,
    workspace,
    ...(gitBranch ? { gitBranch: toStorable(gitBranch) } : {}),
    ...(tag ? { tag: toStorable(tag) } : {}),
    ...(door ? { door } : {}),
  };
}

/** A NUL ends a text in the database, and half of a surrogate pair does not survive it. */
function toStorable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\ufffd');
}
