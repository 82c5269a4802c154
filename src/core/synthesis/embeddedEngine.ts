import { throwIfAborted } from '../../base/abort';
import type { CandidatePart, CandidateRequest, CandidateSource } from '../generation/candidate';
import type { Sandbox } from '../testing/sandbox';
import {
  type CheckedDocumentation,
  type CheckedExample,
  checkDocumentation,
  documentedScenarios,
} from './documentation/checkDocumentation';
import { blessingOf, proveContradictions } from './documentation/contradictions';
import { defaultEngineLimits, type EngineLimits } from './engineLimits';
import { progress } from './engineProgress';
import { readExportedNames } from './exportedNames';
import { explainRejected, type FinalScenario } from './finalScenario';
import { lostPoints, unitsThatLost } from './lostPoints';
import { ModuleExplorer } from './moduleExplorer';
import { nothingExported, type OpenedModule, openForExploring } from './moduleOpening';
import { candidateProperties } from './oracles/properties/properties';
import { type HeldProperty, provenProperties } from './oracles/properties/propertyTrial';
import type { StabilityRequest } from './oracles/stabilityCheck';
import { withTellingEnds } from './oracles/tellingEnd';
import { hasCallables } from './runtimeExports';
import { type MinedScenarios, ScenarioMiner } from './scenarioMiner';
import { withAskedPaths } from './search/askedPaths';
import { withAskedShapes } from './search/askedShapes';
import { joinUnits } from './search/joinUnits';
import type { LocalNameOf } from './search/scenarioBuilder';
import { actOf } from './search/scenarioPlan';
import type { TestableUnit } from './search/testableUnit';
import { producedTexts } from './search/warmUp';
import { selectTests } from './selection/testSelection';
import { conditionsByTest } from './writing/conditionWords';
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
    let documentation: CheckedDocumentation;
    let properties: readonly HeldProperty[];
    try {
      for (const message of await this.findUnits(opened, signal)) yield { type: 'notice', message };
      if (this.isPutTogether(opened)) return yield* this.writeExportedNames(signal);
      if (this.units.length === 0) throw nothingExported(model.file);
      const { request, units, localNameOf, staysInType, now } = this;
      explorer = new ModuleExplorer({ request, opened, units, limits, localNameOf, staysInType, now });
      yield* explorer.explore(signal);
      documentation = await this.readDocumentation(opened, explorer, signal);
      properties = await this.findProperties(opened, explorer, signal);
    } finally {
      await opened.session.close();
    }
    yield progress(`Checking that ${explorer.finals.length} scenarios are stable`, 0.8);
    const finals = [...documentedScenarios(documentation.held, this.localNameOf), ...explorer.finals];
    const first = await this.mining.prove(finals, explorer.answering, signal);
    const { proven, rejected } = yield* this.recover(
      { finals, answering: explorer.answering },
      first,
      signal,
    );
    const contradictions = await proveContradictions(
      documentation.contradicted,
      this.stabilityRequest,
      this.localNameOf,
      signal,
    );
    const blessing = new Map(
      proven.map((each) => [each, blessingOf(each, contradictions, instrumented.points)] as const),
    );
    const unblessed = proven.filter((each) => blessing.get(each) === undefined);
    const selected = selectTests(withTellingEnds(unblessed), instrumented.points, opened.loadedPoints);
    const classes = new Map(
      this.units.flatMap((unit) => (unit.construct ? [[unit.localName, unit.exportName] as const] : [])),
    );
    const emitter = new TestEmitter({ style, moduleSystem: model.moduleSystem, classes });
    for (const { proven: main, claim } of contradictions)
      yield { type: 'candidate', candidate: { ...emitter.emit({ main, examples: [] }), claim } };
    const laws = properties.map((property) => emitter.emitProperty(property));
    // One value of many shows no law: without fast-check it is for what nothing else shows.
    if (style.hasFastCheck) for (const candidate of laws) yield { type: 'candidate', candidate };
    const conditions = conditionsByTest(selected, instrumented.points);
    for (const test of selected)
      yield { type: 'candidate', candidate: emitter.emit(test, conditions.get(test.main)) };
    if (!style.hasFastCheck) for (const candidate of laws) yield { type: 'candidate', candidate };
    const covered = new Set(selected.flatMap(({ main }) => main.mined.points));
    yield* explainRejected(rejected, covered);
    yield progress(`${selected.length} tests written for ${model.file}`, 1);
  }

  /** Of the module's own is only that it gathers what others export. */
  private isPutTogether({ exports }: OpenedModule): boolean {
    const { units, functions } = this.request.model;
    return units.length === 0 && functions.length === 0 && exports.some(hasCallables);
  }

  private async *writeExportedNames(signal: AbortSignal): AsyncGenerator<CandidatePart> {
    const { style, model } = this.request;
    const exported = await readExportedNames(this.stabilityRequest, signal);
    if (!exported) throw nothingExported(model.file);
    const emitter = new TestEmitter({ style, moduleSystem: model.moduleSystem, classes: new Map() });
    yield { type: 'candidate', candidate: emitter.emitExportedNames(exported) };
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
    for (const unit of joined.units) {
      const shaped = await withAskedShapes(unit, { session, localNameOf, staysInType }, signal);
      asked.push(await withAskedPaths(shaped, { session, localNameOf, written: joined.written }, signal));
    }
    this.units = asked;
    joined.produced.push(...(await producedTexts(session, asked, localNameOf, signal)));
    return joined.notices;
  }

  /** Units that are not in focus are left out. */
  private async readDocumentation(
    { session }: OpenedModule,
    explorer: ModuleExplorer,
    signal: AbortSignal,
  ): Promise<CheckedDocumentation> {
    const { units, localNameOf } = this;
    const examples = this.request.model.workedExamples;
    const { held, contradicted } = await checkDocumentation(
      { examples, units, session, localNameOf },
      signal,
    );
    const isInFocus = ({ unit, plan }: CheckedExample): boolean =>
      explorer.subjectsInFocus(unit).includes(actOf(plan).callable.subject);
    return { held: held.filter(isInFocus), contradicted: contradicted.filter(isInFocus) };
  }

  /** Explores once more, each unit in a fresh module, what was reached and could not be proven. */
  private async *recover(
    { finals, answering }: { finals: readonly FinalScenario[]; answering: ReadonlySet<string> },
    first: MinedScenarios,
    signal: AbortSignal,
  ): AsyncGenerator<CandidatePart, MinedScenarios> {
    const { request, sandbox, limits, localNameOf, staysInType, now, units } = this;
    const { points } = request.instrumented;
    const startedAt = now();
    const proven = [...first.proven];
    const rejected = [...first.rejected];
    for (const [index, unit] of unitsThatLost(lostPoints(finals, proven), finals, points).entries()) {
      const lost = lostPoints(finals, proven);
      if (lost.size === 0 || now() - startedAt > limits.explorationTimeMs) break;
      const opened = await openForExploring(request, { sandbox, limits: limits.sandbox }, signal);
      const settled = [...points.keys()].filter((point) => !lost.has(point));
      const explorer = new ModuleExplorer({
        request,
        opened: { ...opened, loadedPoints: settled },
        units,
        only: unit,
        limits,
        localNameOf,
        staysInType,
        now,
        idPrefix: `recovered-${index}`,
      });
      try {
        yield* explorer.explore(signal);
      } finally {
        await opened.session.close();
      }
      const again = await this.mining.prove(
        explorer.finals,
        new Set([...answering, ...explorer.answering]),
        signal,
      );
      proven.push(...again.proven);
      rejected.push(...again.rejected);
    }
    return { proven, rejected };
  }

  /** Laws that the functions in focus obey. */
  private async findProperties(
    { session }: OpenedModule,
    explorer: ModuleExplorer,
    signal: AbortSignal,
  ): Promise<readonly HeldProperty[]> {
    const { localNameOf, request } = this;
    const ending = this.units.filter(({ functions }) =>
      functions.every(({ subject }) => !explorer.givenUp.has(subject)),
    );
    const candidates = candidateProperties(ending).filter(
      ({ unit }) => explorer.subjectsInFocus(unit).length > 0,
    );
    return await provenProperties(candidates, { session, localNameOf, seed: request.seed }, signal);
  }

  private get mining(): ScenarioMiner {
    const { stabilityRequest: request, units, localNameOf, staysInType } = this;
    return new ScenarioMiner({ request, units, localNameOf, staysInType });
  }

  private get stabilityRequest(): StabilityRequest {
    const { sandbox, limits, request } = this;
    const { model, instrumented, seed } = request;
    return { sandbox, module: model.file, instrumented, limits: limits.sandbox, seed };
  }

  /** Values outside of the declared types are only tried where nobody checks types. */
  private get staysInType(): boolean {
    return this.request.style.language === 'typescript' || /\.[cm]?tsx?$/.test(this.request.model.file);
  }

  private readonly localNameOf: LocalNameOf = (exportName) =>
    this.units.find((unit) => unit.exportName === exportName)?.localName ?? exportName;
}
