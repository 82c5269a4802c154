import type { BudgetStatus, BudgetWindow } from '../cost/budget';
import { hasLimit, remainingOf, windowAgainst } from '../cost/budgetFit';
import { formatUsd, type MicroUsd } from '../cost/money';
import { LedgerError } from '../errors';
import type { Availability, ModelAvailability } from './modelAvailability';
import { complexityTiers, type ModelConfig } from './modelConfig';
import type { RejectedModel, TaskComplexity } from './modelSelection';
import type { RoutedWork } from './routedWork';
import type { StartTier } from './startTier';
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
  /** Adequate, available and within every budget; the cheapest first, equal ones by name, the embedded engine last. */
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
  readonly task: RoutedWork;
  readonly complexity: TaskComplexity;
  readonly isAvailable: ModelAvailability;
  /** Models that the user's settings leave out are no choice at all; left out: none are. */
  readonly isPermitted?: (model: ModelConfig) => Availability;
  /** The hardest tier each model is adequate for here; left out: its own. */
  readonly startTierOf?: (model: ModelConfig) => StartTier;
  /** Asked only if a model that costs money could be chosen. @throws LedgerError */
  readonly readBudget: () => Promise<BudgetStatus>;
}

/** Sorts out the models that cannot do the task or must not be paid for, and orders the others by what they cost at most. */
export async function chooseModel(request: ModelChoiceRequest): Promise<ModelChoice> {
  const { task, complexity, isAvailable, readBudget } = request;
  const size = sizeOf(complexity.inputs);
  const { adequate, rejected } = sortOut(request, size);
  const unavailable: Candidate[] = [];
  const available: Candidate[] = [];
  for (const model of adequate) {
    const availability = isAvailable(model, task);
    if (!availability.ok) rejected.push({ modelName: model.name, reason: availability.reason });
    (availability.ok ? available : unavailable).push({ model, cost: worstCaseCost(model, size) });
  }
  const ordered = available.sort(byPreference);
  const refusals = await refusalsOf(ordered, readBudget);
  const refused = new Set(refusals.map(({ modelName }) => modelName));
  const firstChoice = ordered[0] ?? unavailable.sort(byPreference)[0];
  return {
    candidates: ordered.filter(({ model }) => !refused.has(model.name)),
    firstChoice,
    refusal: refusals.find(({ modelName }) => modelName === firstChoice?.model.name),
    rejected: [...rejected, ...refusals.map(({ modelName, reason }) => ({ modelName, reason }))],
  };
}

/** The models that are permitted, strong enough and big enough. Bad experience counts only while another model is left. */
function sortOut({ models, complexity, isPermitted, startTierOf }: ModelChoiceRequest, size: TaskSize) {
  const rejected: RejectedModel[] = [];
  const adequate: ModelConfig[] = [];
  const doubtful: { readonly model: ModelConfig; readonly reason: string }[] = [];
  for (const model of models) {
    const reject = (reason: string) => rejected.push({ modelName: model.name, reason });
    const permission = isPermitted?.(model) ?? { ok: true };
    const start = startTierOf?.(model) ?? { tier: model.tier };
    const isStrong = isEnough(start.tier, complexity);
    if (!permission.ok) reject(permission.reason);
    else if (!isStrong && !isEnough(model.tier, complexity)) {
      reject(`it is for ${model.tier} tasks, and this one is ${complexity.tier}`);
    } else if (!isRoomFor(size, model)) reject(describeRoom(model));
    else if (isStrong) adequate.push(model);
    else {
      const reason = `it succeeded with ${start.experience} tasks like this one in this repository`;
      doubtful.push({ model, reason });
    }
  }
  if (!adequate.some((model) => !isEmbedded(model))) {
    return { adequate: [...adequate, ...doubtful.map(({ model }) => model)], rejected };
  }
  rejected.push(...doubtful.map(({ model, reason }) => ({ modelName: model.name, reason })));
  return { adequate, rejected };
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
  const budget = budgetNames[budgetType];
  if (limitMicroUsd === 0) return `and ${budget} allows free models only`;
  return `and ${budget} leaves ${formatUsd(remainingOf(window) ?? 0)} of ${formatUsd(limitMicroUsd)}`;
}

const budgetNames: Readonly<Record<BudgetWindow['budgetType'], string>> = {
  daily: 'the daily budget',
  weekly: 'the weekly budget',
  monthly: 'the monthly budget',
  run: 'the budget of a run',
  agent: 'the budget of these agents for today',
};

/** Why a model has no room for a task. */
export function describeRoom({ contextWindow }: ModelConfig): string {
  return `its context of ${contextWindow} tokens is too small for the task`;
}

function isEnough(tier: StartTier['tier'], complexity: TaskComplexity): boolean {
  return tier !== undefined && complexityTiers.indexOf(tier) >= complexityTiers.indexOf(complexity.tier);
}

function isEmbedded({ provider }: ModelConfig): boolean {
  return provider === 'embedded';
}

/** A model of unknown price comes last: it is never taken for a cheap one. After it only the engine that needs none. */
function byPreference(a: Candidate, b: Candidate): number {
  if (isEmbedded(a.model) !== isEmbedded(b.model)) return isEmbedded(a.model) ? 1 : -1;
  const [costA, costB] = [a.cost ?? Number.POSITIVE_INFINITY, b.cost ?? Number.POSITIVE_INFINITY];
  if (costA !== costB) return costA - costB;
  return a.model.name < b.model.name ? -1 : 1;
}
