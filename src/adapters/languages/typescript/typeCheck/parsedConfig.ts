import path from 'node:path';
import ts from 'typescript';
import { compilerPath } from './compilerPath';
import { FolderSearch } from './folderSearch';

export type ParseConfigResult =
  | { readonly status: 'parsed'; readonly config: ParsedConfig }
  | { readonly status: 'unreadable'; readonly reason: string };

/** A tsconfig.json with all that it extends. */
export class ParsedConfig {
  constructor(
    readonly path: string,
    readonly commandLine: ts.ParsedCommandLine,
    private readonly searches: readonly FolderSearch[],
  ) {}

  /** Would the config include the file if it existed? */
  includes(file: string): boolean {
    const name = compilerPath(file);
    return this.commandLine.fileNames.includes(name) || this.searches.some((search) => search.finds(name));
  }
}

const cannotReadFile = 5083;
const fileNotFound = 6053;
const isCircular = 18000;

/** An option that this compiler does not know does no harm to the others; text that is no JSON, or a base that is missing, does. */
function isFatal({ code }: ts.Diagnostic): boolean {
  return code < 2000 || [cannotReadFile, fileNotFound, isCircular].includes(code);
}

/** Reads a config and the names of its files. */
export function parseConfig(configPath: string): ParseConfigResult {
  const searches: FolderSearch[] = [];
  const { error } = ts.readConfigFile(configPath, ts.sys.readFile);
  const problems: ts.Diagnostic[] = error ? [error] : [];
  const commandLine = ts.getParsedCommandLineOfConfigFile(configPath, undefined, {
    ...ts.sys,
    readDirectory: (...query) => {
      searches.push(new FolderSearch(query));
      return ts.sys.readDirectory(...query);
    },
    onUnRecoverableConfigFileDiagnostic: (problem) => problems.push(problem),
  });
  const fatal = [...problems, ...(commandLine?.errors ?? [])].find(isFatal);
  if (commandLine && !fatal)
    return { status: 'parsed', config: new ParsedConfig(configPath, commandLine, searches) };
  const detail = fatal ? ` ${ts.flattenDiagnosticMessageText(fatal.messageText, ' ')}` : '';
  return { status: 'unreadable', reason: `${path.basename(configPath)} cannot be read.${detail}` };
}
