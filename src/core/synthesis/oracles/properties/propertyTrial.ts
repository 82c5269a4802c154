import { throwIfAborted } from '../../../../base/abort';
import { createRandom } from '../../../../base/random';
import type { SandboxSession } from '../../../testing/sandbox';
import type { Scenario, ScenarioStep, StepOutcome } from '../../scenario';
import type { LocalNameOf } from '../../search/scenarioBuilder';
import type { CandidateProperty } from './properties';
import { type NumberKind, sampleOf } from './propertySamples';

/** A law that held for all values that were tried. */
export interface HeldProperty extends CandidateProperty {
  /** Of `exportNames`, in the same order. */
  readonly localNames: readonly string[];
  readonly numbers: NumberKind;
  /** Its two sides are primitive values. */
  readonly isPrimitive: boolean;
  /** Ordinary values for which it says something, one for each parameter. */
  readonly example: readonly string[];
}

export interface PropertyTrialRequest {
  readonly session: SandboxSession;
  readonly localNameOf: LocalNameOf;
  readonly seed: number;
}

const samples = 60;
/** In so many of the samples the differing expressions have to differ. */
const fewestDiffering = 4;
const mostCandidates = 60;

/** Tries laws on many values, awkward ones among them, and keeps those that never failed; at most one for each unit and left side. */
export async function provenProperties(
  candidates: readonly CandidateProperty[],
  request: PropertyTrialRequest,
  signal: AbortSignal,
): Promise<readonly HeldProperty[]> {
  const held: HeldProperty[] = [];
  for (const candidate of candidates.slice(0, mostCandidates)) {
    throwIfAborted(signal);
    // What gives back the original changes nothing more, too.
    if (held.some(({ unit, actual }) => unit === candidate.unit && actual === candidate.actual)) continue;
    const hasNumbers = JSON.stringify(candidate.parameters).includes('"number"');
    const kinds: readonly NumberKind[] = hasNumbers ? ['double', 'integer'] : ['double'];
    for (const numbers of kinds) {
      const result = await tryProperty(candidate, numbers, request, signal);
      if (!result) continue;
      held.push(result);
      break;
    }
  }
  return held;
}

async function tryProperty(
  candidate: CandidateProperty,
  numbers: NumberKind,
  { session, localNameOf, seed }: PropertyTrialRequest,
  signal: AbortSignal,
): Promise<HeldProperty | undefined> {
  const random = createRandom(seed);
  const { parameters } = candidate;
  const values = [
    candidate.ordinary,
    ...Array.from({ length: samples }, () => parameters.map(({ shape }) => sampleOf(shape, random, numbers))),
  ];
  const scenarios = values.map((codes, index) =>
    scenarioOf(candidate, codes, { id: String(index), localNameOf }),
  );
  let differences = 0;
  let isPrimitive = true;
  let isAnswered = false;
  let example: readonly string[] | undefined;
  for await (const observation of session.execute(scenarios, signal)) {
    if (observation.status !== 'observed' || observation.effects.length > 0) return undefined;
    const codes = observation.outcomes.slice(-4).map(codeOf);
    const [left, right, one, other] = codes;
    if (!left || !right || !one || !other || left.code !== right.code) return undefined;
    isPrimitive &&= left.isPrimitive;
    isAnswered ||= left.code !== 'undefined';
    if (one.code === other.code) continue;
    differences++;
    example ??= values[Number(observation.scenarioId)];
  }
  // That nothing is always nothing is no law.
  if (differences < fewestDiffering || !example || !isAnswered) return undefined;
  const localNames = candidate.exportNames.map(localNameOf);
  return { ...candidate, localNames, numbers, isPrimitive, example };
}

function scenarioOf(
  { parameters, actual, expected, differing, exportNames, unit }: CandidateProperty,
  codes: readonly string[],
  { id, localNameOf }: { readonly id: string; readonly localNameOf: LocalNameOf },
): Scenario {
  const constants = parameters.map(
    ({ name }, index): ScenarioStep => ({
      expression: `(${codes[index] ?? 'undefined'})`,
      resultName: name,
      role: 'arrange',
    }),
  );
  const reads = [actual, expected, ...differing].map(
    (expression): ScenarioStep => ({ expression, role: 'inspect' }),
  );
  const bindings = Object.fromEntries(exportNames.map((exportName) => [localNameOf(exportName), exportName]));
  return { id, subject: unit.name, bindings, steps: [...constants, ...reads] };
}

function codeOf(outcome: StepOutcome): { readonly code: string; readonly isPrimitive: boolean } | undefined {
  if (outcome.status !== 'returned' || outcome.isPromise || outcome.value.kind !== 'expressible')
    return undefined;
  return outcome.value;
}
