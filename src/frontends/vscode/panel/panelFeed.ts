import { setMaxListeners } from 'node:events';
import { isAbortError } from '../../../base/abort';
import type { Disposable } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import type { Logger } from '../../../base/logger';
import type { SetTimer } from '../../../base/timer';
import type { SequencedPart } from '../../../core/streaming/runPart';
import type { StreamManager } from '../../../core/streaming/streamManager';
import type { HostMessage, PanelMessage } from '../../webview/protocol';
import { toPanelPart } from './panelPart';

/** Parts in one message at most: a long replay is spread over frames instead of blocking one. */
export const maxBatchEntries = 500;
/** How long runs are slowed down to a page that does not answer; then they go on without it. */
export const stallLimitMs = 3000;

export interface PanelFeedDependencies {
  readonly streams: Pick<StreamManager, 'runIds' | 'read'>;
  readonly post: (message: HostMessage) => void;
  /** Calls back once, a frame later. */
  readonly nextFrame: (callback: () => void) => Disposable;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/**
 * Sends the parts of all runs to one page: at most one message per frame, and none before the page has drawn the one before.
 * So a page that is slow slows the runs down, and memory holds two messages at most. A page that is hidden or does not answer is
 * not read for any more, which costs nothing; when it answers, or a new one comes, it gets what it missed.
 */
export class PanelFeed implements Disposable {
  /** The last part of each run that was posted to the page. */
  private readonly postedSeqByRun = new Map<string, number>();
  private waiting: SequencedPart[] = [];
  private wakeReaders: (() => void)[] = [];
  /** Aborted when nothing is to be read any more; undefined while nothing is read. */
  private reading: AbortController | undefined;
  private pageId: string | undefined;
  private batch = 0;
  /** Runs out when the page does not say in time that it has the last message. */
  private stallTimer: Disposable | undefined;
  private isAnswerDue = false;
  private isHidden = false;
  private frame: Disposable | undefined;

  constructor(private readonly dependencies: PanelFeedDependencies) {}

  /** Starts over for a new page: every known run from the part after the one that the page knows. */
  restart({ pageId, afterSeqByRun }: Omit<Extract<PanelMessage, { kind: 'ready' }>, 'kind'>): void {
    this.forgetPage();
    this.pageId = pageId;
    for (const runId of this.dependencies.streams.runIds)
      this.postedSeqByRun.set(runId, afterSeqByRun[runId] ?? 0);
    this.startReading();
  }

  /** Adds a run that has started since; nothing before the first `restart`, which takes all there are. */
  follow(runId: string): void {
    if (this.pageId === undefined || this.postedSeqByRun.has(runId)) return;
    this.postedSeqByRun.set(runId, 0);
    if (this.reading) void this.readRun(runId, this.reading.signal);
  }

  /** The page has drawn a batch; it can take the next one. */
  received({ pageId, batch }: Omit<Extract<PanelMessage, { kind: 'received' }>, 'kind'>): void {
    if (pageId !== this.pageId || batch !== this.batch || !this.isAnswerDue) return;
    this.expectNoAnswer();
    if (this.waiting.length > 0) this.planFrame();
    this.startReading();
  }

  /** A hidden page draws nothing: it is not read for until it is visible again or a new page comes. */
  setVisible(isVisible: boolean): void {
    this.isHidden = !isVisible;
    if (this.isHidden) this.stopReading();
    else if (!this.isAnswerDue) this.startReading();
  }

  dispose(): void {
    this.forgetPage();
  }

  private forgetPage(): void {
    this.stopReading();
    this.expectNoAnswer();
    this.postedSeqByRun.clear();
    this.pageId = undefined;
    this.batch = 0;
  }

  private startReading(): void {
    if (this.reading || this.pageId === undefined || this.isHidden) return;
    this.reading = new AbortController();
    // One listener per run that is read: many runs are no leak.
    setMaxListeners(0, this.reading.signal);
    const remembered = new Set(this.dependencies.streams.runIds);
    for (const runId of this.postedSeqByRun.keys()) {
      if (remembered.has(runId)) void this.readRun(runId, this.reading.signal);
    }
  }

  /** What was read and not posted is read again later. */
  private stopReading(): void {
    this.reading?.abort();
    this.reading = undefined;
    this.frame?.dispose();
    this.frame = undefined;
    this.waiting = [];
    this.wake();
  }

  private async readRun(runId: string, signal: AbortSignal): Promise<void> {
    const { streams, logger } = this.dependencies;
    try {
      for await (const entry of streams.read(runId, this.postedSeqByRun.get(runId) ?? 0, signal)) {
        while (this.waiting.length >= maxBatchEntries && !signal.aborted) await this.room();
        if (signal.aborted) return;
        this.waiting.push(entry);
        if (!this.isAnswerDue) this.planFrame();
      }
    } catch (error) {
      if (!isAbortError(error) && !signal.aborted)
        logger.error('A run cannot be shown in the panel', { runId, error: describeError(error) });
    }
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeReaders.push(resolve);
    });
  }

  private wake(): void {
    const waking = this.wakeReaders;
    this.wakeReaders = [];
    for (const wakeReader of waking) wakeReader();
  }

  private planFrame(): void {
    this.frame ??= this.dependencies.nextFrame(() => this.postBatch());
  }

  private postBatch(): void {
    this.frame = undefined;
    const { pageId, waiting } = this;
    if (pageId === undefined || waiting.length === 0) return;
    this.waiting = [];
    for (const { runId, seq } of waiting) this.postedSeqByRun.set(runId, seq);
    this.expectAnswer();
    this.dependencies.post({
      kind: 'stream-parts',
      pageId,
      batch: ++this.batch,
      entries: waiting.map(({ runId, seq, part }) => ({ runId, seq, part: toPanelPart(part) })),
    });
    this.wake();
  }

  private expectAnswer(): void {
    this.isAnswerDue = true;
    this.stallTimer = this.dependencies.setTimer(() => this.stopReading(), stallLimitMs);
  }

  private expectNoAnswer(): void {
    this.isAnswerDue = false;
    this.stallTimer?.dispose();
    this.stallTimer = undefined;
  }
}
