import { v4 as uuid } from 'uuid';
import type { Clock } from '../../base/clock';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SharedMemory } from '../cost/sharedMemory';
import { AccessLevel, systemAccessor } from '../memory/memoryEntry';
import { ROUTING_PARTITIONS } from '../memory/memoryPartitions';
import type { ModelSelection } from './modelSelection';
import type { ModelStatistics } from './modelStatistics';
import { addSelection, combineUses, type ModelUse, parseModelUses } from './modelUses';

export interface RoutingRecordsOptions {
  readonly memory: SharedMemory;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * What a router has chosen, kept in memory: each selection for seven days, and for ever how often each model was chosen. Each
 * router counts for itself under a key of its own and the sum is taken on reading: so no two write to the same entry, and no
 * count is lost however many windows there are.
 */
export class RoutingRecords {
  private readonly ownKey = `routers/${uuid()}`;
  private readonly ownUses = new Map<string, ModelUse>();
  private writing: Promise<void> | undefined;
  private isStale = false;
  private readonly pending = new Set<Promise<unknown>>();

  constructor(private readonly options: RoutingRecordsOptions) {}

  /** Counts the selection at once and writes it in the background: a memory that is slow or fails holds up no task. */
  remember(selection: ModelSelection): void {
    addSelection(this.ownUses, selection);
    const writing = Promise.all([this.storeSelection(selection), this.storeUses()]);
    this.pending.add(writing);
    void writing.finally(() => this.pending.delete(writing));
  }

  /** Resolves when every selection so far is written; one that cannot be was logged. */
  async flush(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** @throws MemoryError */
  async statistics(): Promise<ModelStatistics> {
    const entries = await this.options.memory.list({
      partition: ROUTING_PARTITIONS.STATS,
      prefix: 'routers/',
      accessor: systemAccessor,
    });
    const others = entries.filter(({ key }) => key !== this.ownKey).map(({ value }) => parseModelUses(value));
    return combineUses([...others, [...this.ownUses.values()]]);
  }

  private async storeSelection(selection: ModelSelection): Promise<void> {
    const { memory, clock } = this.options;
    await this.attempt(() =>
      memory.store(
        `${selection.taskId}/${uuid()}`,
        { ...selection, selectedAtMs: clock.now() },
        {
          partition: ROUTING_PARTITIONS.SELECTIONS,
          owner: systemAccessor,
          accessLevel: AccessLevel.SWARM,
        },
      ),
    );
  }

  /** One write at a time, the last one with the latest counts: an older one cannot replace a newer one. */
  private async storeUses(): Promise<void> {
    this.isStale = true;
    this.writing ??= this.writeWhileStale();
    await this.writing;
  }

  private async writeWhileStale(): Promise<void> {
    while (this.isStale) {
      this.isStale = false;
      await this.attempt(() =>
        this.options.memory.store(this.ownKey, [...this.ownUses.values()], {
          partition: ROUTING_PARTITIONS.STATS,
          owner: systemAccessor,
          accessLevel: AccessLevel.SWARM,
        }),
      );
    }
    // In the same step as the last look at `isStale`, so that nobody waits for a write that has ended.
    this.writing = undefined;
  }

  private async attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.options.logger.warn('A model selection could not be remembered', { reason: describeError(error) });
    }
  }
}
