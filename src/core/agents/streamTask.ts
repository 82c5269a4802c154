import { v4 as uuid } from 'uuid';
import type { Clock } from '../../base/clock';
import type { Logger } from '../../base/logger';
import type { SetTimer } from '../../base/timer';
import type { FleetConfig } from '../config/fleetConfig';
import type { QETask } from '../fleet/task';
import type { RunPart } from '../streaming/runPart';
import type { StreamCallbacks, StreamChunk } from '../streaming/streamChunk';
import { executeStreaming } from '../streaming/streamingExecution';
import type { StreamManager } from '../streaming/streamManager';
import type { AgentId } from './agentId';
import type { EmitPart, TaskWork } from './taskWork';

export interface StreamTaskOptions<T> {
  readonly agentId: AgentId;
  readonly task: QETask;
  readonly modelName: string;
  /** Where the parts go, and what stops the task. */
  readonly assignment: Pick<TaskWork, 'emit' | 'signal'>;
  readonly work: (assignment: Pick<TaskWork, 'emit' | 'signal'>, isStreaming: boolean) => Promise<T>;
  readonly callbacks: StreamCallbacks;
  readonly streams: StreamManager;
  readonly settings: FleetConfig['streaming'];
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/**
 * Does the work of a task over a stream: each attempt has one of its own, and the last resort is to work without.
 * @throws AbortError when cancelled; the error of the last attempt
 */
export async function streamTask<T>(options: StreamTaskOptions<T>): Promise<T> {
  const { agentId, task, modelName, assignment, settings, clock, streams, callbacks } = options;
  const { emit, signal } = assignment;
  let hasChangedWorkspace = false;
  return await executeStreaming({
    ...options,
    signal,
    emit,
    retryConfig: settings.retryConfig,
    canRetry: () => !hasChangedWorkspace,
    openStream: (attempt) => {
      const metadata = {
        streamId: uuid(),
        taskId: task.id,
        taskType: task.type,
        agentId: agentId.id,
        agentType: agentId.type,
        modelName,
        attempt,
        startedAtMs: clock.now(),
      };
      const sink = ({ part }: StreamChunk) => emit(part);
      return streams.startStream(metadata, { settings, sink, callbacks, agentId, signal });
    },
    attempt: (write, attemptSignal) => {
      const watched: EmitPart = (part) => {
        hasChangedWorkspace ||= changesWorkspace(part);
        return write(part);
      };
      return options.work({ emit: watched, signal: attemptSignal }, true);
    },
    synchronous: () => options.work(assignment, false),
  });
}

/** After such a part the task must not be done again from the start: the workspace has changed. */
export function changesWorkspace(part: RunPart): boolean {
  return part.type === 'file-written';
}
