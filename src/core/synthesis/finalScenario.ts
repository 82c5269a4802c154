import type { CandidatePart } from '../generation/candidate';
import type { Scenario } from './scenario';
import type { ArchivedScenario } from './search/archive';
import { callExpression, type LocalNameOf } from './search/scenarioBuilder';
import { type PlannedCall, withCalls } from './search/scenarioPlan';
import type { TestableUnit } from './search/testableUnit';
import { titleOf } from './writing/testTitles';

/** A scenario with the text it will be a test of. */
export interface FinalScenario {
  readonly unit: TestableUnit;
  readonly entry: ArchivedScenario;
  readonly scenario: Scenario;
  readonly showsChange: boolean;
  /** The documentation has it, with the same outcome. Default: false. */
  readonly isDocumented?: boolean;
}

export interface RejectedScenario extends FinalScenario {
  readonly reason: string;
  /** It did not show the same in both worlds. */
  readonly isUnstable: boolean;
}

/** The same on a module that was changed first. */
export function afterChange(
  final: FinalScenario,
  change: PlannedCall,
  localNameOf: LocalNameOf,
): FinalScenario {
  const { entry, scenario } = final;
  const { plan } = entry;
  const bindings = change.callable.exportNames.map((name) => [localNameOf(name), name] as const);
  return {
    ...final,
    entry: { ...entry, plan: withCalls(plan, [change, ...plan.calls]) },
    scenario: {
      ...scenario,
      bindings: { ...scenario.bindings, ...Object.fromEntries(bindings) },
      steps: [{ expression: callExpression(change), role: 'arrange' }, ...scenario.steps],
    },
  };
}

/** What was given up although it reaches something no test reaches: once for each subject and reason. */
export function* explainRejected(
  rejected: readonly RejectedScenario[],
  covered: ReadonlySet<number>,
): Generator<CandidatePart> {
  const told = new Set<string>();
  for (const { unit, entry, scenario, reason } of rejected) {
    const key = `${scenario.subject}: ${reason}`;
    if (told.has(key) || entry.observation.points.every((point) => covered.has(point))) continue;
    told.add(key);
    const mined = { scenario, outcomes: entry.observation.outcomes, points: [], asserted: new Set<number>() };
    const title = titleOf({ plan: entry.plan, mined, unitKind: unit.kind }) || `calls ${scenario.subject}`;
    yield {
      type: 'rejected',
      rejected: { id: `${unit.name}-rejected-${told.size}`, unit: unit.name, title, reason },
    };
  }
}
