import type { BudgetStatus, BudgetWindow } from '../cost/budget';
import { hasLimit, remainingOf, windowAgainst } from '../cost/budgetFit';
import { formatUsd, type MicroUsd } from '../cost/money';
import { LedgerError } from '../errors';
import type { QETask } from '../fleet/task';
import type { ModelAvailability } from './modelAvailability';
import { complexityTiers, type ModelConfig } from './modelConfig';
import type { RejectedModel, TaskComplexity } from './modelSelection';
import { isRoomFor, sizeOf, type TaskSize, worstCaseCost } from './worstCase';

/** A model that is adequate for the task. */
export interface Candidate {
  readonly model: ModelConfig;
  /** What the task costs with it at most; undefined when its price is unknown. */
  readonly cost: MicroUsd | undefined;
}

/** Why money cannot be spent on a model: the window that does not allow it, or the record that cannot be read. */
export interface SpendRefusal {
  readonly modelName: string;
  readonly cost: MicroUsd | undefined;
  readonly window: BudgetWindow | undefined;
  readonly reason: string;
}

export interface ModelChoice {
  /** Adequate, available and within every budget; the cheapest first, equal ones by name. */
  readonly candidates: readonly Candidate[];
  /** The cheapest adequate model that is available, whatever the budgets say; failing that, the cheapest adequate one. */
  readonly firstChoice: Candidate | undefined;
  /** Why money is refused for the first choice. */
  readonly refusal: SpendRefusal | undefined;
  /** Everything but the candidates. */
  readonly rejected: readonly RejectedModel[];
}

export interface ModelChoiceRequest {
  readonly models: readonly ModelConfig[];
  readonly task: QETask;
  readonly complexity: TaskComplexity;
  readonly isAvailable: ModelAvailability;
  /** Asked only if a model that costs money could be chosen. @throws LedgerError */
  readonly readBudget: () => Promise<BudgetStatus>;
}

/** Sorts out the models that cannot do the task or must not be paid for, and orders the others by what they cost at most. */
export async function chooseModel(request: ModelChoiceRequest): Promise<ModelChoice> {
  const { models, task, complexity, isAvailable, readBudget } = request;
  const size = sizeOf(complexity.inputs);
  const rejected: RejectedModel[] = [];
  const unavailable: Candidate[] = [];
  const available: Candidate[] = [];
  for (const model of models) {
    const shortfall = shortfallOf(model, complexity, size);
    if (shortfall !== undefined) {
      rejected.push({ modelName: model.name, reason: shortfall });
      continue;
    }
    const availability = isAvailable(model, task);
    if (!availability.ok) rejected.push({ modelName: model.name, reason: availability.reason });
    (availability.ok ? available : unavailable).push({ model, cost: worstCaseCost(model, size) });
  }
  const ordered = available.sort(byCostThenName);
  const refusals = await refusalsOf(ordered, readBudget);
  const refused = new Set(refusals.map(({ modelName }) => modelName));
  const firstChoice = ordered[0] ?? unavailable.sort(byCostThenName)[0];
  return {
    candidates: ordered.filter(({ model }) => !refused.has(model.name)),
    firstChoice,
    refusal: refusals.find(({ modelName }) => modelName === firstChoice?.model.name),
    rejected: [...rejected, ...refusals.map(({ modelName, reason }) => ({ modelName, reason }))],
  };
}

/** For each candidate that must not be paid for: why. The budgets are read at most once, and not at all for free models. */
export async function refusalsOf(
  candidates: readonly Candidate[],
  readBudget: () => Promise<BudgetStatus>,
): Promise<readonly SpendRefusal[]> {
  const paid = candidates.filter(({ cost }) => cost !== 0);
  if (paid.length === 0) return [];
  let status: BudgetStatus | undefined;
  try {
    status = await readBudget();
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
  }
  return paid.flatMap(({ model, cost }): SpendRefusal[] => {
    const refuse = (reason: string, window?: BudgetWindow) => [
      { modelName: model.name, cost, window, reason },
    ];
    // What cannot be added up must not be spent.
    if (!status) return refuse('the record of costs cannot be read');
    if (cost === undefined) {
      return hasLimit(status) ? refuse('its price is not known, and a budget is set') : [];
    }
    const window = windowAgainst(status, cost);
    return window ? refuse(`it may cost ${formatUsd(cost)}, ${describeRest(window)}`, window) : [];
  });
}

function describeRest(window: BudgetWindow): string {
  const { budgetType, limitMicroUsd = 0 } = window;
  if (limitMicroUsd === 0) return `and the ${budgetType} budget allows free models only`;
  return `and the ${budgetType} budget leaves ${formatUsd(remainingOf(window) ?? 0)} of ${formatUsd(limitMicroUsd)}`;
}

function shortfallOf(model: ModelConfig, { tier }: TaskComplexity, size: TaskSize): string | undefined {
  if (complexityTiers.indexOf(model.tier) < complexityTiers.indexOf(tier)) {
    return `it is for ${model.tier} tasks, and this one is ${tier}`;
  }
  if (isRoomFor(size, model)) return undefined;
  return `its context of ${model.contextWindow} tokens is too small for the task`;
}

/** A model of unknown price comes last: it is never taken for a cheap one. */
function byCostThenName(a: Candidate, b: Candidate): number {
  const [costA, costB] = [a.cost ?? Number.POSITIVE_INFINITY, b.cost ?? Number.POSITIVE_INFINITY];
  if (costA !== costB) return costA - costB;
  return a.model.name < b.model.name ? -1 : 1;
}
