import { setAt } from '../../core/config/environmentLayer';
import { parseUsd } from '../../core/cost/parseUsd';
import { UsageError } from './usageError';

const microPerDollar = 1_000_000;

/**
 * The options of a generation as settings that win over all others: which model, and what the run may cost.
 * Undefined when neither was given. @throws UsageError
 */
export function modelOptions({
  model,
  maxCost,
}: {
  readonly model?: string;
  readonly maxCost?: string;
}): Readonly<Record<string, unknown>> | undefined {
  const settings: Record<string, unknown> = {};
  const set = (key: string, value: unknown): void => setAt(settings, key.split('.'), value);
  if (model !== undefined) {
    if (model.trim() === '') throw new UsageError('--model needs embedded, auto or the name of a model.');
    set('features.multiModelRouter', true);
    set('routing.enabled', true);
    set('routing.forcedModel', model === 'auto' ? '' : model);
  }
  if (maxCost !== undefined) {
    const limit = parseUsd(maxCost);
    if (limit === undefined)
      throw new UsageError(`--max-cost needs an amount of US dollars, like 0.50, and ${maxCost} is none.`);
    set('routing.costTracking.enabled', true);
    set('routing.costTracking.budgetLimits.perRun', limit / microPerDollar);
  }
  return Object.keys(settings).length > 0 ? settings : undefined;
}
