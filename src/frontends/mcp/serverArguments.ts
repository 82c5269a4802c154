import { parseArgs } from 'node:util';
import { describeError } from '../../base/error';

export const usage = `Usage: agentic-qe mcp [options], or agentic-qe-mcp [options]

Serves the tools of the Agentic QE Fleet to MCP clients, over standard input and output.

Options:
  --http PORT      serve HTTP on 127.0.0.1 instead (0: any free port); the address and a bearer token are printed
                   to standard error, unless AGENTIC_QE_MCP_TOKEN holds one
  --workspace DIR  folder whose code may be executed; may be given several times (default: the current folder)
  --config FILE    configuration file, besides agentic-qe.json of the one workspace and that of the user
  --version        print the version
  --help           print this
`;

export type ServerArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'usage-error'; readonly message: string }
  | {
      readonly kind: 'serve';
      /** Undefined: standard input and output. */
      readonly httpPort: number | undefined;
      /** As given; none: the current folder. */
      readonly folders: readonly string[];
      /** As given. */
      readonly configPath: string | undefined;
    };

/** Reads the command line (without `node` and the script). */
export function parseServerArguments(args: readonly string[]): ServerArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      options: {
        http: { type: 'string' },
        workspace: { type: 'string', multiple: true, short: 'w' },
        config: { type: 'string', short: 'c' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { kind: 'help' };
    if (values.version) return { kind: 'version' };
    const { http, workspace: folders = [], config: configPath } = values;
    if (http === undefined) return { kind: 'serve', httpPort: undefined, folders, configPath };
    if (!/^\d{1,5}$/.test(http) || Number(http) > 65_535)
      return { kind: 'usage-error', message: `--http takes a port from 0 to 65535, not ${http}.` };
    return { kind: 'serve', httpPort: Number(http), folders, configPath };
  } catch (error) {
    return { kind: 'usage-error', message: describeError(error) };
  }
}
