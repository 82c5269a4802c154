import { z } from 'zod';
import { complexityTiers } from '../../../core/routing/modelConfig';
import { type RoutingArguments, routingArgumentsSchema } from '../../../core/toolArguments/routingArguments';
import { routingResult } from '../../../core/toolResults/routingResult';
import { BaseMCPTool, type ToolContext, type ToolOutcome } from '../baseMcpTool';
import { resolveTargets } from '../resolveTargets';
import { budgetsSchema, figureSchema } from './resultSchemas';

const score = z.number().describe('In [0, 1]');
const costSchema = figureSchema.describe('What the task costs with it at most, in millionths of a US dollar');

const outputSchema = z.object({
  isRouterOn: z.boolean().describe('False: tasks are not routed, and this is what would be if they were'),
  taskType: z.string(),
  files: z.array(z.string()),
  complexity: z
    .object({
      overall: score,
      tokens: score,
      structure: score,
      context: score,
      tier: z.enum(complexityTiers),
    })
    .optional()
    .describe('Absent when it cannot be measured'),
  complexityProblem: z.string().optional(),
  setting: z.string().optional().describe('The setting that names a model for the task'),
  decision: z
    .object({
      ok: z.boolean(),
      modelName: z.string().optional(),
      reason: z.string().optional(),
      kind: z.enum(['routed', 'fallback', 'default']).optional(),
      worstCase: costSchema.optional(),
      code: z.string().optional().describe('Why no model could do it'),
      message: z.string().optional(),
      hint: z.string().optional(),
    })
    .describe('The model that would be selected, or why there is none'),
  candidates: z
    .array(
      z.object({
        modelName: z.string(),
        provider: z.string(),
        tier: z.enum(complexityTiers),
        worstCase: costSchema,
      }),
    )
    .describe('What could do it by its complexity, first choice first'),
  rejected: z.array(z.object({ modelName: z.string(), reason: z.string() })),
  budgets: budgetsSchema.optional(),
  budgetProblem: z.string().optional(),
});
type Routing = z.output<typeof outputSchema>;

/** Says which model would write tests for files, and why; a task is neither run nor recorded. */
export class RoutingTool extends BaseMCPTool<RoutingArguments, Routing> {
  readonly name = 'explain_routing';
  readonly title = 'Explain routing';
  readonly description =
    'Says which model would write tests for source files, why, what that costs at most, and what speaks against the other models. Executes nothing and spends nothing.';
  readonly inputSchema = routingArgumentsSchema;
  readonly outputSchema = outputSchema;
  readonly annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

  async execute(params: RoutingArguments, context: ToolContext): Promise<ToolOutcome<Routing>> {
    const place = await resolveTargets(params, this.host, context);
    const report = await this.host.services.explainRouting({ type: 'generate-tests', ...place });
    const { structured, ...result } = routingResult(report);
    // Parsing takes out what the schema does not promise.
    return { ...result, structured: outputSchema.parse(structured) };
  }
}
