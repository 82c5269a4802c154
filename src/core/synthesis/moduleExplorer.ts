import { throwIfAborted } from '../../base/abort';
import { createRandom } from '../../base/random';
import type { CandidatePart, CandidateRequest } from '../generation/candidate';
import type { EngineLimits } from './engineLimits';
import { progress } from './engineProgress';
import type { FinalScenario } from './finalScenario';
import type { OpenedModule } from './moduleOpening';
import type { ArchivedScenario } from './search/archive';
import { ClassProposer } from './search/classProposer';
import { withClocks, withEndings } from './search/endings';
import { FunctionProposer } from './search/functionProposer';
import { chooseInspections } from './search/inspectionTrial';
import { changesModule, moduleChanges } from './search/moduleChanges';
import { OpenPoints } from './search/openPoints';
import { buildScenario, type LocalNameOf } from './search/scenarioBuilder';
import { actOf } from './search/scenarioPlan';
import { rangesOf, type TestableUnit } from './search/testableUnit';
import { exploreUnit } from './search/unitExplorer';

export interface ModuleExplorerOptions {
  readonly request: CandidateRequest;
  readonly opened: OpenedModule;
  readonly units: readonly TestableUnit[];
  readonly limits: EngineLimits;
  readonly localNameOf: LocalNameOf;
  /** Values outside of the declared types are only tried where nobody checks types. */
  readonly staysInType: boolean;
  readonly now: () => number;
  /** The only unit that is explored. Default: all that are in focus. */
  readonly only?: TestableUnit;
  /** Of the ids of scenarios. Default: `final`. */
  readonly idPrefix?: string;
}

/** Inputs that time out make a unit take long; it must not look as if nothing went on. */
const progressIntervalMs = 1000;
/** In one sentence; the rest is counted. */
const mostNamed = 5;

/** Explores the units of a module one after the other and keeps what is worth a test. */
export class ModuleExplorer {
  readonly finals: FinalScenario[] = [];
  /** Subjects that ever returned something else than undefined. */
  readonly answering = new Set<string>();
  /** Subjects that hung with everything: calling them again costs a time limit each. */
  readonly givenUp = new Set<string>();

  constructor(private readonly options: ModuleExplorerOptions) {}

  async *explore(signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { now, limits, only } = this.options;
    const inFocus = this.options.units
      .filter((unit) => (only ?? unit) === unit && this.subjectsInFocus(unit).length > 0)
      // What is put into the module would be in the way of those that come after.
      .sort((one, other) => Number(changesModule(one.name)) - Number(changesModule(other.name)));
    const startedAt = now();
    for (const [index, unit] of inFocus.entries()) {
      if (now() - startedAt > limits.explorationTimeMs) {
        const left = inFocus.slice(index).map(({ name }) => name);
        yield { type: 'notice', message: `${nameSome(left)}: not tried, the code before took too long.` };
        return;
      }
      const trying = progress(`Trying inputs on ${unit.name}`, 0.05 + (0.7 * index) / inFocus.length);
      yield trying;
      const batches = this.exploreUnit(unit, index, signal);
      let toldAt = now();
      let batch = await batches.next();
      for (; !batch.done; batch = await batches.next()) {
        if (now() - toldAt < progressIntervalMs) continue;
        toldAt = now();
        yield trying;
      }
      const exploration = batch.value;
      for (const subject of exploration.hanging) {
        this.givenUp.add(subject);
        yield {
          type: 'notice',
          message: `${subject} was given up: with several inputs it did not end in time.`,
        };
      }
      for (const subject of exploration.answering) this.answering.add(subject);
      const subjects = this.subjectsInFocus(unit);
      const entries = exploration.archive.scenarios.filter(({ plan }) =>
        subjects.includes(actOf(plan).callable.subject),
      );
      this.finals.push(...(await this.finalScenarios(unit, entries, signal)));
      if (entries.length === 0 && exploration.hanging.length === 0)
        yield { type: 'notice', message: `Nothing that a test could observe was found in ${unit.name}.` };
    }
  }

  private exploreUnit(unit: TestableUnit, index: number, signal: AbortSignal) {
    const { limits, opened, request, units, localNameOf } = this.options;
    const random = createRandom((request.seed + index * 7919) >>> 0);
    const [only, ...others] = unit.functions;
    const isFunction = unit.kind === 'function' && only !== undefined && others.length === 0;
    const open = new OpenPoints(request.instrumented.points, opened.loadedPoints);
    const taken = new Set(units.map(({ localName }) => localName));
    const guides = { random, open, changes: moduleChanges(units) };
    return exploreUnit(
      {
        session: opened.session,
        proposer: isFunction ? new FunctionProposer(only, guides) : new ClassProposer(unit, guides, taken),
        budget: isFunction ? limits.trialsPerFunction : limits.trialsPerClass,
        limits,
        loadedPoints: opened.loadedPoints,
        open,
        ranges: rangesOf(unit),
        localNameOf,
        bindings: Object.fromEntries(units.map(({ localName, exportName }) => [localName, exportName])),
      },
      signal,
    );
  }

  /** The archived scenarios with what to read after the act, as they will be in the tests. */
  private async finalScenarios(
    unit: TestableUnit,
    archived: readonly ArchivedScenario[],
    signal: AbortSignal,
  ): Promise<FinalScenario[]> {
    const { units, opened, localNameOf, staysInType, idPrefix = 'final' } = this.options;
    const { session } = opened;
    const scope = { units, answering: this.answering, staysInType };
    const taken = new Set(units.map(({ localName }) => localName));
    const entries = await withEndings(withClocks(archived), { session, localNameOf, taken }, signal);
    const inspections = await chooseInspections({ session, entries, scope, localNameOf }, signal);
    throwIfAborted(signal);
    const firstId = this.finals.length;
    return entries.map((entry, index) => {
      const inspection = inspections.get(entry);
      const id = `${idPrefix}-${firstId + index}`;
      const scenario = buildScenario({
        id,
        plan: entry.plan,
        localNameOf,
        ...(inspection ? { inspection } : {}),
      });
      return { unit, entry, scenario, showsChange: inspection?.showsChange ?? true };
    });
  }

  /** What tests are wanted of, by the names of `focus`. */
  subjectsInFocus(unit: TestableUnit): readonly string[] {
    const callables = [...(unit.construct ? [unit.construct] : []), ...unit.functions, ...unit.members];
    const subjects = [...new Set(callables.map(({ subject }) => subject))];
    const { focus } = this.options.request;
    if (!focus || focus.includes(unit.name) || (unit.construct && focus.includes(unit.construct.subject)))
      return subjects;
    return subjects.filter((subject) => focus.includes(subject));
  }
}

/** `a, b, c, d, e and 175 more`. */
function nameSome(names: readonly string[]): string {
  const others = names.length - mostNamed;
  const named = names.slice(0, mostNamed).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}
