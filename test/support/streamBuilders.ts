import type { AgentId } from '../../src/core/agents/agentId';
import { EventBus } from '../../src/core/events/eventBus';
import type { RunPart } from '../../src/core/streaming/runPart';
import type { StreamCallbacks, StreamMetadata } from '../../src/core/streaming/streamChunk';
import {
  type StartStreamOptions,
  StreamManager,
  type StreamManagerOptions,
} from '../../src/core/streaming/streamManager';
import type { StreamSettings } from '../../src/core/streaming/streamSettings';
import type { TaskStream } from '../../src/core/streaming/taskStream';
import { ManualTime } from './manualTimer';
import { RecordingLogger } from './recordingLogger';

export const streamingAgent: AgentId = { id: 'agent-1', type: 'test-generator', createdAtMs: 0 };

export function aStreamMetadata(overrides: Partial<StreamMetadata> = {}): StreamMetadata {
  return {
    streamId: 'stream-1',
    taskId: 'run-1',
    taskType: 'generate-tests',
    agentId: streamingAgent.id,
    agentType: streamingAgent.type,
    modelName: 'embedded',
    attempt: 1,
    startedAtMs: 0,
    ...overrides,
  };
}

export const notice = (message: string): RunPart => ({ type: 'notice', message });
export const output = (text: string): RunPart => ({ type: 'output', text });
export const progress = (fraction: number, message = ''): RunPart => ({
  type: 'progress',
  fraction,
  message,
});

/** A part in one word, for lists to compare. */
export function textOf(part: RunPart): string {
  switch (part.type) {
    case 'notice':
      return part.message;
    case 'output':
      return part.text;
    case 'progress':
      return `${part.fraction}`;
    default:
      return part.type;
  }
}

/** Lets all promises settle that can. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** What has become of a promise so far. */
export function watch(promise: Promise<unknown>): { state: string } {
  const watched = { state: 'pending' };
  promise.then(
    () => {
      watched.state = 'resolved';
    },
    (error: unknown) => {
      watched.state = error instanceof Error ? error.name : String(error);
    },
  );
  return watched;
}

/** A manager over manual time, with a log of what it announces of streams. */
export function createStreams(options: Partial<StreamManagerOptions> = {}) {
  const time = new ManualTime();
  const logger = new RecordingLogger();
  const events = new EventBus(logger);
  const streams = new StreamManager({ logger, events, clock: time, setTimer: time.setTimer, ...options });
  /** `stream-1 stream.start`, `stream-1 stream.chunk 1 hello`, … */
  const announced: string[] = [];
  events.on('stream.start', ({ streamId }) => announced.push(`${streamId} start`));
  events.on('stream.chunk', ({ streamId, chunk }) =>
    announced.push(`${streamId} chunk ${chunk.sequence} ${textOf(chunk.part)}`),
  );
  events.on('stream.progress', ({ streamId, progress: { fraction } }) =>
    announced.push(`${streamId} progress ${fraction}`),
  );
  events.on('stream.error', ({ streamId, failure }) =>
    announced.push(`${streamId} error ${failure.error.code} ${failure.next}`),
  );
  events.on('stream.complete', ({ streamId, result }) =>
    announced.push(`${streamId} complete ${result.chunks}`),
  );
  return { time, logger, events, streams, announced };
}

export interface OpenStreamOptions extends Partial<StartStreamOptions> {
  readonly metadata?: Partial<StreamMetadata>;
}

/** A small stream: 8 chunks, writers wait from 4 on, 1000 ms. */
export const smallStream: StreamSettings = { bufferSize: 8, backpressureThreshold: 0.5, timeoutMs: 1000 };

/** A stream whose sink takes a chunk only when it is told to. */
export function openStream(
  options: OpenStreamOptions = {},
  managerOptions: Partial<StreamManagerOptions> = {},
) {
  const created = createStreams(managerOptions);
  const taken: string[] = [];
  const pending: (() => void)[] = [];
  const controller = new AbortController();
  const callbacks: Partial<StreamCallbacks> = {};
  const stream: TaskStream = created.streams.startStream(aStreamMetadata(options.metadata), {
    settings: smallStream,
    sink: ({ part }) => {
      taken.push(textOf(part));
      return new Promise((resolve) => pending.push(resolve));
    },
    callbacks,
    agentId: streamingAgent,
    signal: controller.signal,
    ...options,
  });
  /** Lets the reader take `count` chunks. */
  const take = async (count = Number.POSITIVE_INFINITY): Promise<void> => {
    for (let taking = 0; taking < count && pending.length > 0; taking++) {
      pending.shift()?.();
      await settle();
    }
  };
  return { ...created, stream, taken, take, controller };
}
