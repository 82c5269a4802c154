import type { RuntimeExport } from '../synthesis/runtimeExports';
import type { Scenario, ScenarioObservation } from '../synthesis/scenario';
import type { Trial, TrialResult, TrialScope } from '../synthesis/trial';
import type { WorkspacePath } from './workspace';

export interface OpenModuleRequest {
  readonly module: WorkspacePath;
  /** Text to load instead of the file's own: the instrumented source. */
  readonly code: string;
  /** Number of counters in `code`. */
  readonly pointCount: number;
  /** The world the module sees: two recordings under different worlds tell stable behaviour from accident. */
  readonly world: SandboxWorld;
  readonly limits: SandboxLimits;
}

export interface SandboxWorld {
  readonly timeZone: string;
  /** Added to the real time. */
  readonly clockOffsetMs: number;
  /** Seeds `Math.random`. */
  readonly randomSeed: number;
}

export interface SandboxLimits {
  /** For loading the module. */
  readonly loadTimeoutMs: number;
  /** For one scenario, awaiting included. */
  readonly scenarioTimeoutMs: number;
  /** For one trial. Its loops are cut short anyway, so that a busy machine is the usual reason for a slow one. */
  readonly trialTimeoutMs: number;
  /** Heap of the child, in mebibytes. */
  readonly memoryMiB: number;
}

export type OpenModuleResult =
  | {
      readonly status: 'opened';
      readonly session: SandboxSession;
      /** What the module really exports at run time. */
      readonly exports: readonly RuntimeExport[];
      /** Counters hit by loading alone. */
      readonly loadedPoints: readonly number[];
    }
  | {
      readonly status: 'failed';
      readonly reason: 'threw' | 'exited' | 'timed-out';
      readonly message: string;
    };

/** One child process with the module loaded. */
export interface SandboxSession {
  /**
   * Runs scenarios one after the other in fresh argument values (module state is shared) and yields their observations in
   * order. A scenario that never returns or kills the process is observed as such and the child is replaced.
   */
  execute(scenarios: readonly Scenario[], signal: AbortSignal): AsyncIterable<ScenarioObservation>;
  /** What the trials of the next calls of `attempt` are about. */
  startTrials(scope: TrialScope): void;
  /**
   * Runs trials in quick succession, up to the first that does not end or kills the process, and tells of those that showed
   * something since `startTrials`. Loops are cut short: what needs many rounds shows nothing. Nothing is awaited.
   */
  attempt(trials: readonly Trial[], signal: AbortSignal): Promise<TrialResult>;
  /** Kills the process and its children. Never throws. */
  close(): Promise<void>;
}

/**
 * Runs the user's code in a child process with a clean environment, no writing outside of a temporary folder of its own, no
 * child processes and a guard against the network. It contains crashes, hangs, memory and accidents, not malice: workspace trust comes first.
 */
export interface Sandbox {
  openModule(request: OpenModuleRequest, signal: AbortSignal): Promise<OpenModuleResult>;
}
