import { isAbortError } from '../../base/abort';
import { AppError, describeError } from '../../base/error';
import { type BudgetWindow, windowsOf } from '../cost/budget';
import type { Figure } from '../figure';
import type { ComplexityTier } from './modelConfig';
import type { ModelSelection, RejectedModel, TaskComplexity } from './modelSelection';
import { chooseAmong, type Decision, type DecisionContext, decide, type Question } from './routingDecision';
import { findWantedModel } from './wantedModel';
import { worstCaseFigure } from './worstCase';

/** A model that could do the task. */
export interface ExplainedCandidate {
  readonly modelName: string;
  readonly provider: string;
  readonly tier: ComplexityTier;
  /** What the task costs with it at most, in micro-dollars. */
  readonly worstCase: Figure;
}

/** What would be selected; or why nothing could be. */
export type ExplainedDecision =
  | {
      readonly ok: true;
      readonly modelName: string;
      readonly reason: string;
      readonly kind: ModelSelection['kind'];
      readonly worstCase: Figure;
    }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly hint: string | undefined;
    };

/** Everything that decides about one task. */
export interface RoutingExplanation {
  readonly taskType: string;
  readonly files: readonly string[];
  /** Undefined when it cannot be measured; `complexityProblem` says why. */
  readonly complexity: TaskComplexity | undefined;
  readonly complexityProblem: string | undefined;
  /** The setting that names a model for the task, if any: `rule 2 (src/**) names gpt-6-sol`. */
  readonly setting: string | undefined;
  /** What could do it by its complexity, the one that would be chosen first. */
  readonly candidates: readonly ExplainedCandidate[];
  /** Everything but the model that would be selected and the candidates. */
  readonly rejected: readonly RejectedModel[];
  /** Undefined when the record of costs cannot be read; `budgetProblem` says why. */
  readonly budgets: readonly BudgetWindow[] | undefined;
  readonly budgetProblem: string | undefined;
  readonly decision: ExplainedDecision;
}

/** Decides without telling anybody, and keeps what led to it. @throws AbortError */
export async function explainRouting(
  context: DecisionContext,
  question: Question,
): Promise<RoutingExplanation> {
  const { task } = question;
  const wanted = findWantedModel(context.models, context.policy, question);
  const [analysis, budget] = await Promise.all([
    attempt(() => context.analyzer.analyze(task)),
    attempt(() => question.readBudget()),
  ]);
  const complexity = analysis.ok ? analysis.value : undefined;
  const decided = await attempt(() => decide(context, { ...question, complexity }));
  const choice = complexity && (await chooseAmong(context, question, complexity));
  const candidates = choice?.candidates.map(({ model, cost }) => ({
    modelName: model.name,
    provider: model.provider,
    tier: model.tier,
    worstCase: worstCaseFigure(cost),
  }));
  const listed = new Set(candidates?.map(({ modelName }) => modelName));
  const rejected = (decided.ok ? decided.value.rejected : (choice?.rejected ?? [])).filter(
    ({ modelName }) => !listed.has(modelName),
  );
  return {
    taskType: task.type,
    files: task.request.targets.map(({ path }) => path),
    complexity,
    complexityProblem: analysis.ok ? undefined : describeError(analysis.error),
    setting: wanted && `${wanted.origin} names ${wanted.name}`,
    candidates: candidates ?? [],
    rejected,
    budgets: budget.ok ? windowsOf(budget.value) : undefined,
    budgetProblem: budget.ok ? undefined : describeError(budget.error),
    decision: decided.ok ? toExplained(decided.value) : toProblem(decided.error),
  };
}

function toExplained({ model, reason, kind, cost }: Decision): ExplainedDecision {
  return { ok: true, modelName: model.name, reason, kind, worstCase: worstCaseFigure(cost) };
}

function toProblem(error: unknown): ExplainedDecision {
  const known = error instanceof AppError ? error : undefined;
  return {
    ok: false,
    code: known?.code ?? 'routing-failed',
    message: describeError(error),
    hint: known?.hint,
  };
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (isAbortError(error)) throw error;
    return { ok: false, error };
  }
}
