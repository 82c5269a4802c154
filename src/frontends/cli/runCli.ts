import { Command, CommanderError, Option } from 'commander';
import { describeError } from '../../base/error';
import type { TaskType } from '../../core/fleet/task';
import { testFrameworkIds } from '../../core/testing/testProject';
import type { CliHost } from './cliHost';
import { exitCodes } from './exitCodes';
import { performRun, type RunOptions } from './performRun';
import { undoRun } from './undoRun';
import { UsageError } from './usageError';

const taskCommands: readonly { name: string; type: TaskType; description: string }[] = [
  {
    name: 'generate',
    type: 'generate-tests',
    description: 'write tests for source files with the embedded engine (no model, no key, no cost)',
  },
  {
    name: 'coverage',
    type: 'analyze-coverage',
    description: 'show what the tests execute of source files, and what they leave out',
  },
  {
    name: 'gate',
    type: 'quality-gate',
    description: 'judge source files and their tests by the quality gate; exit code 1 when it does not pass',
  },
];

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
  for (const { name, type, description } of taskCommands) {
    addRunOptions(program.command(name).description(description)).action(
      async (files: string[], options: RunOptions) => {
        exitCode = await performRun(type, files, { options, host });
      },
    );
  }
  program
    .command('undo')
    .description('take back what the last run changed')
    .option('-w, --workspace <dir>', 'folder the run was made in', '.')
    .action(async (options: { workspace: string }) => {
      exitCode = await undoRun(options.workspace, host);
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

/** The argument and the options that every command with a run has. */
function addRunOptions(command: Command): Command {
  return command
    .argument('<files...>', 'source files, relative to the current folder or to the workspace')
    .option('-w, --workspace <dir>', 'folder the files belong to', '.')
    .addOption(
      new Option('-f, --framework <name>', 'test framework, instead of the detected one').choices(
        testFrameworkIds,
      ),
    )
    .option('-v, --verbose', 'print what the test runner prints', false)
    .option('-c, --config <file>', 'JSON file with settings, before those of the workspace and the user')
    .option('--metrics <file>', 'write metrics of the run to the file, in the Prometheus text format');
}
