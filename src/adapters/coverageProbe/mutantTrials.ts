import { isExistingMark, loadMark, mutantKeyOf } from '../../core/mutation/trialMarks';
import type { MarkRecord } from '../../core/testing/probeRecords';
import type { MutantState } from '../../core/testing/testProbe';
import { ErrorShield } from './errorShield';
import { MutantSwitch } from './mutantSwitch';

export type MutantRecord = Extract<MarkRecord, { kind: 'mutant' | 'unrepeatable' }>;
type Phase = Extract<MarkRecord, { kind: 'mutant' }>['phase'];

export interface MutantTrialsOptions {
  /** As `mutantKeyOf` has it. */
  readonly skipped: readonly string[];
  readonly write: (record: MutantRecord) => void;
  /** A trial may take this long, or ten times as long as the body does without a mutant, if that is more. */
  readonly leastLimitMs?: number;
}

// Kept from before a framework or a test puts its own in their place.
const { setTimeout, clearTimeout, setImmediate } = globalThis;
const now = performance.now.bind(performance);

const defaultLeastLimitMs = 1000;

type Body = () => unknown;

/**
 * Finds out which mutants a test body notices: runs it without a mutant, then once with each one that it reached. It counts as noticed
 * when the body fails with the mutant and passes again without it; a body that then still fails has changed something that lasts,
 * and proves nothing any more. Bodies are run one after the other, also when the framework has several under way.
 */
export class MutantTrials {
  /** To be found at `process[probeKey].mutants`. */
  readonly state: MutantState;
  private readonly mutants = new MutantSwitch(now);
  private readonly shield = new ErrorShield();
  private readonly skipped: ReadonlySet<string>;
  private readonly killedByExisting = new Set<string>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: MutantTrialsOptions) {
    this.state = this.mutants.state;
    this.skipped = new Set(options.skipped);
  }

  /** Passes on what the body returns or throws without a mutant; one that throws has no trials. */
  run(mark: string, body: Body): Promise<unknown> {
    const result = this.queue.then(() => this.perform(mark, body));
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async perform(mark: string, body: Body): Promise<unknown> {
    const startedAtMs = now();
    this.mutants.watch(mark);
    let value: unknown;
    try {
      value = await body();
    } finally {
      this.state.currentTestId = undefined;
    }
    const limits = {
      durationMs: Math.max(this.options.leastLimitMs ?? defaultLeastLimitMs, (now() - startedAtMs) * 10),
      mostReads: this.mutants.readCount * 100 + 10_000,
    };
    for (const mutantId of this.mutants.takeReachedAtLoad()) this.write(loadMark, mutantId, 'unreliable');
    if (await this.passesAgain(body, limits)) await this.tryMutants(mark, body, limits);
    else this.options.write({ kind: 'unrepeatable', mark });
    return value;
  }

  private async tryMutants(mark: string, body: Body, limits: TrialLimits): Promise<void> {
    let isRepeatable = true;
    for (const mutantId of this.mutants.reachedBy(mark)) {
      if (this.isNotWanted(mark, mutantId)) continue;
      if (!isRepeatable) {
        this.write(mark, mutantId, 'unreliable');
        continue;
      }
      this.write(mark, mutantId, 'start');
      const outcome = await this.tryMutant(mutantId, body, limits);
      if (outcome !== 'passed') isRepeatable = await this.passesAgain(body, limits);
      if (outcome === 'failed' && isRepeatable && isExistingMark(mark)) this.killedByExisting.add(mutantId);
      this.write(mark, mutantId, isRepeatable ? phaseOf[outcome] : 'unreliable');
    }
  }

  private isNotWanted(mark: string, mutantId: string): boolean {
    if (this.skipped.has(mutantKeyOf(mark, mutantId))) return true;
    return isExistingMark(mark) && this.killedByExisting.has(mutantId);
  }

  private async tryMutant(mutantId: string, body: Body, limits: TrialLimits): Promise<Outcome> {
    this.shield.raise();
    this.mutants.on(mutantId, { mostReads: limits.mostReads, deadlineMs: now() + limits.durationMs });
    const hasPassed = await this.passes(body, limits.durationMs);
    const { isHit, isOverLimit } = this.mutants;
    this.mutants.off();
    if (!isHit) return 'missed';
    return hasPassed && !isOverLimit ? 'passed' : 'failed';
  }

  private async passesAgain(body: Body, { durationMs }: TrialLimits): Promise<boolean> {
    this.mutants.off();
    return await this.passes(body, durationMs);
  }

  /** Does it come to an end without an error, and without one that nobody catches? */
  private async passes(body: Body, limitMs: number): Promise<boolean> {
    const isPassed = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs);
      const end = (hasPassed: boolean): void => {
        clearTimeout(timer);
        resolve(hasPassed);
      };
      this.shield.onException = () => end(false);
      new Promise((settle) => settle(body())).then(
        () => end(true),
        () => end(false),
      );
    });
    // Rejections that nobody handles are reported when the microtasks are done.
    await new Promise<void>((resolve) => setImmediate(() => resolve()));
    this.shield.onException = undefined;
    return isPassed;
  }

  private write(mark: string, mutantId: string, phase: Phase): void {
    this.options.write({ kind: 'mutant', mark, mutantId, phase });
  }
}

interface TrialLimits {
  readonly durationMs: number;
  readonly mostReads: number;
}

/** `missed`: the mutant was not executed, although the body reached it before. */
type Outcome = 'passed' | 'failed' | 'missed';

const phaseOf = { passed: 'survived', failed: 'killed', missed: 'unreliable' } as const;
