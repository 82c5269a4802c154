import type { SandboxSession } from '../../testing/sandbox';
import type { ScenarioObservation, StepOutcome } from '../scenario';
import type { ArchivedScenario } from './archive';
import { type InspectionScope, type PlannedInspection, planInspection } from './inspectionPlan';
import { isQueryName } from './queryMethods';
import { buildScenario, callExpression, type LocalNameOf } from './scenarioBuilder';
import { actOf, type ScenarioPlan } from './scenarioPlan';
import { inspectionsOf } from './testableUnit';

export interface InspectionTrialRequest {
  readonly session: SandboxSession;
  readonly entries: readonly ArchivedScenario[];
  readonly scope: InspectionScope;
  readonly localNameOf: LocalNameOf;
}

const readLimit = 3;
const rounds = 4;

/** Finds out by running which reads show something: those that work and, for a receiver, differ from what they were before. */
export async function chooseInspections(
  request: InspectionTrialRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<ArchivedScenario, PlannedInspection>> {
  const { entries, scope } = request;
  const chosen = new Map(entries.map((entry) => [entry, planInspection(entry, scope)]));
  const outcomes = new Map<ArchivedScenario, readonly StepOutcome[]>();
  let open = entries.filter((entry) => (chosen.get(entry)?.expressions.length ?? 0) > 0);
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const observations = await observeAll(request, open, chosen, signal);
    const again: ArchivedScenario[] = [];
    for (const entry of open) {
      const inspection = chosen.get(entry);
      const observation = observations.get(entry);
      if (!inspection) continue;
      const reads =
        observation?.status === 'observed' ? readsOf(observation.outcomes, inspection, entry.plan) : [];
      const failing = reads.findIndex((outcome) => outcome.status === 'threw');
      if (reads.length === 0) chosen.set(entry, { ...inspection, expressions: [] });
      else if (failing >= 0) {
        // What follows a read that throws is not reached: try again without it.
        chosen.set(entry, {
          ...inspection,
          expressions: inspection.expressions.filter((_, index) => index !== failing),
        });
        again.push(entry);
      } else outcomes.set(entry, reads);
    }
    open = again.filter((entry) => (chosen.get(entry)?.expressions.length ?? 0) > 0);
  }
  const before = await statesBefore(request, chosen, signal);
  for (const [entry, inspection] of chosen)
    chosen.set(entry, telling(entry, inspection, outcomes.get(entry), before));
  return chosen;
}

/** The outcomes of what is read, which are last but for what ends the scenario. */
function readsOf(
  outcomes: readonly StepOutcome[],
  { expressions }: PlannedInspection,
  { endings = [] }: ScenarioPlan,
): readonly StepOutcome[] {
  const end = outcomes.length - endings.length;
  return outcomes.slice(end - expressions.length, end);
}

/** Keeps the reads that tell something about the act. */
function telling(
  entry: ArchivedScenario,
  inspection: PlannedInspection,
  outcomes: readonly StepOutcome[] | undefined,
  before: ReadonlyMap<string, string>,
): PlannedInspection {
  const readable = inspection.expressions.filter((_, index) => isTelling(outcomes?.[index]));
  if (!inspection.readsReceiver) return { ...inspection, expressions: readable.slice(0, readLimit + 1) };
  const changed = inspection.expressions.filter((expression, index) => {
    const outcome = outcomes?.[index];
    return (
      isTelling(outcome) && before.get(`${stateKey(entry.plan)} ${expression}`) !== JSON.stringify(outcome)
    );
  });
  const act = entry.observation.outcomes.at(-1);
  const isSilent =
    act?.status === 'returned' && !(act.value.kind === 'expressible' && act.value.code !== 'undefined');
  const kept = changed.length > 0 || !isSilent ? changed : readable.slice(0, 2);
  return {
    ...inspection,
    expressions: kept.slice(0, readLimit),
    showsChange: changed.length > 0 || !isSilent,
  };
}

