import type { SandboxSession } from '../../testing/sandbox';
import type { FinalScenario } from '../finalScenario';
import type { WorkedExample } from '../moduleModel';
import type { Scenario } from '../scenario';
import type { ObservedScenario } from '../search/archive';
import { buildScenario, type LocalNameOf } from '../search/scenarioBuilder';
import type { ScenarioPlan } from '../search/scenarioPlan';
import type { TestableUnit } from '../search/testableUnit';
import { judgeDocumented } from './documentedOutcome';
import { type DocumentedPlan, documentedPlans } from './documentedPlans';

/** An example of the documentation that was run. */
export interface CheckedExample {
  readonly unit: TestableUnit;
  readonly plan: ScenarioPlan;
  /** Without the documented result. */
  readonly observation: ObservedScenario;
}

/** An example that does not give what the documentation says. */
export interface ContradictedExample extends CheckedExample {
  /** As the documentation has it. */
  readonly code: string;
  /** What it should give; undefined: it should throw. */
  readonly result: string | undefined;
}

export interface CheckedDocumentation {
  readonly held: readonly CheckedExample[];
  readonly contradicted: readonly ContradictedExample[];
}

export interface DocumentationRequest {
  readonly examples: readonly WorkedExample[];
  readonly units: readonly TestableUnit[];
  readonly session: SandboxSession;
  readonly localNameOf: LocalNameOf;
}

/** Runs the worked examples of the documentation and tells which of them hold. What may be meant in another way is in neither list. */
export async function checkDocumentation(
  { examples, units, session, localNameOf }: DocumentationRequest,
  signal: AbortSignal,
): Promise<CheckedDocumentation> {
  const documented = documentedPlans(examples, units);
  const tries = documented.flatMap((example) => example.plans.map((plan) => ({ example, plan })));
  const scenarios = tries.map(({ example, plan }, index) =>
    withResult(buildScenario({ id: `documented-${index}`, plan, localNameOf }), example.result),
  );
  const outcomes = new Map<DocumentedPlan, (CheckedExample & { readonly holds: boolean })[]>();
  for await (const observation of session.execute(scenarios, signal)) {
    const tried = tries[Number(observation.scenarioId.slice('documented-'.length))];
    if (!tried || observation.status !== 'observed') continue;
    const { example, plan } = tried;
    const judged = judge(observation, example);
    if (judged === undefined) continue;
    const checked = { unit: example.unit, plan, ...judged };
    outcomes.set(example, [...(outcomes.get(example) ?? []), checked]);
  }
  const held: CheckedExample[] = [];
  const contradicted: ContradictedExample[] = [];
  for (const [{ code, result, plans, mayMeanAnother }, checked] of outcomes) {
    const [holding] = checked.filter(({ holds }) => holds);
    // Only with everything that stands before it in the documentation is it what the documentation means.
    const whole = checked.find(({ plan }) => plan === plans.at(-1));
    if (holding) held.push(holding);
    else if (whole && !mayMeanAnother) contradicted.push({ ...whole, code, result });
  }
  return { held, contradicted };
}

/** The scenario with the documented result as its last step. */
export function withResult(scenario: Scenario, result: string | undefined): Scenario {
  if (result === undefined) return scenario;
  return { ...scenario, steps: [...scenario.steps, { expression: result, role: 'inspect' }] };
}

function judge(observation: ObservedScenario, { result }: DocumentedPlan) {
  const { outcomes } = observation;
  const own = result === undefined ? outcomes : outcomes.slice(0, -1);
  const act = own.at(-1);
  if (!act || own.slice(0, -1).some(({ status }) => status !== 'returned')) return undefined;
  const judged = judgeDocumented(act, result === undefined ? undefined : outcomes.at(-1));
  if (judged === 'unclear') return undefined;
  return { observation: { ...observation, outcomes: own }, holds: judged === 'holds' };
}

/** The examples that hold, as scenarios for tests. */
export function documentedScenarios(
  held: readonly CheckedExample[],
  localNameOf: LocalNameOf,
): readonly FinalScenario[] {
  return held.map(({ unit, plan, observation }, index) => ({
    unit,
    entry: { plan, observation, novelPoints: [] },
    scenario: buildScenario({ id: `documented-${index}`, plan, localNameOf }),
    showsChange: true,
    isDocumented: true,
  }));
}
