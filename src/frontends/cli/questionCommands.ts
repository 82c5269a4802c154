import { type Command, Option } from 'commander';
import { costGroupings, costPeriods } from '../../core/reports/costReport';
import type { AnswerOptions, CommandContext } from './commandContext';
import { explainRoute } from './explainRoute';
import { addSettingsOptions, type SettingsOptions } from './settingsOptions';
import { type CostsOptions, showCosts } from './showCosts';
import { showModels } from './showModels';
import { undoRun } from './undoRun';

type Options = SettingsOptions & AnswerOptions;

/** Adds the commands that run nothing. */
export function addQuestionCommands(program: Command, context: CommandContext): void {
  const { host } = context;
  withFormats(addSettingsOptions(program.command('models')))
    .description('show the models that can be chosen, with prices, and whether they can be used now')
    .action((options: Options) => context.perform('models', options, () => showModels(options, host)));
  withFormats(addSettingsOptions(program.command('costs')), 'csv')
    .description('show what was spent, and on what')
    .addOption(
      new Option('--period <period>', 'the current one of these').choices(costPeriods).default('month'),
    )
    .addOption(
      new Option('--by <group>', 'what to add up by; call: every call by itself, as csv or json')
        .choices([...costGroupings, 'call'])
        .default('model'),
    )
    .action((options: CostsOptions) => context.perform('costs', options, () => showCosts(options, host)));
  withFormats(addSettingsOptions(program.command('route')))
    .description('say which model would do a file and why; spends nothing')
    .argument('<file>', 'source file, relative to the current folder or to the workspace')
    .action((file: string, options: Options) =>
      context.perform('route', options, () => explainRoute(file, options, host)),
    );
  withFormats(program.command('undo'))
    .description('take back what the last run changed')
    .option('-w, --workspace <dir>', 'folder the run was made in', '.')
    .action((options: Options) => context.perform('undo', options, () => undoRun(options, host)));
}

function withFormats(command: Command, ...further: readonly string[]): Command {
  return command.addOption(
    new Option('--format <format>', 'what to print').choices(['text', 'json', ...further]).default('text'),
  );
}
