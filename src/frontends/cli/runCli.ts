import { Command, CommanderError, Option } from 'commander';
import { describeError } from '../../base/error';
import type { FleetRun } from '../../core/fleet/fleetRun';
import type { Services } from '../../core/services';
import { type TestFrameworkId, testFrameworkIds } from '../../core/testing/testProject';
import { exitCodes } from './exitCodes';
import { type Terminal, TextReporter } from './textReporter';

/** What the process around the CLI brings. */
export interface CliHost {
  readonly version: string;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  createServices(): Services;
  /**
   * Absolute path of a file or folder named on the command line, symbolic links resolved; undefined when there is none.
   * @param folder that a relative path starts from; default: the current folder
   */
  resolvePath(path: string, folder?: string): string | undefined;
  /** Workspace-relative path with forward slashes; undefined when the file lies outside the workspace. */
  relativePath(workspaceRoot: string, file: string): string | undefined;
  /** Calls `listener` when the process is asked to end (Ctrl-C, closed terminal, kill); the second time it ends at once. */
  onInterrupt(listener: () => void): void;
}

interface GenerateOptions {
  readonly workspace: string;
  readonly framework?: TestFrameworkId;
  readonly verbose: boolean;
}

/** Runs one command line (without `node` and the script). @returns the exit code, see `exitCodes`. Never throws. */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Command('agentic-qe')
    .description('Generates tests and keeps only those that proved themselves.')
    .version(host.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
    });
  program
    .command('generate')
    .description('write tests for source files with the embedded engine (no model, no key, no cost)')
    .argument('<files...>', 'source files, relative to the current folder or to the workspace')
    .option('-w, --workspace <dir>', 'folder the files belong to', '.')
    .addOption(
      new Option('-f, --framework <name>', 'test framework, instead of the detected one').choices(
        testFrameworkIds,
      ),
    )
    .option('-v, --verbose', 'print what the test runner prints', false)
    .action(async (files: string[], options: GenerateOptions) => {
      exitCode = await generate(files, options, host);
    });
  program
    .command('undo')
    .description('take back what the last run changed')
    .option('-w, --workspace <dir>', 'folder the run was made in', '.')
    .action(async (options: { workspace: string }) => {
      exitCode = await undo(options.workspace, host);
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    host.stderr.write(`Error: ${describeError(error)}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.environment;
  }
}

class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function generate(files: readonly string[], options: GenerateOptions, host: CliHost): Promise<number> {
  const workspaceRoot = resolveWorkspace(options.workspace, host);
  const targets = files.map((file) => {
    const absolute = host.resolvePath(file) ?? host.resolvePath(file, workspaceRoot);
    if (!absolute)
      throw new UsageError(`${file} exists neither in the current folder nor in ${workspaceRoot}.`);
    const path = host.relativePath(workspaceRoot, absolute);
    if (!path)
      throw new UsageError(
        `${file} lies outside the workspace ${workspaceRoot}. Name its folder with --workspace.`,
      );
    return { path };
  });
  const services = host.createServices();
  try {
    const reporter = new TextReporter({ data: host.stdout, talk: host.stderr, isVerbose: options.verbose });
    const run: FleetRun = services.fleet.submit({
      workspaceRoot,
      targets,
      ...(options.framework && { framework: options.framework }),
    });
    host.onInterrupt(() => run.cancel());
    services.streams.subscribe(run.runId, 0, ({ part }) => reporter.report(part));
    const result = await run.result;
    if (result.status === 'cancelled') return exitCodes.cancelled;
    if (result.status === 'failed') return exitCodes.environment;
    if (result.summary.kept > 0) return exitCodes.done;
    return result.summary.failures.length > 0 ? exitCodes.environment : exitCodes.nothingKept;
  } finally {
    await services.close();
  }
}

async function undo(workspace: string, host: CliHost): Promise<number> {
  const workspaceRoot = resolveWorkspace(workspace, host);
  const services = host.createServices();
  try {
    const record = await services.history.lastUndoable(workspaceRoot);
    if (!record) {
      host.stderr.write('There is no run to undo in this workspace.\n');
      return exitCodes.nothingKept;
    }
    const { restored, leftAlone } = await services.history.undo(record);
    for (const path of restored) host.stdout.write(`Restored ${path}\n`);
    for (const path of leftAlone) host.stdout.write(`Left alone, because it was edited since: ${path}\n`);
    return exitCodes.done;
  } finally {
    await services.close();
  }
}

function resolveWorkspace(folder: string, host: CliHost): string {
  const workspaceRoot = host.resolvePath(folder);
  if (!workspaceRoot) throw new UsageError(`The workspace ${folder} does not exist.`);
  return workspaceRoot;
}
