import { throwIfAborted } from '../../base/abort';
import { createRandom } from '../../base/random';
import { GenerationError } from '../errors';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../generation/candidate';
import type { OpenModuleResult, Sandbox, SandboxSession } from '../testing/sandbox';
import type { WorkspacePath } from '../testing/workspace';
import { defaultEngineLimits, type EngineLimits } from './engineLimits';
import { mineOracles } from './oracles/oracleMiner';
import { homeWorld, observeTwice } from './oracles/stabilityCheck';
import type { Scenario } from './scenario';
import type { ArchivedScenario } from './search/archive';
import { withAskedShapes } from './search/askedShapes';
import { ClassProposer } from './search/classProposer';
import { FunctionProposer } from './search/functionProposer';
import { chooseInspections } from './search/inspectionTrial';
import { joinUnits } from './search/joinUnits';
import { OpenPoints } from './search/openPoints';
import { buildScenario, type LocalNameOf } from './search/scenarioBuilder';
import { actOf } from './search/scenarioPlan';
import type { TestableUnit } from './search/testableUnit';
import { exploreUnit } from './search/unitExplorer';
import { producedTexts } from './search/warmUp';
import type { ProvenScenario } from './selection/testCost';
import { selectTests } from './selection/testSelection';
import { embeddedModelId, TestEmitter } from './writing/testEmitter';
import { titleOf } from './writing/testTitles';

export interface EmbeddedEngineOptions {
  readonly sandbox: Sandbox;
  readonly limits?: Partial<EngineLimits>;
  /** Milliseconds; only for the safety net `explorationTimeMs`. */
  readonly now?: () => number;
}

/**
 * The engine that needs no model: it runs the module in a sandbox on many inputs, keeps what reached something new, looks at
 * what happened twice in different worlds, and writes that down as tests. Free; the same request gives the same tests.
 */
export function createEmbeddedEngine({
  sandbox,
  limits,
  now = Date.now,
}: EmbeddedEngineOptions): CandidateSource {
  return {
    modelId: embeddedModelId,
    write: (request, signal) =>
      new EngineRun(request, sandbox, { ...defaultEngineLimits, ...limits }, now).write(signal),
  };
}

/** A scenario with the text it will be a test of. */
interface FinalScenario {
  readonly unit: TestableUnit;
  readonly entry: ArchivedScenario;
  readonly scenario: Scenario;
  readonly showsChange: boolean;
}

type OpenedModule = Extract<OpenModuleResult, { status: 'opened' }>;

class EngineRun {
  private readonly answering = new Set<string>();
  private units: readonly TestableUnit[] = [];

  constructor(
    private readonly request: CandidateRequest,
    private readonly sandbox: Sandbox,
    private readonly limits: EngineLimits,
    private readonly now: () => number,
  ) {}

  async *write(signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { model, instrumented, seed, style } = this.request;
    yield progress(`Loading ${model.file}`, 0);
    throwIfAborted(signal);
    const opened = await this.openModule(signal);
    const finals: FinalScenario[] = [];
    try {
      const joined = joinUnits(model, opened.exports, {
        staysInType: this.staysInType,
        points: instrumented.points,
      });
      this.units = joined.units;
      // Names of exports are looked up in the units from here on.
      this.units = joined.units;
      this.units = await this.askForShapes(opened.session, joined.units, signal);
      joined.produced.push(...(await producedTexts(opened.session, this.units, this.localNameOf, signal)));
      for (const message of joined.notices) yield { type: 'notice', message };
      if (this.units.length === 0) throw nothingExported(model.file);
      yield* this.explore(opened, finals, signal);
    } finally {
      await opened.session.close();
    }
    yield progress(`Checking that ${finals.length} scenarios are stable`, 0.8);
    const request = {
      sandbox: this.sandbox,
      module: model.file,
      instrumented,
      limits: this.limits.sandbox,
      seed,
    };
    const observations = await observeTwice(
      request,
      finals.map(({ scenario }) => scenario),
      signal,
    );
    throwIfAborted(signal);
    const classNames = new Set(this.units.flatMap((unit) => (unit.kind === 'class' ? [unit.localName] : [])));
    const proven: ProvenScenario[] = [];
    const rejected: (FinalScenario & { readonly reason: string })[] = [];
    for (const final of finals) {
      const twice = observations.get(final.scenario.id) ?? { home: undefined, abroad: undefined };
      const undefinedIsAnswer = this.answering.has(final.scenario.subject);
      const result = mineOracles(final.scenario, twice, {
        undefinedIsAnswer,
        classNames,
        fieldsArePublic: !this.staysInType,
      });
      if (result.status === 'mined')
        proven.push({
          unit: final.unit,
          plan: final.entry.plan,
          mined: result.mined,
          showsChange: final.showsChange,
        });
      else rejected.push({ ...final, reason: result.reason });
    }
    const selected = selectTests(proven, instrumented.points, opened.loadedPoints);
    const classes = new Map(
      this.units.flatMap((unit) => (unit.construct ? [[unit.localName, unit.exportName] as const] : [])),
    );
    const emitter = new TestEmitter({ style, moduleSystem: model.moduleSystem, classes });
    for (const test of selected) yield { type: 'candidate', candidate: emitter.emit(test) };
    const covered = new Set(selected.flatMap(({ main }) => main.mined.points));
    yield* this.explainRejected(rejected, covered);
    yield progress(`${selected.length} tests written for ${model.file}`, 1);
  }

