import type { Disposable } from '../../base/disposable';
import type { Logger } from '../../base/logger';
import { isTerminal, type RunPart, type SequencedPart } from './runPart';

export type StreamListener = (entry: SequencedPart) => void;

interface Session {
  readonly entries: SequencedPart[];
  readonly listeners: Set<StreamListener>;
  lastSeq: number;
  isEnded: boolean;
}

/**
 * Numbers the parts of each run and hands them to whoever listens; who comes late, or comes back after a reload, gets
 * what it missed. Ended runs are remembered up to `maxRuns`, each with at most `maxEntries` parts: the oldest output goes
 * first, because everything else is needed to draw the run.
 */
export class StreamManager {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly logger: Logger,
    private readonly limits = { maxRuns: 20, maxEntries: 10_000 },
  ) {}

  /** Runs that are remembered, oldest first. */
  get runIds(): readonly string[] {
    return [...this.sessions.keys()];
  }

  /** Appends a part; parts after the terminal one are refused with an error in the log, never delivered. */
  emit(runId: string, part: RunPart): void {
    const session = this.session(runId);
    if (session.isEnded) {
      this.logger.error('Part after the end of a run was refused', { runId, type: part.type });
      return;
    }
    const entry = { runId, seq: ++session.lastSeq, part };
    session.entries.push(entry);
    if (session.entries.length > this.limits.maxEntries) {
      const oldestOutput = session.entries.findIndex(
        ({ part: kept }) => kept.type === 'output' || kept.type === 'progress',
      );
      session.entries.splice(Math.max(0, oldestOutput), 1);
    }
    session.isEnded = isTerminal(part);
    for (const listener of [...session.listeners]) this.deliver(listener, entry);
    if (session.isEnded) {
      session.listeners.clear();
      this.forgetOldRuns();
    }
  }

  /** Replays the remembered parts with a `seq` above `afterSeq`, then delivers live until the run ends. */
  subscribe(runId: string, afterSeq: number, listener: StreamListener): Disposable {
    const session = this.session(runId);
    for (const entry of [...session.entries]) if (entry.seq > afterSeq) this.deliver(listener, entry);
    if (!session.isEnded) session.listeners.add(listener);
    return { dispose: () => session.listeners.delete(listener) };
  }

  private session(runId: string): Session {
    let session = this.sessions.get(runId);
    if (!session) {
      session = { entries: [], listeners: new Set(), lastSeq: 0, isEnded: false };
      this.sessions.set(runId, session);
    }
    return session;
  }

  private deliver(listener: StreamListener, entry: SequencedPart): void {
    try {
      listener(entry);
    } catch (error) {
      this.logger.error('A listener of a run failed', { runId: entry.runId, error: String(error) });
    }
  }

  private forgetOldRuns(): void {
    for (const [runId, session] of this.sessions) {
      if (this.sessions.size <= this.limits.maxRuns) return;
      if (session.isEnded) this.sessions.delete(runId);
    }
  }
}
