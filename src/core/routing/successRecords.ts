import { v4 as uuid } from 'uuid';
import * as z from 'zod/mini';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { SharedMemory } from '../cost/sharedMemory';
import { AccessLevel, systemAccessor } from '../memory/memoryEntry';
import { ROUTING_PARTITIONS } from '../memory/memoryPartitions';
import { type ComplexityTier, complexityTiers } from './modelConfig';
import type { OutcomesByTier } from './startTier';

/** How a task of one tier ended with a model. */
export interface TaskOutcome {
  /** Absolute path of the workspace folder. */
  readonly repository: string;
  readonly taskType: string;
  readonly modelName: string;
  readonly tier: ComplexityTier;
  /** Did the result hold, by an objective check? */
  readonly isSuccess: boolean;
}

const count = z.int().check(z.minimum(0));
const entrySchema = z.object({
  repository: z.string(),
  taskType: z.string(),
  modelName: z.string(),
  tier: z.enum(complexityTiers),
  successes: count,
  failures: count,
});
type Entry = z.output<typeof entrySchema>;

const prefix = 'outcomes/';

/**
 * How often tasks succeeded, by repository, type of task, model and tier, kept for ever. Every instance writes under a key of
 * its own and the sum is taken on reading, so no two processes write to the same entry. What others write after this one has
 * read is known to the next one.
 */
export class SuccessRecords {
  private readonly ownKey = `${prefix}${uuid()}`;
  private readonly own = new Map<string, Entry>();
  /** Own ones and those of others. */
  private readonly all = new Map<string, Entry>();
  private loading: Promise<void> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly memory: SharedMemory,
    private readonly logger: Logger,
  ) {}

  /** Reads what is known, once. Never rejects: without it every model starts on its own tier. */
  load(): Promise<void> {
    this.loading ??= this.read();
    return this.loading;
  }

  /** What is known now of a model; nothing before `load`. */
  outcomesOf({ repository, taskType, modelName }: Omit<TaskOutcome, 'tier' | 'isSuccess'>): OutcomesByTier {
    const found: Partial<Record<ComplexityTier, Entry>> = {};
    for (const tier of complexityTiers) {
      const entry = this.all.get(keyOf({ repository, taskType, modelName, tier }));
      if (entry) found[tier] = entry;
    }
    return found;
  }

  /** Counts the outcome at once and writes it in the background; a memory that fails is logged. */
  add(outcome: TaskOutcome): void {
    const { isSuccess, ...about } = outcome;
    const one = { ...about, successes: isSuccess ? 1 : 0, failures: isSuccess ? 0 : 1 };
    addEntry(this.own, one);
    addEntry(this.all, one);
    // One write at a time, each with all there is by then: an older one cannot replace a newer one.
    this.writing = this.writing.then(() => this.write());
  }

  /** Resolves when everything that was added is written. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private async read(): Promise<void> {
    try {
      const entries = await this.memory.list({
        partition: ROUTING_PARTITIONS.STATS,
        prefix,
        accessor: systemAccessor,
      });
      for (const { key, value } of entries) {
        if (key === this.ownKey) continue;
        // A form that is not known is passed over.
        const parsed = z.array(entrySchema).safeParse(value);
        for (const entry of parsed.data ?? []) addEntry(this.all, entry);
      }
    } catch (error) {
      this.logger.warn('Former results of models could not be read', { reason: describeError(error) });
    }
  }

  private async write(): Promise<void> {
    try {
      await this.memory.store(this.ownKey, [...this.own.values()], {
        partition: ROUTING_PARTITIONS.STATS,
        owner: systemAccessor,
        accessLevel: AccessLevel.SWARM,
      });
    } catch (error) {
      this.logger.warn('The result of a model could not be remembered', { reason: describeError(error) });
    }
  }
}

function addEntry(entries: Map<string, Entry>, entry: Entry): void {
  const key = keyOf(entry);
  const former = entries.get(key);
  const [successes, failures] = [former?.successes ?? 0, former?.failures ?? 0];
  entries.set(key, {
    ...entry,
    successes: successes + entry.successes,
    failures: failures + entry.failures,
  });
}

function keyOf({ repository, taskType, modelName, tier }: Omit<TaskOutcome, 'isSuccess'>): string {
  return JSON.stringify([repository, taskType, modelName, tier]);
}
