import { AbortError, onAbort } from '../../base/abort';
import type { Disposable } from '../../base/disposable';
import type { PartCursor } from './rememberedParts';
import { isTerminal, type SequencedPart } from './runPart';
import type { SilenceWatch } from './silenceWatch';

export interface RunReaderOptions {
  readonly cursor: PartCursor;
  readonly afterSeq: number;
  readonly signal: AbortSignal;
  /** No part will come any more. */
  readonly isEnded: () => boolean;
  readonly onTaken: (reader: RunReader) => void;
  readonly onClosed: (reader: RunReader) => void;
}

type Result = IteratorResult<SequencedPart, undefined>;

interface WaitingCall {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: AbortError) => void;
}

const finished: Result = { value: undefined, done: true };

/** Takes the parts of one run at its own speed: a place in what is remembered, never a queue of its own. */
export class RunReader implements AsyncIterator<SequencedPart, undefined> {
  /** `seq` of the last part that was taken. */
  takenSeq: number;
  /** It took nothing for so long that nobody waits for it any more. */
  isStalled = false;
  /** Notices when it takes nothing; there is none before somebody had to wait for it. */
  watch: SilenceWatch | undefined;
  private isClosed = false;
  private isAborted = false;
  private readonly waiting: WaitingCall[] = [];
  private readonly abortion: Disposable;

  constructor(private readonly options: RunReaderOptions) {
    this.takenSeq = options.afterSeq;
    this.abortion = onAbort(options.signal, () => {
      this.isAborted = true;
      this.close();
    });
  }

  next(): Promise<Result> {
    if (this.isAborted) return Promise.reject(new AbortError());
    if (this.isClosed) return Promise.resolve(finished);
    const entry = this.waiting.length === 0 ? this.take() : undefined;
    if (entry) return Promise.resolve({ value: entry, done: false });
    if (this.options.isEnded()) {
      this.close();
      return Promise.resolve(finished);
    }
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  return(): Promise<Result> {
    this.close();
    return Promise.resolve(finished);
  }

  /** There may be more to take, or the run may have ended. */
  wake(): void {
    for (let call = this.waiting.shift(); call; call = this.waiting.shift()) {
      const entry = this.take();
      if (entry) {
        call.resolve({ value: entry, done: false });
        continue;
      }
      this.waiting.unshift(call);
      break;
    }
    if (this.waiting.length > 0 && this.options.isEnded()) this.close();
  }

  private take(): SequencedPart | undefined {
    const entry = this.options.cursor.next();
    if (!entry) return undefined;
    this.takenSeq = entry.seq;
    this.options.onTaken(this);
    if (isTerminal(entry.part)) this.close();
    return entry;
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.abortion?.dispose();
    this.watch?.dispose();
    for (const { resolve, reject } of this.waiting.splice(0)) {
      if (this.isAborted) reject(new AbortError());
      else resolve(finished);
    }
    this.options.onClosed(this);
  }
}
