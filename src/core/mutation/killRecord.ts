import type { MarkRecords, MutantTrial } from '../testing/testRunner';
import type { KillMap, TestKills } from './killMap';
import type { Mutant } from './mutant';
import { isExistingMark, mutantKeyOf } from './trialMarks';

/** What became of a test: its trials are complete as far as they can be, or it could not be measured. */
type TestState = { readonly status: 'measured' } | { readonly status: 'unmeasured'; readonly reason: string };

interface Kills {
  readonly reached: Set<string>;
  readonly killed: Set<string>;
}

/** What trials of mutants have brought to light so far. */
export class KillRecord {
  private readonly kills = new Map<string, Kills>();
  private readonly states = new Map<string, TestState>();
  private readonly unreliable = new Set<string>();
  private readonly unrepeatable = new Set<string>();
  /** By mark: mutants that need not be tried again. */
  private readonly tried = new Map<string, Set<string>>();
  private readonly hangingIn = new Map<string, number>();

  addTrials(trials: readonly MutantTrial[]): void {
    for (const { mark, mutantId, outcome } of trials) {
      this.triedIn(mark).add(mutantId);
      if (outcome === 'unreliable') this.unreliable.add(mutantId);
      else this.killsOf(mark).reached.add(mutantId);
      if (outcome === 'killed') this.killsOf(mark).killed.add(mutantId);
    }
  }

  /** The test noticed the mutant by never coming to an end. */
  addHanging(mark: string, mutantId: string): void {
    this.addTrials([{ mark, mutantId, outcome: 'killed' }]);
    this.hangingIn.set(mutantId, (this.hangingIn.get(mutantId) ?? 0) + 1);
  }

  /** They say nothing of any mutant. */
  addUnrepeatable(marks: ReadonlySet<string>): void {
    for (const mark of marks) {
      this.unrepeatable.add(mark);
      this.triedIn(mark);
    }
  }

  hasTrials(mark: string): boolean {
    return this.tried.has(mark);
  }

  /** For `MarkedRun.mutants`. What hung in two tests hangs in others too, and is not tried in any more. */
  skippedFor(marks: readonly string[]): readonly string[] {
    const hanging = [...this.hangingIn].filter(([, count]) => count > 1).map(([id]) => id);
    return marks.flatMap((mark) =>
      [...new Set([...(this.tried.get(mark) ?? []), ...hanging])].map((id) => mutantKeyOf(mark, id)),
    );
  }

  settle(mark: string, state: TestState): void {
    this.states.set(mark, state);
  }

  isSettled(mark: string): boolean {
    return this.states.has(mark);
  }

  /** Undefined for one that was measured. */
  problemOf(mark: string): string | undefined {
    const state = this.states.get(mark);
    return state?.status === 'unmeasured' ? state.reason : undefined;
  }

  killMap(mutants: readonly Mutant[], unmeasuredTests: KillMap['unmeasuredTests']): KillMap {
    const byTest = new Map<string, TestKills>();
    const killedBefore = new Set<string>();
    for (const [mark, state] of this.states) {
      const kills = this.killsOf(mark);
      // What it noticed before it could not go on is noticed all the same.
      if (isExistingMark(mark)) for (const id of kills.killed) killedBefore.add(id);
      else if (state.status === 'measured') byTest.set(mark, kills);
    }
    const noticed = new Set([...killedBefore, ...[...byTest.values()].flatMap(({ killed }) => [...killed])]);
    return {
      // What one test cannot tell for sure, another one may.
      mutants: mutants.filter(({ id }) => !this.unreliable.has(id) || noticed.has(id)),
      byTest,
      killedBefore,
      unmeasuredTests,
      unrepeatable: this.unrepeatable,
    };
  }

  private killsOf(mark: string): Kills {
    const known = this.kills.get(mark) ?? { reached: new Set(), killed: new Set() };
    this.kills.set(mark, known);
    return known;
  }

  private triedIn(mark: string): Set<string> {
    const known = this.tried.get(mark) ?? new Set();
    this.tried.set(mark, known);
    return known;
  }
}

/** The only body that was at work when a run was stopped: it alone can be to blame. */
export function onlyUnfinished({ unfinished }: MarkRecords): MarkRecords['unfinished'][number] | undefined {
  return unfinished.length === 1 ? unfinished[0] : undefined;
}
