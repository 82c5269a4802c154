import { z } from 'zod';
import { costGroupings, costPeriods } from '../../../core/reports/costReport';
import { type CostArguments, costArgumentsSchema } from '../../../core/toolArguments/costArguments';
import { costResult } from '../../../core/toolResults/costResult';
import { BaseMCPTool, type ToolOutcome } from '../baseMcpTool';
import { budgetsSchema, figureSchema } from './resultSchemas';

const outputSchema = z.object({
  period: z.enum(costPeriods),
  fromMs: z.number().describe('Milliseconds since the epoch'),
  toMs: z.number().describe('Milliseconds since the epoch; not included'),
  by: z.enum(costGroupings),
  calls: z.int(),
  totalMicroUsd: z.number().describe('Millionths of a US dollar'),
  isEstimated: z.boolean().describe('A provider did not say what a call used'),
  unpricedCalls: z.int().describe('Calls whose price is not known: they are missing from the total'),
  groups: z
    .array(z.object({ name: z.string(), calls: z.int(), costMicroUsd: z.number() }))
    .describe('The dearest first; an empty name: those that have none'),
  comparison: z
    .object({ modelName: z.string(), cost: figureSchema })
    .nullable()
    .describe('What the same calls would have cost on the strongest model that is allowed'),
  budgets: budgetsSchema,
});
type Costs = z.output<typeof outputSchema>;

/** Adds up what was spent through every way into the product. */
export class CostTool extends BaseMCPTool<CostArguments, Costs> {
  readonly name = 'cost_summary';
  readonly title = 'Cost summary';
  readonly description =
    'Adds up what the calls of language models cost in the current day, week or month, or in all, by model, task, agent, workspace, branch, tag, door or run, and shows the budgets with what is left of them. The free engine is in it with 0. Reads the record of costs and nothing else.';
  readonly inputSchema = costArgumentsSchema;
  readonly outputSchema = outputSchema;
  readonly annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

  async execute({ period, by }: CostArguments): Promise<ToolOutcome<Costs>> {
    const { structured, ...result } = costResult(await this.host.services.costReport(period), by);
    return { ...result, structured: outputSchema.parse(structured) };
  }
}
