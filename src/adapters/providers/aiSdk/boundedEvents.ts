export interface SizeLimits {
  readonly largestEventBytes: number;
  readonly largestAnswerBytes: number;
}

const defaultLimits: SizeLimits = {
  // OpenAI repeats a whole answer in one event, and 128,000 tokens are under 2 MiB.
  largestEventBytes: 4 * 1024 * 1024,
  // Providers send some 300 bytes of frame with each token.
  largestAnswerBytes: 256 * 1024 * 1024,
};

const lineFeed = 10;
const carriageReturn = 13;

/** Counts what arrives of a stream of server-sent events, whose parser would keep an endless event in memory. */
export class EventSizes {
  private answerBytes = 0;
  private eventBytes = 0;
  private lineBytes = 0;
  private previousByte = 0;

  constructor(private readonly limits: SizeLimits = defaultLimits) {}

  /** False once an event, or the answer, is larger than any provider sends. */
  isWithinBounds(chunk: Uint8Array): boolean {
    this.answerBytes += chunk.length;
    if (this.answerBytes > this.limits.largestAnswerBytes) return false;
    for (const byte of chunk) {
      this.eventBytes += 1;
      this.lineBytes += 1;
      if (byte === lineFeed || byte === carriageReturn) this.endLine(byte);
      else if (this.eventBytes > this.limits.largestEventBytes) return false;
      this.previousByte = byte;
    }
    return true;
  }

  /** An empty line ends an event. The two bytes of CR LF end one line. */
  private endLine(byte: number): void {
    const isSecondOfPair = byte === lineFeed && this.previousByte === carriageReturn;
    if (this.lineBytes === 1 && !isSecondOfPair) this.eventBytes = 0;
    this.lineBytes = 0;
  }
}
