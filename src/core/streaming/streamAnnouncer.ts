import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { AgentId } from '../agents/agentId';
import type { EventBus } from '../events/eventBus';
import type {
  ProgressInfo,
  StreamCallbacks,
  StreamChunk,
  StreamFailure,
  StreamMetadata,
  StreamResult,
} from './streamChunk';

export interface StreamAnnouncerOptions {
  readonly agentId: AgentId;
  readonly streamId: string;
  readonly events: EventBus;
  readonly callbacks: Partial<StreamCallbacks>;
  readonly logger: Logger;
}

/** Tells the bus and the callbacks what happens in one stream; whoever of them throws is logged and changes nothing. */
export class StreamAnnouncer {
  private readonly about: { readonly agentId: AgentId; readonly streamId: string };

  constructor(private readonly options: StreamAnnouncerOptions) {
    const { agentId, streamId } = options;
    this.about = { agentId, streamId };
  }

  start(metadata: StreamMetadata): void {
    this.options.events.emit('stream.start', { ...this.about, metadata });
    this.call('onStart', metadata);
  }

  chunk(chunk: StreamChunk): void {
    const { agentId, streamId, events } = this.options;
    events.emit('stream.chunk', { agentId, streamId, chunk });
    this.call('onChunk', chunk);
  }

  progress(progress: ProgressInfo, bufferUtilization: number): void {
    this.options.events.emit('stream.progress', { ...this.about, progress, bufferUtilization });
    this.call('onProgress', progress);
  }

  error(failure: StreamFailure): void {
    this.options.events.emit('stream.error', { ...this.about, failure });
    this.call('onError', failure);
  }

  complete(result: StreamResult): void {
    this.options.events.emit('stream.complete', { ...this.about, result });
    this.call('onComplete', result);
  }

  private call<N extends keyof StreamCallbacks>(name: N, argument: Parameters<StreamCallbacks[N]>[0]): void {
    try {
      (this.options.callbacks[name] as ((argument: unknown) => void) | undefined)?.(argument);
    } catch (error) {
      const { logger, streamId } = this.options;
      logger.error('A callback of a stream failed', {
        streamId,
        callback: name,
        error: describeError(error),
      });
    }
  }
}
