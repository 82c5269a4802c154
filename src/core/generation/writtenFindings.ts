import type { TestCandidate } from './candidate';
import { firstLine } from './firstLine';
import type { StabilityTrial } from './stabilityTrial';

/**
 * Which of the tests that reveal a bug can be written along with the others. Each failed every run in a file of its own, but it is
 * in the test file that its mark has to hold: beside mocks, hooks and settings, code that is wrong may come out right.
 */
export class WrittenFindings {
  private readonly withheldBecause = new Map<string, string>();
  /** Why the file was spoilt when they were in it; they are left out of the next trial, which shows whether it was them. */
  private suspicion: string | undefined;

  constructor(private readonly findings: readonly TestCandidate[]) {}

  /** Those that are to stand in the next trial. */
  get current(): readonly TestCandidate[] {
    return this.suspicion === undefined ? this.trusted : [];
  }

  /** Shown, but not written, by id, with one sentence why. */
  get withheld(): ReadonlyMap<string, string> {
    return this.withheldBecause;
  }

  /** @returns false when, because of them, the trial says nothing of the other tests. */
  learnFrom(trial: StabilityTrial): boolean {
    if (trial.findings.length === 0) {
      this.settleSuspicion(trial.spoilt !== undefined);
      return true;
    }
    for (const [id, reason] of trial.unfitFindings) this.withheldBecause.set(id, firstLine(reason));
    if (trial.unfitFindings.size > 0) return false;
    this.suspicion = trial.spoilt;
    return this.suspicion === undefined;
  }

  /** Nothing is left that they could be tried with, or they cannot be merged. */
  giveUp(reason = this.suspicion): void {
    for (const { id } of this.trusted) this.withheldBecause.set(id, firstLine(reason ?? ''));
    this.suspicion = undefined;
  }

  private get trusted(): readonly TestCandidate[] {
    return this.findings.filter(({ id }) => !this.withheldBecause.has(id));
  }

  /** A file that is spoilt without them as well clears them; one that is not convicts them. */
  private settleSuspicion(isSpoiltWithoutThem: boolean): void {
    if (this.suspicion === undefined) return;
    if (isSpoiltWithoutThem) this.suspicion = undefined;
    else this.giveUp();
  }
}
