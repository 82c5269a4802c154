import { MemoryError } from '../errors';

export const ROUTING_PARTITIONS = {
  COSTS: 'routing/costs',
  SELECTIONS: 'routing/selections',
  STATS: 'routing/stats',
} as const;

export const STREAMING_PARTITIONS = {
  SESSIONS: 'streaming/sessions',
  BUFFER: 'streaming/buffer',
  METADATA: 'streaming/metadata',
} as const;

/** For whatever agents have to tell each other that has no partition of its own. */
export const COORDINATION_PARTITION = 'coordination';

export type MemoryPartition =
  | (typeof ROUTING_PARTITIONS)[keyof typeof ROUTING_PARTITIONS]
  | (typeof STREAMING_PARTITIONS)[keyof typeof STREAMING_PARTITIONS]
  | typeof COORDINATION_PARTITION;

export interface PartitionRules {
  /** How long an entry lives when whoever stores it does not say; undefined: for ever. */
  readonly defaultTtlSeconds: number | undefined;
  /** Kept in this process only, and lost with it: not worth a write to disk each. */
  readonly isVolatile: boolean;
}

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** Every partition there is. */
export const memoryPartitions: Readonly<Record<MemoryPartition, PartitionRules>> = {
  'routing/costs': { defaultTtlSeconds: 30 * daySeconds, isVolatile: false },
  'routing/selections': { defaultTtlSeconds: 7 * daySeconds, isVolatile: false },
  'routing/stats': { defaultTtlSeconds: undefined, isVolatile: false },
  'streaming/sessions': { defaultTtlSeconds: hourSeconds, isVolatile: false },
  'streaming/buffer': { defaultTtlSeconds: 300, isVolatile: true },
  'streaming/metadata': { defaultTtlSeconds: daySeconds, isVolatile: false },
  coordination: { defaultTtlSeconds: daySeconds, isVolatile: false },
};

/** @throws MemoryError `memory-invalid` for a name that is none of the partitions */
export function assertPartition(name: string): asserts name is MemoryPartition {
  if (Object.hasOwn(memoryPartitions, name)) return;
  const known = Object.keys(memoryPartitions).join(', ');
  throw new MemoryError('memory-invalid', `There is no memory partition ${name}. There are: ${known}.`);
}
