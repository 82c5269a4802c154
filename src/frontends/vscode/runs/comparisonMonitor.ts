import type { Disposable } from '../../../base/disposable';
import { t } from '../../../base/localize';
import type { CostComparison } from '../../../core/reports/costReport';
import { compareSentences } from '../../../core/reports/costReport';

/** Keeps the sentence on what the calls of this month would have cost on the strongest model; read only when it is asked for. */
export class ComparisonMonitor implements Disposable {
  private readonly listeners = new Set<() => void>();
  private latestQuestion = 0;
  private current = '';

  /** @param readComparison asks the ledger */
  constructor(private readonly readComparison: () => Promise<CostComparison | undefined>) {}

  /** Empty as long as nothing can be said. */
  get sentence(): string {
    return this.current;
  }

  /** Asks the ledger now. Never rejects: what cannot be read is not compared. */
  async refresh(): Promise<void> {
    const question = ++this.latestQuestion;
    let sentence = '';
    try {
      const comparison = await this.readComparison();
      const [first] = comparison ? compareSentences(comparison) : [];
      sentence = first === undefined ? '' : t('This month: {0}', first);
    } catch {
      // The spend beside it says why the ledger cannot be read.
    }
    if (question !== this.latestQuestion || sentence === this.current) return;
    this.current = sentence;
    for (const listener of [...this.listeners]) listener();
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  dispose(): void {
    this.latestQuestion++;
    this.listeners.clear();
  }
}
