import { actOf, allCalls, type ScenarioPlan } from './scenarioPlan';

/** However little they have in common: so many are enough. */
const mostTimeouts = 8;
/** Trials of a subject whose loops were cut short before no other is tried, when none has ended. */
const mostEndless = 40;

/** A million and more. */
const largeNumber = /(?<![\w.'"])(?:\d[\d_]{6,}|\de\d{1,2})(?![\w.'"])/g;

/** Remembers which scenarios did not end, and which arguments they had that no scenario ended with. */
export class HangingCalls {
  private readonly timeouts = new Map<string, number>();
  private readonly endless = new Map<string, number>();
  private readonly suspects = new Set<string>();
  /** Large numbers that something hung with: lists of that length, as a rule. */
  private readonly sizes = new Set<string>();
  private readonly harmless = new Set<string>();

  /** @param patience timeouts of a subject before what they have in common is avoided */
  constructor(private readonly patience: number) {}

  get hasAny(): boolean {
    return this.hasTimeouts || this.endless.size > 0;
  }

  /** Did anything take a whole timeout? */
  get hasTimeouts(): boolean {
    return this.timeouts.size > 0;
  }

  /** Subjects that hung often, and with everything. */
  get givenUp(): readonly string[] {
    const subjects = new Set([...this.timeouts.keys(), ...this.endless.keys()]);
    return [...subjects].filter((subject) => {
      const count = this.timeouts.get(subject) ?? 0;
      const isHopeless = count >= this.patience && !this.harmless.has(subject);
      return count >= mostTimeouts || isHopeless || this.isEndless(subject, this.patience);
    });
  }

  /** A loop of the plan was cut short: that costs little, and only counts while nothing of the subject has ended. */
  noteEndless(plan: ScenarioPlan): void {
    const { subject } = actOf(plan).callable;
    this.endless.set(subject, (this.endless.get(subject) ?? 0) + 1);
  }

  private isEndless(subject: string, patience: number): boolean {
    return (this.endless.get(subject) ?? 0) >= patience && !this.harmless.has(subject);
  }

  /** @param weight less than 1 for what only took long */
  noteTimeout(plan: ScenarioPlan, weight = 1): void {
    const { subject } = actOf(plan).callable;
    this.timeouts.set(subject, (this.timeouts.get(subject) ?? 0) + weight);
    for (const part of partsOf(plan)) this.suspects.add(part);
    if (weight === 1) for (const size of sizesIn(plan)) this.sizes.add(size);
  }

  noteEnd(plan: ScenarioPlan): void {
    for (const part of partsOf(plan)) this.harmless.add(part);
    if (this.sizes.size > 0) for (const size of sizesIn(plan)) this.sizes.delete(size);
  }

  /** Is it likely that the plan hangs as well? */
  isSuspicious(plan: ScenarioPlan): boolean {
    if (this.isEndless(actOf(plan).callable.subject, mostEndless)) return true;
    const count = Math.max(...allCalls(plan).map(({ callable }) => this.timeouts.get(callable.subject) ?? 0));
    if (this.sizes.size > 0 && sizesIn(plan).some((size) => this.sizes.has(size))) return true;
    if (count < this.patience) return false;
    return (
      count >= mostTimeouts ||
      partsOf(plan).some((part) => this.suspects.has(part) && !this.harmless.has(part))
    );
  }
}

function sizesIn(plan: ScenarioPlan): readonly string[] {
  return allCalls(plan).flatMap((call) =>
    call.arguments.flatMap(({ code }) => code.match(largeNumber) ?? []),
  );
}

/** The subjects, and each argument with the place where it stands. */
function partsOf(plan: ScenarioPlan): readonly string[] {
  return allCalls(plan).flatMap(({ callable, arguments: inputs }) => [
    callable.subject,
    ...inputs.map(
      ({ code }, index) => `${callable.subject}/${callable.form}/${callable.path}/${index}: ${code}`,
    ),
  ]);
}
