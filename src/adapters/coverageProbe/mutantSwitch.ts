import type { MutantState } from '../../core/testing/testProbe';

/** When a trial has gone on for too long. */
export interface TrialLimit {
  readonly mostReads: number;
  /** As `now` has it. */
  readonly deadlineMs: number;
}

/** The clock is looked at once in so many reads. */
const readsPerLook = 512;

/**
 * The state that mutated sources read at every place which has a mutant. A loop that a mutant has made endless comes by such a place
 * in almost every round: so the reads are counted, and above the limit they throw.
 */
export class MutantSwitch {
  readonly state: MutantState;
  isOverLimit = false;
  private reads = 0;
  private active: string | undefined;
  private limit: TrialLimit | undefined;

  constructor(private readonly now: () => number) {
    const coverage = { static: {}, perTest: {} };
    this.state = Object.defineProperty(
      { mutantCoverage: coverage, hitCount: 0 } as MutantState,
      'activeMutant',
      {
        get: () => this.read(),
        enumerable: true,
      },
    );
  }

  get readCount(): number {
    return this.reads;
  }

  /** Was the active mutant executed? */
  get isHit(): boolean {
    return (this.state.hitCount ?? 0) > 0;
  }

  /** Begins a run without a mutant that counts which ones it reaches. */
  watch(mark: string): void {
    this.turn(undefined, undefined);
    this.state.currentTestId = mark;
    delete this.state.mutantCoverage?.perTest[mark];
  }

  /** Ids, in the order of the source. */
  reachedBy(mark: string): readonly string[] {
    return Object.keys(this.state.mutantCoverage?.perTest[mark] ?? {});
  }

  /** Ids of what was executed while no body was at work, and not named before. */
  takeReachedAtLoad(): readonly string[] {
    const { mutantCoverage } = this.state;
    const ids = Object.keys(mutantCoverage?.static ?? {});
    if (mutantCoverage) mutantCoverage.static = {};
    return ids;
  }

  on(mutantId: string, limit: TrialLimit): void {
    this.turn(mutantId, limit);
  }

  off(): void {
    this.turn(undefined, undefined);
  }

  private turn(active: string | undefined, limit: TrialLimit | undefined): void {
    this.active = active;
    this.limit = limit;
    this.reads = 0;
    this.state.hitCount = 0;
    this.isOverLimit = false;
  }

  private read(): string | undefined {
    this.reads++;
    const { limit } = this;
    if (limit && this.isOver(limit)) {
      this.isOverLimit = true;
      throw new Error('Agentic QE Fleet: the mutant does not come to an end.');
    }
    return this.active;
  }

  private isOver({ mostReads, deadlineMs }: TrialLimit): boolean {
    if (this.isOverLimit || this.reads > mostReads) return true;
    return this.reads % readsPerLook === 0 && this.now() > deadlineMs;
  }
}
