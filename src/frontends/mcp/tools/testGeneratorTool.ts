import { z } from 'zod';
import type { GenerateTestsRequest } from '../../../core/generation/generateTestsRequest';
import type { RunSummary } from '../../../core/generation/runSummary';
import {
  type GenerationArguments,
  generationArgumentsSchema,
  toGenerationRequest,
} from '../../../core/toolArguments/generationArguments';
import { generationResult } from '../../../core/toolResults/generationResult';
import type { ToolOutcome } from '../baseMcpTool';
import type { ResolvedTargets } from '../resolveTargets';
import { FleetTool } from './fleetTool';
import { coverageSchema, failuresSchema, figureSchema } from './resultSchemas';

const scoreSchema = z.object({ killed: z.int(), mutants: z.int() });

const outputSchema = z.object({
  runId: z.string(),
  kept: z.int().describe('Tests that were written'),
  dropped: z.int().describe('Candidates that were not'),
  tests: z
    .array(
      z.object({
        sourceFile: z.string(),
        testFile: z.string(),
        unit: z.string(),
        title: z.string(),
        runsPassed: figureSchema,
        runs: figureSchema,
        addedStatements: figureSchema,
        addedLines: figureSchema,
        addedBranches: figureSchema,
        addedKills: figureSchema.describe('Mutants that no other test notices'),
        modelId: z.string(),
        costMicroUsd: figureSchema,
      }),
    )
    .describe('The kept tests, each with its evidence'),
  drops: z.array(z.string()).describe('Why candidates were dropped, most frequent reason first'),
  findings: z
    .array(
      z.object({
        sourceFile: z.string(),
        unit: z.string(),
        title: z.string(),
        detail: z.string().describe('What is wrong with the code, with the evidence'),
        failure: z.string(),
        code: z.string().describe('The test that shows it, marked as failing'),
        notWritten: z
          .string()
          .optional()
          .describe('Why it was not written, although the setting generation.findings asks for it'),
      }),
    )
    .describe('Bugs that tests revealed'),
  mutation: z
    .array(z.object({ sourceFile: z.string(), before: scoreSchema, after: scoreSchema }))
    .describe('How many mutants the tests of each file notice'),
  stopReason: z.enum(['goal', 'time', 'user']).optional().describe('Why it ended before all was done'),
  skippedFiles: z.array(z.string()).describe('Files that were not begun for that reason'),
  writtenFiles: z.array(z.object({ path: z.string(), isNew: z.boolean() })),
  coverage: z.array(z.object({ sourceFile: z.string(), before: coverageSchema, after: coverageSchema })),
  costMicroUsd: figureSchema.describe('Millionths of a US dollar'),
  durationMs: z.number(),
  failures: failuresSchema,
});
type TestGeneration = z.output<typeof outputSchema>;

export class TestGeneratorTool extends FleetTool<GenerateTestsRequest, GenerationArguments, TestGeneration> {
  readonly name = 'generate_tests';
  readonly title = 'Generate tests';
  readonly description =
    'Writes unit tests for JavaScript or TypeScript source files and keeps only those that proved themselves: each passed five of five runs in the project’s own test framework and adds coverage or notices a mutant that no other test does. Executes code of the workspace. Adds to test files, never changes source files. A free engine writes first; a paid language model is asked for what it leaves open only when the user has set one up, within the budgets, and agreed to the cost.';
  readonly inputSchema = generationArgumentsSchema;
  readonly outputSchema = outputSchema;
  override readonly annotations = {
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    // The code may go to the provider of a language model.
    openWorldHint: true,
  };

  protected toRequest(targets: ResolvedTargets, params: GenerationArguments): GenerateTestsRequest {
    return toGenerationRequest(targets, params);
  }

  protected toOutcome(summary: RunSummary): ToolOutcome<TestGeneration> {
    const { structured, ...result } = generationResult(summary);
    // Parsing takes out what the schema does not promise.
    return { ...result, structured: outputSchema.parse(structured) };
  }
}
