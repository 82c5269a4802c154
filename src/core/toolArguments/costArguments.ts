import * as z from 'zod/mini';
import { costGroupings, costPeriods } from '../reports/costReport';
import { listOf, unknownArguments } from './argumentTexts';

/** What `cost_summary` takes. */
export const costArgumentsSchema = z.strictObject(
  {
    period: z
      ._default(z.enum(costPeriods, { error: `period must be one of ${listOf(costPeriods)}` }), 'month')
      .check(z.describe('The current day, week or month in the user’s time zone, or all that is on record')),
    by: z
      ._default(z.enum(costGroupings, { error: `by must be one of ${listOf(costGroupings)}` }), 'model')
      .check(z.describe('What the costs are added up by; door: the way into the product, e.g. mcp or cli')),
  },
  { error: unknownArguments },
);

export type CostArguments = z.output<typeof costArgumentsSchema>;
