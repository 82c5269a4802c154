import type { Clock } from '../../base/clock';
import type {
  LedgerRow,
  ReservationOutcome,
  ReservationRequest,
  SpendLimit,
} from '../../core/cost/ledgerStore';
import type { MicroUsd } from '../../core/cost/money';
import type { JournaledDatabase } from './journaledDatabase';
import { InvalidRowError } from './journalLines';
import { createWriterName } from './journalSegment';
import type { LedgerOperation, ReserveOperation } from './ledgerOperation';
import { parseLedgerRow } from './ledgerRowCodec';
import { isCallKnown, selectCommitted } from './reservationQueries';
import type { SqlJsDatabase } from './sqlJsDatabase';

interface WaitingRequest {
  readonly request: ReservationRequest;
  readonly operation: ReserveOperation;
  resolve(outcome: ReservationOutcome): void;
  reject(error: unknown): void;
}

/** What was said to one request; not to be acted upon before it is on disk. */
interface Answer {
  readonly waiting: WaitingRequest;
  readonly outcome: ReservationOutcome | InvalidRowError;
}

/**
 * Grants reservations one batch at a time: all requests that wait in this process share one turn at the lock of all processes,
 * one look at the disk and one write.
 */
export class ReservationDesk {
  private readonly owner: string;
  private readonly open = new Map<string, LedgerRow>();
  private waiting: WaitingRequest[] = [];
  private lastBatch: Promise<void> = Promise.resolve();
  /** Taken back, but perhaps not on disk yet. */
  private readonly owedReleases = new Set<string>();

  constructor(
    private readonly database: Pick<JournaledDatabase<LedgerOperation>, 'append' | 'decide'>,
    private readonly clock: Clock,
  ) {
    this.owner = createWriterName(clock.now());
  }

  /** @throws InvalidRowError for a request that is not one, or whose call is on record already */
  async reserve(request: ReservationRequest): Promise<ReservationOutcome> {
    const operation = this.toOperation(request);
    // What costs nothing cannot break a limit, and does not wait for anybody.
    if (request.amountMicroUsd === 0) return { status: 'granted' };
    if (request.limits.length === 0) return await this.reserveUnlimited(operation);
    return await new Promise((resolve, reject) => {
      this.waiting.push({ request, operation, resolve, reject });
      if (this.waiting.length === 1) this.lastBatch = this.answerWaiting();
    });
  }

  async settle(row: LedgerRow): Promise<void> {
    const reserved = this.open.get(row.callId);
    await this.end(row.callId, { op: reserved ? 'settle' : 'append', row });
  }

  async release(callId: string): Promise<void> {
    if (this.open.has(callId)) await this.end(callId, this.toRelease(callId));
  }

  /** Nobody will settle what is still open: it counts as spent, because the provider may have billed it. */
  async close(): Promise<void> {
    await this.lastBatch;
    await Promise.all([
      ...[...this.open.values()].map((row) => this.settle(row)),
      ...[...this.owedReleases].map((callId) => this.database.append(() => this.toRelease(callId))),
    ]);
  }

  /** With no limit to hold there is nothing that others must not do meanwhile. */
  private async reserveUnlimited(operation: ReserveOperation): Promise<ReservationOutcome> {
    const { callId } = operation.row;
    try {
      await this.database.append(() => operation);
    } catch (error) {
      this.owedReleases.add(callId);
      throw error;
    }
    this.open.set(callId, operation.row);
    return { status: 'granted' };
  }

  private async end(callId: string, operation: LedgerOperation): Promise<void> {
    const reserved = this.open.get(callId);
    // At once, so that it is not ended twice at the same time.
    this.open.delete(callId);
    try {
      await this.database.append(() => operation);
    } catch (error) {
      if (reserved) this.open.set(callId, reserved);
      throw error;
    }
  }

  /** Never rejects. */
  private async answerWaiting(): Promise<void> {
    const batch: WaitingRequest[] = [];
    let answers: readonly Answer[] = [];
    let owed: readonly string[] = [];
    try {
      await this.database.decide({
        decide: (database) => {
          // Whoever came while the lock was waited for is served, too.
          batch.push(...this.waiting.splice(0));
          answers = answerAll(database, batch);
          owed = [...this.owedReleases];
          return [...owed.map((callId) => this.toRelease(callId)), ...grantedOf(answers)];
        },
        takeBack: () => {
          const granted = grantedOf(answers).map(({ row }) => row.callId);
          for (const callId of granted) this.owedReleases.add(callId);
          return granted.map((callId) => this.toRelease(callId));
        },
      });
    } catch (error) {
      for (const { reject } of [...batch, ...this.waiting.splice(0)]) reject(error);
      return;
    }
    // Others may have come to be owed meanwhile.
    for (const callId of owed) this.owedReleases.delete(callId);
    for (const { waiting, outcome } of answers) {
      if (outcome instanceof InvalidRowError) {
        waiting.reject(outcome);
        continue;
      }
      if (outcome.status === 'granted') this.open.set(waiting.request.callId, waiting.operation.row);
      waiting.resolve(outcome);
    }
  }

  private toOperation(request: ReservationRequest): ReserveOperation {
    const { callId, amountMicroUsd, requestedAtMs, runId, agentType } = request;
    const row = parseLedgerRow({
      ...request.row,
      callId,
      runId,
      agentType,
      costMicroUsd: amountMicroUsd,
      outcome: 'failed',
      provenance: 'estimated',
    });
    return { op: 'reserve', owner: this.owner, requestedAtMs, row };
  }

  private toRelease(callId: string): LedgerOperation {
    return { op: 'release', callId, releasedAtMs: this.clock.now() };
  }
}

function grantedOf(answers: readonly Answer[]): ReserveOperation[] {
  return answers.flatMap(({ waiting, outcome }) =>
    !(outcome instanceof InvalidRowError) && outcome.status === 'granted' ? [waiting.operation] : [],
  );
}

/** One after the other: what is granted to one counts for the next. */
function answerAll(database: SqlJsDatabase, batch: readonly WaitingRequest[]): readonly Answer[] {
  const committedBefore = new Map<string, MicroUsd>();
  const granted: ReservationRequest[] = [];
  const committedOf = (limit: SpendLimit): MicroUsd => {
    const { range, runId, agentType } = limit;
    const key = JSON.stringify([range.fromMs, range.toMs, runId, agentType]);
    const before = committedBefore.get(key) ?? selectCommitted(database, limit);
    committedBefore.set(key, before);
    return granted.reduce(
      (sum, other) => (isCounted(other, limit) ? sum + other.amountMicroUsd : sum),
      before,
    );
  };
  return batch.map((waiting): Answer => {
    const { request } = waiting;
    const { callId, amountMicroUsd, limits } = request;
    if (isCallKnown(database, callId) || granted.some((other) => other.callId === callId)) {
      return { waiting, outcome: new InvalidRowError(`callId: ${callId} is on record already`) };
    }
    for (const limit of limits) {
      const committedMicroUsd = committedOf(limit);
      if (committedMicroUsd + amountMicroUsd > limit.limitMicroUsd) {
        return { waiting, outcome: { status: 'refused', limit, committedMicroUsd } };
      }
    }
    granted.push(request);
    return { waiting, outcome: { status: 'granted' } };
  });
}

/** As the database will count it once it is there. */
function isCounted(request: ReservationRequest, { range, runId, agentType }: SpendLimit): boolean {
  return (
    request.requestedAtMs < range.toMs &&
    (runId === undefined || runId === request.runId) &&
    (agentType === undefined || agentType === request.agentType)
  );
}
