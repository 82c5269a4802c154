import type { ScenarioObservation, StepOutcome } from '../scenario';
import { changesBefore } from './moduleChanges';
import { actOf, allInputs, readingCost, type ScenarioPlan } from './scenarioPlan';

export type ObservedScenario = Extract<ScenarioObservation, { status: 'observed' }>;

export interface SeenScenario {
  readonly plan: ScenarioPlan;
  readonly observation: ObservedScenario;
}

/** A scenario that showed something no cheaper one had shown. */
export interface ArchivedScenario extends SeenScenario {
  /** Statements and branches that it, or the scenario it replaced, hit first; none for a second witness of a behaviour. */
  readonly novelPoints: readonly number[];
}

/** `simpler`: the same as an archived scenario, which it replaced, with less to read. */
export type Showing = 'point' | 'behaviour' | 'simpler' | undefined;

const witnessesPerBehaviour = 2;
const capacity = 140;
const dearestWitness = 3;
/** A scenario has to be this much cheaper to replace another one: what came first is the more systematic. */
const worthwhileSaving = 0.06;

/** The scenarios of one unit worth a test: for every new point, and up to two for every kind of outcome. */
export class ScenarioArchive {
  private readonly entries: ArchivedScenario[] = [];
  private readonly seenPoints = new Set<number>();
  /** By scenarios that stumbled: another one may still be made a test of. */
  private readonly glimpsedPoints = new Set<number>();
  private readonly behaviours = new Map<string, number>();

  /** @param ignoredPoints hit by loading the module alone */
  constructor(ignoredPoints: readonly number[]) {
    for (const point of ignoredPoints) this.seenPoints.add(point);
  }

  get scenarios(): readonly ArchivedScenario[] {
    return this.entries;
  }

  /** Takes the scenario in if it showed something new, or something known in a simpler way. */
  consider(plan: ScenarioPlan, observation: ObservedScenario): Showing {
    const isStumble = stumbles(observation);
    const novelPoints = observation.points.filter(
      (point) => !this.seenPoints.has(point) && !(isStumble && this.glimpsedPoints.has(point)),
    );
    for (const point of novelPoints) (isStumble ? this.glimpsedPoints : this.seenPoints).add(point);
    if (!isStumble && novelPoints.length > 0) this.dropStumbles();
    const behaviour = behaviourOf(plan, observation);
    const witnesses = this.behaviours.get(behaviour) ?? 0;
    if (novelPoints.length > 0) {
      this.behaviours.set(behaviour, witnesses + 1);
      this.entries.push({ plan, observation, novelPoints });
      return 'point';
    }
    if (this.replaceDearer(plan, observation)) return 'simpler';
    const most = plan.calls.length === 1 ? witnessesPerBehaviour : 1;
    const isFull = witnesses >= most || this.entries.length >= capacity;
    if (isFull || readingCost(plan) > dearestWitness || plan.calls.length > 2) return undefined;
    this.behaviours.set(behaviour, witnesses + 1);
    this.entries.push({ plan, observation, novelPoints });
    return 'behaviour';
  }

  /** Puts plain scenarios in the place of one that does several things, if together they reach all that it was kept for. */
  separate(entry: ArchivedScenario, parts: readonly SeenScenario[]): void {
    const index = this.entries.indexOf(entry);
    const left = new Set(entry.novelPoints);
    const shares = parts.flatMap(({ plan, observation }): ArchivedScenario[] => {
      const novelPoints = stumbles(observation)
        ? []
        : observation.points.filter((point) => left.delete(point));
      return novelPoints.length > 0 ? [{ plan, observation, novelPoints }] : [];
    });
    if (index >= 0 && left.size === 0) this.entries.splice(index, 1, ...shares);
  }

  /** Those that show no more than others do that a test can be made of. */
  private dropStumbles(): void {
    for (let index = this.entries.length - 1; index >= 0; index--) {
      const { observation, novelPoints } = this.entries[index] ?? {};
      if (!observation || !novelPoints || novelPoints.length === 0 || !stumbles(observation)) continue;
      if (novelPoints.every((point) => this.seenPoints.has(point))) this.entries.splice(index, 1);
    }
  }

  private replaceDearer(plan: ScenarioPlan, observation: ObservedScenario): boolean {
    const ending = endingOf(plan, observation);
    const cost = readingCost(plan);
    const points = new Set(observation.points);
    const index = this.entries.findIndex(
      (entry) =>
        entry.novelPoints.length > 0 &&
        readingCost(entry.plan) > cost + worthwhileSaving &&
        entry.novelPoints.every((point) => points.has(point)) &&
        changesBefore(entry.plan) === changesBefore(plan) &&
        endingOf(entry.plan, entry.observation) === ending,
    );
    const replaced = this.entries[index];
    if (!replaced) return false;
    this.entries[index] = { plan, observation, novelPoints: replaced.novelPoints };
    return true;
  }
}

/** Did it end in an error of the engine's own? */
export function stumbles({ outcomes }: ObservedScenario): boolean {
  const outcome = outcomes.at(-1);
  return outcome?.status === 'threw' && !outcome.error.isDeliberate && outcome.error.code === undefined;
}

/** Two scenarios of one behaviour differ only in values: same calls, same kind of outcome, same kind of error. */
function behaviourOf(plan: ScenarioPlan, observation: ObservedScenario): string {
  const before = plan.calls.slice(0, -1).map((call) => call.callable.path);
  return [...before, endingOf(plan, observation)].join(', ');
}

/** What is tested and how it ended, whatever came before. */
function endingOf(plan: ScenarioPlan, observation: ObservedScenario): string {
  const outcome = observation.outcomes.at(-1);
  const { subject, form } = actOf(plan).callable;
  // What a callback is called with can be asserted.
  const isRecorded = allInputs(plan).some(({ setup }) => setup.some(({ isInspected }) => isInspected));
  return `${subject}/${form}: ${outcome ? kindOf(outcome) : 'nothing'}${isRecorded ? ', recorded' : ''}`;
}

function kindOf(outcome: StepOutcome): string {
  if (outcome.status === 'not-reached') return 'not reached';
  if (outcome.status === 'threw') {
    // Numbers, quoted parts and codes in messages vary with the input.
    const message = outcome.error.message.replace(/\d+|["'`].*?["'`]|\b[A-Z]{2,}\b/g, '#');
    return `threw ${outcome.error.name} ${message}`;
  }
  const { value } = outcome;
  if (value.kind !== 'expressible') return value.kind;
  if (/^(?:true|false|null|undefined|NaN|-0|\[\]|\{\}|''|"")$/.test(value.code)) return value.code;
  if (value.isPrimitive) return /^['"`]/.test(value.code) ? 'text' : 'number';
  return value.code[0] ?? '';
}