function isTelling(outcome: StepOutcome | undefined): boolean {
  if (outcome?.status !== 'returned' || outcome.value.kind !== 'expressible') return false;
  return outcome.value.code !== 'undefined' && outcome.value.code.length <= 200;
}

async function observeAll(
  { session, localNameOf }: InspectionTrialRequest,
  entries: readonly ArchivedScenario[],
  inspections: ReadonlyMap<ArchivedScenario, PlannedInspection>,
  signal: AbortSignal,
): Promise<ReadonlyMap<ArchivedScenario, ScenarioObservation>> {
  const scenarios = entries.map((entry, index) => {
    const inspection = inspections.get(entry);
    return buildScenario({
      id: `inspect-${index}`,
      plan: entry.plan,
      localNameOf,
      ...(inspection ? { inspection } : {}),
    });
  });
  const observed = new Map<ArchivedScenario, ScenarioObservation>();
  for await (const observation of session.execute(scenarios, signal)) {
    const entry = entries[Number(observation.scenarioId.slice('inspect-'.length))];
    if (entry) observed.set(entry, observation);
  }
  return observed;
}

/** What each read gives before the act, by `stateKey`. */
async function statesBefore(
  request: InspectionTrialRequest,
  inspections: ReadonlyMap<ArchivedScenario, PlannedInspection>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { entries, scope, session, localNameOf } = request;
  const prefixes = new Map(
    entries.flatMap(({ plan }) =>
      plan.receiver ? [[stateKey(plan), { ...plan, receiver: plan.receiver }] as const] : [],
    ),
  );
  const reads = [...prefixes.values()].flatMap(({ receiver, calls }) => {
    const unit = scope.units.find(({ name }) => name === receiver.call.callable.unit);
    const callables = unit?.kind === 'class' ? inspectionsOf(unit, isQueryName) : [];
    return callables.map((callable) => ({
      receiver,
      calls: [...calls.slice(0, -1), { callable, arguments: [] }],
    }));
  });
  const ofReceivers = reads.map((plan) => ({
    key: `${stateKey(plan)} ${callExpression(actOf(plan), plan.receiver.name)}`,
    scenario: buildScenario({ id: '', plan, localNameOf }),
  }));
  const tries = [
    ...ofReceivers,
    ...entries.flatMap((entry) => argumentReads(entry, inspections.get(entry), localNameOf)),
  ];
  const scenarios = tries.map(({ scenario }, index) => ({ ...scenario, id: String(index) }));
  const states = new Map<string, string>();
  for await (const observation of session.execute(scenarios, signal)) {
    const read = tries[Number(observation.scenarioId)];
    if (read && observation.status === 'observed')
      states.set(read.key, JSON.stringify(observation.outcomes.at(-1)));
  }
  return states;
}

/** The reads of instances among the arguments, on instances that nothing was done with. */
function argumentReads(
  { plan }: ArchivedScenario,
  inspection: PlannedInspection | undefined,
  localNameOf: LocalNameOf,
) {
  if (!inspection?.readsReceiver) return [];
  const { bindings, subject } = buildScenario({ id: '', plan, localNameOf });
  return [...(inspection.namedArguments ?? [])].flatMap(([index, name]) => {
    const code = actOf(plan).arguments[index]?.code ?? 'undefined';
    const expressions = inspection.expressions.filter((expression) => expression.startsWith(`${name}.`));
    return expressions.map((expression) => ({
      key: `${stateKey(plan)} ${expression}`,
      scenario: {
        id: '',
        subject,
        bindings,
        steps: [
          { expression: code, resultName: name, role: 'arrange' as const },
          { expression, role: 'inspect' as const },
        ],
      },
    }));
  });
}

/** The receiver and the calls before the act, as text. */
function stateKey({ receiver, calls }: ScenarioPlan): string {
  if (!receiver) return '';
  return [
    callExpression(receiver.call),
    ...calls.slice(0, -1).map((call) => callExpression(call, receiver.name)),
  ].join('; ');
}
