import { type Command, Option } from 'commander';
import { testFrameworkIds } from '../../core/testing/testProject';
import type { CommandContext } from './commandContext';
import { addCoverageOptions, coverageOutputs } from './coverageOptions';
import { addGenerateOptions } from './generateOptions';
import { performRun, type RunCommand, type RunOptions } from './performRun';
import { runFormats } from './runFormat';

/** Adds the commands that submit a task to the fleet. */
export function addRunCommands(program: Command, context: CommandContext): void {
  const generate = addRun(program, context, { name: 'generate', type: 'generate-tests' }, runFormats);
  addGenerateOptions(generate).description(
    'write tests for source files and keep those that proved themselves',
  );
  const coverage = addRun(program, context, { name: 'coverage', type: 'analyze-coverage' }, coverageOutputs);
  addCoverageOptions(coverage).description(
    'show what the tests execute of source files, and what they leave out',
  );
  const gate = addRun(program, context, { name: 'gate', type: 'quality-gate' }, runFormats);
  addGateOptions(gate).description(
    'judge source files and their tests by the quality gate; exit code 1 when it does not pass',
  );
}

/** The argument and the options that every command with a run has. Files that differ need not be named. */
function addRun(
  program: Command,
  context: CommandContext,
  run: RunCommand,
  formats: readonly string[],
): Command {
  return program
    .command(run.name)
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
    .option('--metrics <file>', 'write metrics of the run to the file, in the Prometheus text format')
    .addOption(
      new Option('--format <format>', 'what to print; ndjson: every event as it happens, then the result')
        .choices(formats)
        .default('text'),
    )
    .option('--output <file>', 'write the result to the file instead of standard output')
    .action(async (files: string[], options: RunOptions) => {
      await context.perform(run.name, options, () => performRun(run, files, { options, host: context.host }));
    });
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
