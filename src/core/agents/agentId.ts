/** The kinds of agents there are; each performs one type of task. */
export const agentTypes = ['test-generator', 'coverage-analyzer', 'quality-gate'] as const;
export type AgentType = (typeof agentTypes)[number];

/** Who an agent is. */
export interface AgentId {
  readonly id: string;
  readonly type: AgentType;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
}
