import { Command, CommanderError, Option } from 'commander';
import { AppError, describeError } from '../../base/error';
import type { TaskType } from '../../core/fleet/task';
import { costGroupings, costPeriods } from '../../core/reports/costReport';
import { testFrameworkIds } from '../../core/testing/testProject';
import type { CliHost } from './cliHost';
import { addCoverageOptions } from './coverageOptions';
import { failureExitCode } from './exitCodeOf';
import { exitCodes } from './exitCodes';
import { explainRoute } from './explainRoute';
import { addGenerateOptions } from './generateOptions';
import { performRun, type RunOptions } from './performRun';
import type { SettingsOptions } from './settingsOptions';
import { type CostsOptions, showCosts } from './showCosts';
import { type ModelsOptions, showModels } from './showModels';
import { undoRun } from './undoRun';
import { UsageError } from './usageError';

const taskCommands: readonly { name: string; type: TaskType; description: string }[] = [
  {
    name: 'generate',
    type: 'generate-tests',
    description: 'write tests for source files and keep those that proved themselves',
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
    const command = addRunOptions(program.command(name).description(description));
    if (type === 'generate-tests') addGenerateOptions(command);
    if (type === 'analyze-coverage') addCoverageOptions(command);
    if (type === 'quality-gate') addGateOptions(command);
    command.action(async (files: string[], options: RunOptions) => {
      exitCode = await performRun(type, files, { options, host });
    });
  }
  addSettingsOptions(program.command('models'))
    .description('show the models that can be chosen, with prices, and whether they can be used now')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (options: ModelsOptions) => {
      exitCode = await showModels(options, host);
    });
  addSettingsOptions(program.command('costs'))
    .description('show what was spent, and on what')
    .addOption(
      new Option('--period <period>', 'the current one of these').choices(costPeriods).default('month'),
    )
    .addOption(
      new Option('--by <group>', 'what to add up by; call: every call by itself, as csv or json')
        .choices([...costGroupings, 'call'])
        .default('model'),
    )
    .addOption(
      new Option('--format <format>', 'what to print').choices(['text', 'csv', 'json']).default('text'),
    )
    .action(async (options: CostsOptions) => {
      exitCode = await showCosts(options, host);
    });
  addSettingsOptions(program.command('route'))
    .description('say which model would do a file and why; spends nothing')
    .argument('<file>', 'source file, relative to the current folder or to the workspace')
    .action(async (file: string, options: SettingsOptions) => {
      exitCode = await explainRoute(file, options, host);
    });
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
    if (error instanceof UsageError) return exitCodes.usage;
    return error instanceof AppError ? failureExitCode(error.code) : exitCodes.environment;
  }
}

/** Options of every command that reads settings and works on no file. */
function addSettingsOptions(command: Command): Command {
  return command
    .option('-w, --workspace <dir>', 'folder whose settings hold', '.')
    .option('-c, --config <file>', 'JSON file with settings, before those of the workspace and the user');
}

/** What a gate alone has. */
function addGateOptions(command: Command): Command {
  return command
    .option(
      '--changed <base>',
      'branch, tag or commit that changed lines are judged against; without files, all that differ are judged',
    )
    .option(
      '--report <file>',
      'write the report to the file, in the form of its ending: .xml (JUnit), .sarif, .md or .json; may be repeated',
      (file: string, earlier: readonly string[] = []) => [...earlier, file],
    );
}

/** The argument and the options that every command with a run has. Files that differ need not be named. */
function addRunOptions(command: Command): Command {
  return command
    .argument(
      '[files...]',
      'source files, relative to the current folder or to the workspace; none with --changed: all that differ',
    )
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
