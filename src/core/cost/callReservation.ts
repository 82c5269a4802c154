import type { LedgerRow } from './ledgerStore';
import type { CallEnd, Reservation } from './plannedCall';

/** What the tracker does when a call has ended. */
export interface CallEnding {
  settle(end: CallEnd): Promise<LedgerRow>;
  release(): Promise<void>;
}

/** Ends once: settled, or released. What failed may be tried again; what comes after an end is answered by it. */
export class CallReservation implements Reservation {
  private settled: Promise<LedgerRow> | undefined;
  private released: Promise<void> | undefined;

  constructor(private readonly ending: CallEnding) {}

  async settle(end: CallEnd): Promise<LedgerRow> {
    // After a release nothing is held back any more; what was billed even so goes on record.
    await this.released?.catch(() => undefined);
    this.settled ??= this.ending.settle(end).catch((error: unknown) => {
      this.settled = undefined;
      throw error;
    });
    return await this.settled;
  }

  async release(): Promise<void> {
    if (this.settled !== undefined) return;
    this.released ??= this.ending.release().catch((error: unknown) => {
      this.released = undefined;
      throw error;
    });
    await this.released;
  }
}
