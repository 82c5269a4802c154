import * as z from 'zod/mini';
import { complexityTiers } from './modelConfig';
import type { ModelSelection } from './modelSelection';
import type { ModelStatistics, ModelUseStatistics } from './modelStatistics';

const count = z._default(z.int().check(z.minimum(0)), 0);

const modelUseSchema = z.object({
  modelName: z.string(),
  selections: count,
  byTier: z.object({ simple: count, moderate: count, complex: count }),
  fallbacks: count,
  defaults: count,
});

/** How often one router chose a model. */
export type ModelUse = ModelUseStatistics;

/** What was kept; nothing when it is not in a form that is known. */
export function parseModelUses(value: unknown): readonly ModelUse[] {
  const parsed = z.array(modelUseSchema).safeParse(value);
  return parsed.success ? parsed.data : [];
}

/** Counts the selection. */
export function addSelection(uses: Map<string, ModelUse>, selection: ModelSelection): void {
  const { modelName, complexity, kind } = selection;
  const one: ModelUse = {
    modelName,
    selections: 1,
    byTier: { ...noTiers, ...(complexity && { [complexity.tier]: 1 }) },
    fallbacks: kind === 'fallback' ? 1 : 0,
    defaults: kind === 'default' ? 1 : 0,
  };
  const former = uses.get(modelName);
  uses.set(modelName, former ? sumOf(former, one) : one);
}

/** What several routers have chosen together. */
export function combineUses(routers: readonly (readonly ModelUse[])[]): ModelStatistics {
  const byModel = new Map<string, ModelUse>();
  for (const use of routers.flat()) {
    const former = byModel.get(use.modelName);
    byModel.set(use.modelName, former ? sumOf(former, use) : use);
  }
  const models = [...byModel.values()].sort(
    (a, b) => b.selections - a.selections || (a.modelName < b.modelName ? -1 : 1),
  );
  const total = (name: 'selections' | 'fallbacks' | 'defaults') =>
    models.reduce((sum, use) => sum + use[name], 0);
  return {
    selections: total('selections'),
    fallbacks: total('fallbacks'),
    defaults: total('defaults'),
    models,
  };
}

const noTiers = { simple: 0, moderate: 0, complex: 0 };

function sumOf(a: ModelUse, b: ModelUse): ModelUse {
  const byTier = { ...a.byTier };
  for (const tier of complexityTiers) byTier[tier] += b.byTier[tier];
  return {
    modelName: a.modelName,
    selections: a.selections + b.selections,
    byTier,
    fallbacks: a.fallbacks + b.fallbacks,
    defaults: a.defaults + b.defaults,
  };
}