  private async *explore(
    opened: OpenedModule,
    finals: FinalScenario[],
    signal: AbortSignal,
  ): AsyncGenerator<CandidatePart> {
    const inFocus = this.units.filter((unit) => this.subjectsInFocus(unit).length > 0);
    const startedAt = this.now();
    for (const [index, unit] of inFocus.entries()) {
      if (this.now() - startedAt > this.limits.explorationTimeMs) {
        const left = inFocus.slice(index).map(({ name }) => name);
        yield { type: 'notice', message: `${nameSome(left)}: not tried, the code before took too long.` };
        return;
      }
      const trying = progress(`Trying inputs on ${unit.name}`, 0.05 + (0.7 * index) / inFocus.length);
      yield trying;
      const batches = this.exploreUnit(unit, opened, index, signal);
      let toldAt = this.now();
      let batch = await batches.next();
      for (; !batch.done; batch = await batches.next()) {
        if (this.now() - toldAt < progressIntervalMs) continue;
        toldAt = this.now();
        yield trying;
      }
      const exploration = batch.value;
      for (const subject of exploration.hanging) {
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
      finals.push(
        ...(await this.finalScenarios(
          entries,
          { unit, session: opened.session, firstId: finals.length },
          signal,
        )),
      );
      if (entries.length === 0 && exploration.hanging.length === 0)
        yield { type: 'notice', message: `Nothing that a test could observe was found in ${unit.name}.` };
    }
  }

  private exploreUnit(unit: TestableUnit, opened: OpenedModule, index: number, signal: AbortSignal) {
    const { limits } = this;
    const random = createRandom((this.request.seed + index * 7919) >>> 0);
    const [only, ...others] = unit.functions;
    const isFunction = unit.kind === 'function' && only !== undefined && others.length === 0;
    const open = new OpenPoints(this.request.instrumented.points, opened.loadedPoints);
    const taken = new Set(this.units.map(({ localName }) => localName));
    return exploreUnit(
      {
        session: opened.session,
        proposer: isFunction
          ? new FunctionProposer(only, random)
          : new ClassProposer(unit, { random, open }, taken),
        budget: isFunction ? limits.scenariosPerFunction : limits.scenariosPerClass,
        limits,
        loadedPoints: opened.loadedPoints,
        open,
        localNameOf: this.localNameOf,
      },
      signal,
    );
  }

  /** The archived scenarios with what to read after the act, as they will be in the tests. */
  private async finalScenarios(
    entries: readonly ArchivedScenario[],
    { unit, session, firstId }: { unit: TestableUnit; session: SandboxSession; firstId: number },
    signal: AbortSignal,
  ): Promise<FinalScenario[]> {
    const { answering, staysInType, localNameOf } = this;
    const scope = { units: this.units, answering, staysInType };
    const inspections = await chooseInspections({ session, entries, scope, localNameOf }, signal);
    throwIfAborted(signal);
    return entries.map((entry, index) => {
      const inspection = inspections.get(entry);
      const id = `final-${firstId + index}`;
      const scenario = buildScenario({
        id,
        plan: entry.plan,
        localNameOf,
        ...(inspection ? { inspection } : {}),
      });
      return { unit, entry, scenario, showsChange: inspection?.showsChange ?? true };
    });
  }

  /** What was given up although it reaches something no test reaches: once for each subject and reason. */
  private *explainRejected(
    rejected: readonly (FinalScenario & { readonly reason: string })[],
    covered: ReadonlySet<number>,
  ): Generator<CandidatePart> {
    const told = new Set<string>();
    for (const { unit, entry, scenario, reason } of rejected) {
      const key = `${scenario.subject}: ${reason}`;
      if (told.has(key) || entry.observation.points.every((point) => covered.has(point))) continue;
      told.add(key);
      const mined = {
        scenario,
        outcomes: entry.observation.outcomes,
        points: [],
        asserted: new Set<number>(),
      };
      const title = titleOf({ plan: entry.plan, mined, unitKind: unit.kind }) || `calls ${scenario.subject}`;
      yield {
        type: 'rejected',
        rejected: { id: `${unit.name}-rejected-${told.size}`, unit: unit.name, title, reason },
      };
    }
  }

  private async askForShapes(
    session: SandboxSession,
    units: readonly TestableUnit[],
    signal: AbortSignal,
  ): Promise<readonly TestableUnit[]> {
    const { localNameOf, staysInType } = this;
    const asked: TestableUnit[] = [];
    for (const unit of units)
      asked.push(await withAskedShapes(unit, { session, localNameOf, staysInType }, signal));
    return asked;
  }

  private async openModule(signal: AbortSignal): Promise<OpenedModule> {
    const { model, instrumented, seed } = this.request;
    const opened = await this.sandbox.openModule(
      {
        module: model.file,
        code: instrumented.code,
        pointCount: instrumented.points.length,
        world: homeWorld(seed),
        limits: this.limits.sandbox,
      },
      signal,
    );
    if (opened.status === 'opened') return opened;
    const why = {
      threw: `it threw "${opened.message}"`,
      exited: `it ended the process: ${opened.message}`,
      'timed-out': `it was not loaded after ${this.limits.sandbox.loadTimeoutMs / 1000} s`,
    }[opened.reason];
    throw new GenerationError(
      'module-not-loadable',
      `${model.file} cannot be loaded: ${why.replace(/[.\s]+$/, '')}.`,
      {
        hint: /cannot find (module|package)/i.test(why)
          ? 'Install it, or correct the import.'
          : 'Tests need a module that can be imported on its own; move what it does on import into a function.',
      },
    );
  }

  private subjectsInFocus(unit: TestableUnit): readonly string[] {
    const callables = [...(unit.construct ? [unit.construct] : []), ...unit.functions, ...unit.members];
    const subjects = [...new Set(callables.map(({ subject }) => subject))];
    const { focus } = this.request;
    if (!focus || focus.includes(unit.name) || (unit.construct && focus.includes(unit.construct.subject)))
      return subjects;
    return subjects.filter((subject) => focus.includes(subject));
  }

  /** Values outside of the declared types are only tried where nobody checks types. */
  private get staysInType(): boolean {
    return this.request.style.language === 'typescript' || /\.[cm]?tsx?$/.test(this.request.model.file);
  }

  private readonly localNameOf: LocalNameOf = (exportName) =>
    this.units.find((unit) => unit.exportName === exportName)?.localName ?? exportName;
}

function nothingExported(file: WorkspacePath): GenerationError {
  return new GenerationError('source-nothing-exported', `${file} exports no function or class.`, {
    hint: 'Only what a test can import can be tested.',
  });
}

/** Inputs that time out make a unit take long; it must not look as if nothing went on. */
const progressIntervalMs = 1000;
/** In one sentence; the rest is counted. */
const mostNamed = 5;

function progress(message: string, fraction: number): CandidatePart {
  return { type: 'progress', message, fraction };
}

/** `a, b, c, d, e and 175 more`. */
function nameSome(names: readonly string[]): string {
  const others = names.length - mostNamed;
  const named = names.slice(0, mostNamed).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}
