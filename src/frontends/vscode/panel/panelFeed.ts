import { type Disposable, DisposableStore } from '../../../base/disposable';
import type { SequencedPart } from '../../../core/streaming/runPart';
import type { StreamManager } from '../../../core/streaming/streamManager';
import type { HostMessage, PanelMessage } from '../../webview/protocol';
import { toPanelPart } from './panelPart';

/** Parts in one message at most: a long replay is spread over frames instead of blocking one. */
export const maxBatchEntries = 500;

export interface PanelFeedDependencies {
  readonly streams: Pick<StreamManager, 'runIds' | 'subscribe'>;
  readonly post: (message: HostMessage) => void;
  /** Calls back once, a frame later. */
  readonly nextFrame: (callback: () => void) => Disposable;
}

/** Sends the parts of all runs to one panel, at most one message per frame, and again from any point after it came back. */
export class PanelFeed implements Disposable {
  private subscriptions = new DisposableStore();
  private readonly followed = new Set<string>();
  private waiting: SequencedPart[] = [];
  private frame: Disposable | undefined;
  private pageId: string | undefined;

  constructor(private readonly dependencies: PanelFeedDependencies) {}

  /** Starts over for a new page: every known run from the part after the one that the page knows. */
  restart({ pageId, afterSeqByRun }: Omit<Extract<PanelMessage, { kind: 'ready' }>, 'kind'>): void {
    this.stop();
    this.pageId = pageId;
    for (const runId of this.dependencies.streams.runIds) this.subscribe(runId, afterSeqByRun[runId] ?? 0);
  }

  /** Adds a run that has started since; nothing before the first `restart`, which takes all there are. */
  follow(runId: string): void {
    if (this.pageId !== undefined && !this.followed.has(runId)) this.subscribe(runId, 0);
  }

  dispose(): void {
    this.stop();
    this.pageId = undefined;
  }

  private stop(): void {
    this.frame?.dispose();
    this.frame = undefined;
    this.subscriptions.dispose();
    this.subscriptions = new DisposableStore();
    this.followed.clear();
    this.waiting = [];
  }

  private subscribe(runId: string, afterSeq: number): void {
    this.followed.add(runId);
    this.subscriptions.add(
      this.dependencies.streams.subscribe(runId, afterSeq, (entry) => {
        this.waiting.push(entry);
        this.frame ??= this.dependencies.nextFrame(() => this.flush());
      }),
    );
  }

  private flush(): void {
    this.frame = undefined;
    if (this.pageId === undefined) return;
    const batch = this.waiting.slice(0, maxBatchEntries);
    this.waiting = this.waiting.slice(maxBatchEntries);
    if (this.waiting.length > 0) this.frame = this.dependencies.nextFrame(() => this.flush());
    this.dependencies.post({
      kind: 'stream-parts',
      pageId: this.pageId,
      entries: batch.map(({ runId, seq, part }) => ({ runId, seq, part: toPanelPart(part) })),
    });
  }
}
