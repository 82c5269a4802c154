import { throwIfAborted } from '../../base/abort';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../generation/candidate';
import type { Sandbox } from '../testing/sandbox';
import { defaultEngineLimits, type EngineLimits } from './engineLimits';
import { progress } from './engineProgress';
import { explainRejected, type FinalScenario, type RejectedScenario } from './finalScenario';
import { ModuleExplorer } from './moduleExplorer';
import { nothingExported, type OpenedModule, openForExploring } from './moduleOpening';
import { mineOracles } from './oracles/oracleMiner';
import { observeTwice } from './oracles/stabilityCheck';
import { withAskedShapes } from './search/askedShapes';
import { joinUnits } from './search/joinUnits';
import type { LocalNameOf } from './search/scenarioBuilder';
import type { TestableUnit } from './search/testableUnit';
import { producedTexts } from './search/warmUp';
import type { ProvenScenario } from './selection/testCost';
import { selectTests } from './selection/testSelection';
import { embeddedModelId, TestEmitter } from './writing/testEmitter';

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

interface MinedScenarios {
  readonly proven: readonly ProvenScenario[];
  readonly rejected: readonly RejectedScenario[];
}

class EngineRun {
  private units: readonly TestableUnit[] = [];

  constructor(
    private readonly request: CandidateRequest,
    private readonly sandbox: Sandbox,
    private readonly limits: EngineLimits,
    private readonly now: () => number,
  ) {}

  async *write(signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { model, instrumented, style } = this.request;
    const { sandbox, limits } = this;
    yield progress(`Loading ${model.file}`, 0);
    throwIfAborted(signal);
    const opened = await openForExploring(this.request, { sandbox, limits: limits.sandbox }, signal);
    let explorer: ModuleExplorer;
    try {
      for (const message of await this.findUnits(opened, signal)) yield { type: 'notice', message };
      if (this.units.length === 0) throw nothingExported(model.file);
      const { request, units, localNameOf, staysInType, now } = this;
      explorer = new ModuleExplorer({ request, opened, units, limits, localNameOf, staysInType, now });
      yield* explorer.explore(signal);
    } finally {
      await opened.session.close();
    }
    yield progress(`Checking that ${explorer.finals.length} scenarios are stable`, 0.8);
    const { proven, rejected } = await this.mine(explorer.finals, explorer.answering, signal);
    const selected = selectTests(proven, instrumented.points, opened.loadedPoints);
    const classes = new Map(
      this.units.flatMap((unit) => (unit.construct ? [[unit.localName, unit.exportName] as const] : [])),
    );
    const emitter = new TestEmitter({ style, moduleSystem: model.moduleSystem, classes });
    for (const test of selected) yield { type: 'candidate', candidate: emitter.emit(test) };
    const covered = new Set(selected.flatMap(({ main }) => main.mined.points));
    yield* explainRejected(rejected, covered);
    yield progress(`${selected.length} tests written for ${model.file}`, 1);
  }

  /** @returns what the user should know of what is left out */
  private async findUnits(
    { session, exports }: OpenedModule,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { model, instrumented } = this.request;
    const { localNameOf, staysInType } = this;
    const joined = joinUnits(model, exports, { staysInType, points: instrumented.points });
    // Names of exports are looked up in the units from here on.
    this.units = joined.units;
    const asked: TestableUnit[] = [];
    for (const unit of joined.units)
      asked.push(await withAskedShapes(unit, { session, localNameOf, staysInType }, signal));
    this.units = asked;
    joined.produced.push(...(await producedTexts(session, asked, localNameOf, signal)));
    return joined.notices;
  }

  /** Looks at every scenario in two fresh worlds and keeps those that show the same in both. */
  private async mine(
    finals: readonly FinalScenario[],
    answering: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<MinedScenarios> {
    const { model, instrumented, seed } = this.request;
    const { sandbox, limits } = this;
    const observations = await observeTwice(
      { sandbox, module: model.file, instrumented, limits: limits.sandbox, seed },
      finals.map(({ scenario }) => scenario),
      signal,
    );
    throwIfAborted(signal);
    const classNames = new Set(this.units.flatMap((unit) => (unit.kind === 'class' ? [unit.localName] : [])));
    const fieldsArePublic = !this.staysInType;
    const proven: ProvenScenario[] = [];
    const rejected: RejectedScenario[] = [];
    for (const final of finals) {
      const { unit, entry, scenario, showsChange } = final;
      const twice = observations.get(scenario.id) ?? { home: undefined, abroad: undefined };
      const undefinedIsAnswer = answering.has(scenario.subject);
      const result = mineOracles(scenario, twice, { undefinedIsAnswer, classNames, fieldsArePublic });
      if (result.status === 'mined')
        proven.push({ unit, plan: entry.plan, mined: result.mined, showsChange });
      else rejected.push({ ...final, reason: result.reason });
    }
    return { proven, rejected };
  }

  /** Values outside of the declared types are only tried where nobody checks types. */
  private get staysInType(): boolean {
    return this.request.style.language === 'typescript' || /\.[cm]?tsx?$/.test(this.request.model.file);
  }

  private readonly localNameOf: LocalNameOf = (exportName) =>
    this.units.find((unit) => unit.exportName === exportName)?.localName ?? exportName;
}
