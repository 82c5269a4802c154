import * as vscode from 'vscode';
import { isAbortError } from '../../../base/abort';
import { describeError } from '../../../base/error';
import { t } from '../../../base/localize';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import { costArgumentsSchema } from '../../../core/toolArguments/costArguments';
import {
  generationArgumentsSchema,
  toGenerationRequest,
} from '../../../core/toolArguments/generationArguments';
import { routingArgumentsSchema } from '../../../core/toolArguments/routingArguments';
import {
  type NamedPlace,
  type TargetArguments,
  targetArgumentsSchema,
  toTaskRequest,
} from '../../../core/toolArguments/targetArguments';
import { analysisResult } from '../../../core/toolResults/analysisResult';
import { costResult } from '../../../core/toolResults/costResult';
import { gateResult } from '../../../core/toolResults/gateResult';
import { generationResult } from '../../../core/toolResults/generationResult';
import { routingResult } from '../../../core/toolResults/routingResult';
import type { ToolResult } from '../../../core/toolResults/toolResult';
import type { CommandContext } from '../commandContext';
import { saveTargets } from '../commands/chooseTargets';
import { assertCanRun } from '../commands/startRuns';
import { followRun } from '../runs/followRun';
import { costForecast } from '../text/costForecast';
import { nameFiles } from '../text/runSummaryText';
import { parseArguments } from './parseArguments';
import type { ToolKey } from './toolNames';
import { findToolTargets, type ToolTargets } from './toolTargets';

/** One tool as the editor calls it; whatever goes wrong is thrown. */
interface EditorTool {
  prepare(input: unknown, context: CommandContext): Promise<vscode.PreparedToolInvocation>;
  invoke(
    input: unknown,
    context: CommandContext,
    token: vscode.CancellationToken,
  ): Promise<ToolResult<unknown>>;
}

const editorTools: Readonly<Record<ToolKey, EditorTool>> = {
  generateTests: {
    prepare: async (input, context) => {
      const named = parseArguments(generationArgumentsSchema, input);
      const request = toGenerationRequest(toPlace(await findToolTargets(named)), named);
      await context.keys.load();
      const report = await context.services.explainRouting(request);
      const files = describeFiles(named);
      return {
        invocationMessage: t('Generating tests for {0}', files),
        confirmationMessages: {
          title: t('Generate tests for {0}?', files),
          message: [
            costForecast(report, context.config().generation.confirmSpending),
            named.dryRun
              ? t('It runs code of this workspace; no file is changed.')
              : t('It runs code of this workspace and adds to test files; source files are not changed.'),
          ].join('\n\n'),
        },
      };
    },
    invoke: async (input, context, token) => {
      const named = parseArguments(generationArgumentsSchema, input);
      const found = await findToolTargets(named);
      const request = toGenerationRequest(toPlace(found), named);
      return generationResult(await perform(request, found, { context, token }));
    },
  },
  analyzeCoverage: {
    prepare: async (input) =>
      prepareFreeRun(
        input,
        (files) => t('Analyze coverage of {0}?', files),
        (files) => t('Analyzing coverage of {0}', files),
      ),
    invoke: async (input, context, token) => {
      const named = parseArguments(targetArgumentsSchema, input);
      const found = await findToolTargets(named);
      const request = toTaskRequest('analyze-coverage', toPlace(found), named);
      return analysisResult(await perform(request, found, { context, token }));
    },
  },
  qualityGate: {
    prepare: async (input) =>
      prepareFreeRun(
        input,
        (files) => t('Judge the quality of {0}?', files),
        (files) => t('Checking quality of {0}', files),
      ),
    invoke: async (input, context, token) => {
      const named = parseArguments(targetArgumentsSchema, input);
      const found = await findToolTargets(named);
      const request = toTaskRequest('quality-gate', toPlace(found), named);
      return gateResult(await perform(request, found, { context, token }));
    },
  },
  explainRouting: {
    prepare: async (input) => {
      const named = parseArguments(routingArgumentsSchema, input);
      return {
        invocationMessage: t('Looking up which model would write tests for {0}', describeFiles(named)),
      };
    },
    invoke: async (input, context) => {
      const found = await findToolTargets(parseArguments(routingArgumentsSchema, input));
      await context.keys.load();
      const request = toTaskRequest('generate-tests', toPlace(found), {});
      return routingResult(await context.services.explainRouting(request));
    },
  },
  costSummary: {
    prepare: async () => ({ invocationMessage: t('Adding up what was spent') }),
    invoke: async (input, context) => {
      const { period, by } = parseArguments(costArgumentsSchema, input);
      return costResult(await context.services.costReport(period), by);
    },
  },
};

