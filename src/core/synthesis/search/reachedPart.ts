import type { ObservedScenario } from './archive';
import { setupOf, stepCount } from './scenarioBuilder';
import { type PlannedCall, type ScenarioPlan, withCalls } from './scenarioPlan';

export interface ReachedPart {
  readonly plan: ScenarioPlan;
  readonly observation: ObservedScenario;
}

/**
 * The plan up to the call that threw, with the outcomes of its constants, receiver and calls; undefined when the receiver
 * could not be made. Reads after the act are dropped: what the act did is enough to learn from.
 */
export function reachedPart(plan: ScenarioPlan, observation: ObservedScenario): ReachedPart | undefined {
  const { outcomes } = observation;
  const setup = setupOf(plan).reduce((sum, { uses = [] }) => sum + 1 + uses.length, 0);
  const before = setup + (plan.receiver ? stepCount(plan.receiver.call) : 0);
  const threwAt = outcomes.findIndex((outcome) => outcome.status === 'threw');
  if (threwAt >= 0 && threwAt < before) return undefined;
  let end = before;
  const calls: PlannedCall[] = [];
  for (const call of plan.calls) {
    calls.push(call);
    end += stepCount(call);
    if (threwAt >= 0 && threwAt < end) {
      end = threwAt + 1;
      break;
    }
  }
  return { plan: withCalls(plan, calls), observation: { ...observation, outcomes: outcomes.slice(0, end) } };
}
