import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import { AccessLevel, systemAccessor } from '../memory/memoryEntry';
import { ROUTING_PARTITIONS } from '../memory/memoryPartitions';
import type { BudgetWindow } from './budget';
import { type BudgetRaise, parseBudgetRaise, type RaisedWindow } from './budgetRaise';
import type { LedgerRow } from './ledgerStore';
import type { MicroUsd } from './money';
import type { SharedMemory } from './sharedMemory';

/** One call as memory keeps it (spec 6.2). */
export interface CostEntry {
  /** The `callId` of the ledger row. */
  readonly id: string;
  readonly modelName: string;
  readonly timestampMs: number;
  readonly costMicroUsd: MicroUsd;
  readonly tokens: { readonly inputTokens: number; readonly outputTokens: number };
  readonly taskType: string;
  readonly agentId: string;
}

/** The spend of one day as memory keeps it for agents: what the ledger said after the last call of this process. */
export interface DailyTotal {
  /** YYYY-MM-DD in the user's time zone. */
  readonly date: string;
  readonly totalMicroUsd: MicroUsd;
  readonly isEstimated: boolean;
}

/**
 * What memory knows of costs: `<id>`, `alerts/…` and `raises/…` for the product, `daily/<date>` for every agent, all in the partition
 * routing/costs. A copy to look things up in; the ledger is the record. So a memory that fails is logged and fails no call.
 */
export class CostMemory {
  constructor(
    private readonly memory: SharedMemory,
    private readonly logger: Logger,
  ) {}

  async rememberCall(row: LedgerRow): Promise<void> {
    const entry: CostEntry = {
      id: row.callId,
      modelName: row.modelId,
      timestampMs: row.endedAtMs,
      costMicroUsd: row.costMicroUsd,
      tokens: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
      taskType: row.taskType,
      agentId: row.agentId,
    };
    await this.attempt(() => this.memory.store(entry.id, entry, systemOnly));
  }

  /** Replaces what was known of the day: the total was derived from the ledger, not from what stands here. */
  async rememberDailyTotal(total: DailyTotal): Promise<void> {
    await this.attempt(() =>
      this.memory.store(`daily/${total.date}`, total, { ...systemOnly, accessLevel: AccessLevel.SWARM }),
    );
  }

  /** Was the alert given before, here or in another window of the product? A memory that fails counts as no. */
  async wasAlerted(key: string): Promise<boolean> {
    try {
      const { partition } = systemOnly;
      return (await this.memory.retrieve(key, { partition, accessor: systemAccessor })) !== undefined;
    } catch (error) {
      this.report(error);
      return false;
    }
  }

  /** Keeps until the window ends that the alert was given. */
  async rememberAlert(key: string, window: BudgetWindow, nowMs: number): Promise<void> {
    const ttl = secondsLeft(window.resetsAtMs, nowMs);
    await this.attempt(() => this.memory.store(key, window, { ...systemOnly, ttl }));
  }

  /** Keeps the raise until its window ends. @throws MemoryError: then it was not made */
  async rememberRaise(raise: BudgetRaise, resetsAtMs: number): Promise<void> {
    const ttl = secondsLeft(resetsAtMs, raise.raisedAtMs);
    const key = `${raisePrefix(raise, resetsAtMs)}${raise.id}`;
    await this.memory.store(key, raise, { ...systemOnly, ttl });
  }

  /** The raises of the window, here or by another process, oldest first. A memory that fails counts as none. */
  async raisesOf(window: RaisedWindow, resetsAtMs: number): Promise<readonly BudgetRaise[]> {
    try {
      const { partition } = systemOnly;
      const prefix = raisePrefix(window, resetsAtMs);
      const entries = await this.memory.list({ partition, accessor: systemAccessor, prefix });
      return entries
        .flatMap(({ value }) => parseBudgetRaise(value) ?? [])
        .sort((a, b) => a.raisedAtMs - b.raisedAtMs);
    } catch (error) {
      this.report(error);
      return [];
    }
  }

  private async attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    this.logger.warn('A cost could not be remembered; it is on record', { reason: describeError(error) });
  }
}

function raisePrefix({ budgetType, scope = '' }: RaisedWindow, resetsAtMs: number): string {
  return `raises/${budgetType}/${encodeURIComponent(scope)}/${resetsAtMs}/`;
}

/** At most as long as calls are remembered: the window of a run has no end. */
function secondsLeft(resetsAtMs: number, nowMs: number): number {
  return Math.min(30 * 86_400, Math.max(1, Math.ceil((resetsAtMs - nowMs) / 1000)));
}

const systemOnly = {
  partition: ROUTING_PARTITIONS.COSTS,
  owner: systemAccessor,
  accessLevel: AccessLevel.SYSTEM,
} as const;