/** What the editor shows, and asks, before the tool is invoked. Spends and changes nothing. @throws Error with a sentence for the model */
export async function prepareTool(
  key: ToolKey,
  input: unknown,
  context: CommandContext,
): Promise<vscode.PreparedToolInvocation> {
  return await withReadableError(() => editorTools[key].prepare(input, context));
}

/**
 * The tool's answer: text for the model first, then the data. Cancelled, its run is stopped first.
 * @throws vscode.CancellationError; Error with a sentence for the model
 */
export async function invokeTool(
  key: ToolKey,
  input: unknown,
  { context, token }: { readonly context: CommandContext; readonly token: vscode.CancellationToken },
): Promise<vscode.LanguageModelToolResult> {
  return await withReadableError(async () => {
    const { text, structured, isError } = await editorTools[key].invoke(input, context, token);
    if (isError) throw new Error(text);
    return new vscode.LanguageModelToolResult([
      new vscode.LanguageModelTextPart(text),
      toDataPart(structured) as vscode.LanguageModelTextPart,
    ]);
  });
}

/** Editors since 1.106 have a part for data; in older ones it is text, too. */
function toDataPart(value: unknown): unknown {
  const { LanguageModelDataPart } = vscode as {
    readonly LanguageModelDataPart?: { json(value: unknown): unknown };
  };
  return LanguageModelDataPart?.json(value) ?? new vscode.LanguageModelTextPart(JSON.stringify(value));
}

async function withReadableError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAbortError(error)) throw new vscode.CancellationError();
    throw new Error(describeError(error), { cause: error });
  }
}

function prepareFreeRun(
  input: unknown,
  title: (files: string) => string,
  activity: (files: string) => string,
): vscode.PreparedToolInvocation {
  const files = describeFiles(parseArguments(targetArgumentsSchema, input));
  return {
    invocationMessage: activity(files),
    confirmationMessages: {
      title: title(files),
      message: [
        t('Cost: $0.00.'),
        t('It runs the tests of this workspace, and so its code; no file is changed.'),
      ].join('\n\n'),
    },
  };
}

/** `src/cart.ts`, `3 files`, `what differs from main`. */
function describeFiles({ files = [], changedSince }: TargetArguments): string {
  return files.length > 0 ? nameFiles(files) : t('what differs from {0}', changedSince ?? '');
}

function toPlace({ workspaceRoot, targets }: ToolTargets): NamedPlace {
  return { workspaceRoot, targets: targets.map(({ target }) => target) };
}

interface ToolCall {
  readonly context: CommandContext;
  readonly token: vscode.CancellationToken;
}

/** Performs the run of a tool to its end. @throws vscode.CancellationError; AppError */
async function perform<R extends TaskRequest>(
  request: R,
  { targets }: ToolTargets,
  { context, token }: ToolCall,
): Promise<SummaryOf<R>> {
  assertCanRun(context, request.type);
  await saveTargets(targets);
  await context.keys.load();
  const { result } = await followRun(context, request, { door: 'tool', token });
  if (result.status === 'failed') throw result.error;
  if (result.status === 'cancelled') throw new vscode.CancellationError();
  return result.summary;
}
