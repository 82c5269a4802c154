import { Command, CommanderError } from 'commander';
import { describeError } from '../../base/error';
import type { CliHost } from './cliHost';
import { CommandContext } from './commandContext';
import { exitCodes } from './exitCodes';
import { addFlagsCommand } from './flagsCommand';
import { addQuestionCommands } from './questionCommands';
import { addRunCommands } from './runCommands';

/** Runs one command line (without `node` and the script). @returns the exit code, see `exitCodes`. Never throws. */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  const context = new CommandContext(host);
  const program = new Command('agentic-qe')
    .description('Generates tests and keeps only those that proved themselves.')
    .version(host.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
    });
  addRunCommands(program, context);
  addQuestionCommands(program, context);
  addFlagsCommand(program, context);
  addServerCommand(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    host.stderr.write(`Error: ${describeError(error)}\n`);
    return exitCodes.environment;
  }
}

/** The server reads its options itself, and its help is its own. */
function addServerCommand(program: Command, context: CommandContext): void {
  program
    .command('mcp')
    .description('serve the tools to MCP clients, over standard input and output or with --http <port>')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[options...]', 'those of agentic-qe-mcp; agentic-qe mcp --help shows them')
    .action(async (options: string[]) => {
      context.exitCode = await context.host.serveMcp(options);
    });
}
