import { onAbort } from '../../base/abort';
import { describeError } from '../../base/error';
import type { RunResult } from '../../core/fleet/fleetRun';
import type { TaskRequest, TaskType } from '../../core/fleet/task';
import type { Services } from '../../core/services';
import type { TestFrameworkId } from '../../core/testing/testProject';
import { assertModelUsable } from './assertModelUsable';
import type { CliHost } from './cliHost';
import type { CommandName } from './commandRecord';
import { createConfirmSpending } from './confirmSpending';
import { type CoverageOptions, type CoverageOutput, coverageScope } from './coverageOptions';
import { exitCodeOf } from './exitCodeOf';
import { exitCodes } from './exitCodes';
import { resolveReports, writeReports } from './gateReports';
import { type GenerateOptions, generationScope, hasAgreedToSpend } from './generateOptions';
import { modelOptions } from './modelOptions';
import { resolveOutputFile, writeOutputFile } from './outputFile';
import { RunOutput } from './runOutput';
import { resolveConfigFile, resolveTargets, resolveWorkspace } from './targets';
import { UsageError } from './usageError';

/** A command with a run, and the kind of its task. */
export interface RunCommand {
  readonly name: CommandName;
  readonly type: TaskType;
}

/** Options that every command with a run has. */
export interface RunOptions extends GenerateOptions, CoverageOptions {
  readonly workspace: string;
  readonly framework?: TestFrameworkId;
  readonly verbose: boolean;
  readonly format: CoverageOutput;
  /** File that gets the data instead of stdout. */
  readonly output?: string;
  /** File with settings. */
  readonly config?: string;
  /** File for the metrics at the end. */
  readonly metrics?: string;
  /** Branch, tag or commit that changed lines are judged against. */
  readonly changed?: string;
  /** Files for the report of a gate. */
  readonly report?: readonly string[];
}

/**
 * Performs one task on files of the command line and reports it. The run is read as fast as its output is taken.
 * @returns the exit code. @throws UsageError, ProviderError for a named model that cannot be used, ConfigError
 */
export async function performRun(
  { name, type }: RunCommand,
  files: readonly string[],
  { options, host }: { readonly options: RunOptions; readonly host: CliHost },
): Promise<number> {
  const workspaceRoot = resolveWorkspace(options.workspace, host);
  if (files.length === 0 && options.changed === undefined)
    throw new UsageError('Name source files, or with --changed the branch from which they differ.');
  const targets = resolveTargets(files, workspaceRoot, host);
  const metricsFile =
    options.metrics === undefined ? undefined : await resolveOutputFile(options.metrics, '--metrics');
  const reports = await resolveReports(options.report ?? []);
  const outputFile =
    options.output === undefined ? undefined : await resolveOutputFile(options.output, '--output');
  const configPath = options.config === undefined ? undefined : resolveConfigFile(options.config, host);
  const explicit = modelOptions(options);
  const services = host.createServices({
    workspaceRoot,
    ...(configPath && { configPath }),
    ...(explicit && { options: explicit }),
    confirmSpending: createConfirmSpending({
      isAgreed: hasAgreedToSpend(options),
      say: (text) => void host.stderr.write(text),
      ask: host.ask,
    }),
  });
  const interruption = new AbortController();
  host.onInterrupt(() => interruption.abort());
  const { signal } = interruption;
  try {
    assertModelUsable(options.model, services);
    const framework = options.framework && { framework: options.framework };
    const changedSince = options.changed === undefined ? {} : { changedSince: options.changed };
    const scope = {
      ...(type === 'generate-tests' && generationScope(options)),
      ...(type === 'analyze-coverage' && coverageScope(options, workspaceRoot, host)),
    };
    const request: TaskRequest = { type, workspaceRoot, targets, ...framework, ...changedSince, ...scope };
    const output = new RunOutput({
      command: name,
      format: options.format,
      file: outputFile,
      isVerbose: options.verbose,
      host,
    });
    // The run waits for its readers, one of which may be the one that is stuck.
    onAbort(signal, () => output.stopWaiting());
    const result = await followRun(services, request, { output, signal });
    let exitCode = (await writeReports(reports, result, { host, signal })) ?? exitCodeOf(result);
    if (metricsFile !== undefined && !(await wroteMetrics(services, metricsFile, { host, signal })))
      exitCode = signal.aborted ? exitCodes.cancelled : exitCodes.environment;
    await output.finish(result, exitCode, signal);
    return exitCode;
  } finally {
    await services.close();
  }
}

async function followRun(
  services: Services,
  request: TaskRequest,
  { output, signal }: { readonly output: RunOutput; readonly signal: AbortSignal },
): Promise<RunResult> {
  const run = services.fleet.submit(request);
  onAbort(signal, () => run.cancel());
  const toTheEnd = new AbortController().signal;
  for await (const entry of services.streams.read(run.runId, 0, toTheEnd)) await output.report(entry);
  return await run.result;
}

/** False when the file could not be written, which the user is told: the run itself is not undone by it. */
async function wroteMetrics(
  services: Services,
  file: string,
  { host, signal }: { readonly host: CliHost; readonly signal: AbortSignal },
): Promise<boolean> {
  try {
    await writeOutputFile(file, await services.metrics.text(), signal);
    return true;
  } catch (error) {
    host.stderr.write(`Error: The metrics were not written to ${file}: ${describeError(error)}\n`);
    return false;
  }
}
