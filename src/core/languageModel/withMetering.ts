import { isAbortError, throwIfAborted } from '../../base/abort';
import type { LedgerRow } from '../cost/ledgerStore';
import type { CallEnd, PlannedCall, Reservation } from '../cost/plannedCall';
import type { TokenUsage } from '../cost/pricing';
import { ProviderError } from '../errors';
import type { ModelConfig } from '../routing/modelConfig';
import { estimateTokens } from '../routing/tokenEstimate';
import { outputCeiling } from '../routing/worstCase';
import type { LanguageModel } from './languageModel';
import { worstCaseOfCall } from './worstCaseOfCall';

/** On whose account calls are made: what all rows of a run have in common. */
export type CallOrigin = Omit<PlannedCall, 'callId' | 'model' | 'worstCaseMicroUsd'>;

/** What keeps the record: the `CostTracker`. */
export interface CallMeter {
  reserve(call: PlannedCall): Promise<Reservation>;
}

export interface MeteringOptions {
  readonly meter: CallMeter;
  /** What the model is, with its prices. */
  readonly modelConfig: ModelConfig;
  readonly origin: CallOrigin;
  readonly createCallId: () => string;
  /** Told of the row of each call, once it is durable. */
  readonly onSettled?: (row: LedgerRow) => void;
}

/**
 * Makes a call only when its worst case fits every budget, and puts each one on record in exactly one row, however it ends:
 * read to the end, broken, cancelled, or left by its reader. The row is durable before `finish` is handed on. Wrapped inside
 * whatever tries again, so that every attempt is a call of its own. The answer is never longer than the worst case assumes.
 * @throws BudgetExceededError, ModelSelectionError, LedgerError before anything is sent, besides what the model throws
 */
export function withMetering(model: LanguageModel, options: MeteringOptions): LanguageModel {
  const { meter, modelConfig, origin, createCallId, onSettled } = options;
  const { modelName, provider } = model;
  return {
    modelName,
    provider,
    async *doStream(prompt, { maxOutputTokens: wanted, signal }) {
      throwIfAborted(signal);
      const maxOutputTokens = Math.min(wanted, outputCeiling(modelConfig));
      const reservation = await meter.reserve({
        ...origin,
        callId: createCallId(),
        model: modelConfig,
        worstCaseMicroUsd: worstCaseOfCall(prompt, { ...modelConfig, maxOutputTokens }),
      });
      const call = new MeteredCall(reservation, onSettled);
      try {
        throwIfAborted(signal);
        call.start();
        for await (const part of model.doStream(prompt, { maxOutputTokens, signal })) {
          if (part.type === 'text-delta') call.receive(part.text);
          else if (part.type === 'tool-call') call.receive(JSON.stringify(part.call));
          else call.bill(part.usage);
          if (part.type === 'finish') await call.complete();
          yield part;
        }
        if (call.isOpen) throw cutOffError(model);
      } catch (error) {
        call.fail(error);
        throw error;
      } finally {
        await call.end();
      }
    },
  };
}

function cutOffError({ modelName, provider }: LanguageModel): ProviderError {
  const message = `The answer of ${modelName} (${provider}) stopped without an end.`;
  return new ProviderError('provider-stream-broken', message, { isRetryable: true });
}

const nothing: TokenUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** What is known of one call while it lasts. */
class MeteredCall {
  private usage: TokenUsage | undefined;
  private text = '';
  private state: 'reserved' | 'started' | 'unreached' | 'refused' | 'ended' = 'reserved';
  private hasAnswered = false;
  // Anything but a full read counts as cancelled: the reader left, or an error says otherwise.
  private outcome: LedgerRow['outcome'] = 'cancelled';

  constructor(
    private readonly reservation: Reservation,
    private readonly onSettled: ((row: LedgerRow) => void) | undefined,
  ) {}

  get isOpen(): boolean {
    return this.state !== 'ended';
  }

  start(): void {
    this.state = 'started';
  }

  receive(text: string): void {
    this.hasAnswered = true;
    this.text += text;
  }

  bill(usage: TokenUsage | undefined): void {
    this.hasAnswered = true;
    this.usage = usage ?? this.usage;
  }

  async complete(): Promise<void> {
    await this.settle({ ...this.received(), outcome: 'completed', isComplete: true });
  }

  fail(error: unknown): void {
    if (!isAbortError(error)) this.outcome = 'failed';
    if (this.state !== 'started' || this.hasAnswered) return;
    if (wasNeverReached(error)) this.state = 'unreached';
    else if (wasRefused(error)) this.state = 'refused';
  }

  /** Leaves nothing open; does nothing after `complete`. */
  async end(): Promise<void> {
    switch (this.state) {
      case 'ended':
        return;
      case 'reserved':
      case 'unreached':
        this.state = 'ended';
        await this.reservation.release();
        return;
      case 'refused':
        await this.settle({ usage: nothing, outcome: this.outcome, isComplete: true });
        return;
      case 'started':
        await this.settle({ ...this.received(), outcome: this.outcome, isComplete: false });
    }
  }

  private received(): Pick<CallEnd, 'usage' | 'receivedOutputTokens'> {
    return { usage: this.usage, receivedOutputTokens: estimateTokens(this.text) };
  }

  private async settle(end: CallEnd): Promise<void> {
    this.state = 'ended';
    const row = await this.reservation.settle(end);
    this.onSettled?.(row);
  }
}

/** Failures of the platform in which no request was sent: no name, no route, nobody listens. */
const unreachedCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

/** True when nothing was sent, for certain. A connection that was reset may have carried the request. */
function wasNeverReached(error: unknown): boolean {
  if (!(error instanceof ProviderError)) return false;
  if (error.code === 'provider-not-set-up') return true;
  return error.code === 'provider-unreachable' && hasUnreachedCause(error.cause);
}

function hasUnreachedCause(cause: unknown): boolean {
  let current = cause;
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && unreachedCodes.has(String(current.code))) return true;
    // Every address of a name that was tried has its own failure.
    if ('errors' in current && Array.isArray(current.errors) && current.errors.length > 0)
      return current.errors.every((error) => hasUnreachedCause(error));
    current = 'cause' in current ? current.cause : undefined;
  }
  return false;
}

/** True when the provider refused the work before it began; none of them bills that. */
function wasRefused(error: unknown): boolean {
  return (
    error instanceof ProviderError &&
    !error.isInAnswer &&
    ['provider-authentication', 'provider-rate-limited', 'provider-overloaded', 'provider-refused'].includes(
      error.code,
    )
  );
}
