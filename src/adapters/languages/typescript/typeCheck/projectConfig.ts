import fs from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';
import { checkingOptions } from './checkingOptions';
import { type ParsedConfig, parseConfig } from './parsedConfig';

/** What a tsconfig.json says of the files that are to be checked. */
export interface ProjectConfig {
  readonly path: string;
  readonly options: ts.CompilerOptions;
  /** Files that hold for the whole project without being imported: ambient types, and what prepares the tests. */
  readonly ambientFiles: readonly string[];
}

export type FindConfigResult =
  | { readonly status: 'found'; readonly config: ProjectConfig }
  | { readonly status: 'unavailable'; readonly reason: string };

const ambientFile = /\.d\.[cm]?ts$|(?:^|[/.-])setup[^/]*(?<!\.test|\.spec)\.[cm]?tsx?$/i;

/**
 * The configuration that holds for a file, which need not exist: the nearest tsconfig.json upwards, or the one of those it refers
 * to that includes the file. A config that includes it is not asked for: tests are often left out of the build.
 */
export function findProjectConfig(file: string, workspaceRoot: string): FindConfigResult {
  const nearest = findUpwards(path.dirname(file), workspaceRoot);
  if (nearest === undefined) {
    return { status: 'unavailable', reason: `There is no tsconfig.json for ${path.basename(file)}.` };
  }
  const result = parseConfig(nearest);
  if (result.status === 'unreadable') return { status: 'unavailable', reason: result.reason };
  const chosen = referencedConfig(result.config, file) ?? result.config;
  const { options, fileNames } = chosen.commandLine;
  return {
    status: 'found',
    config: {
      path: chosen.path,
      options: checkingOptions(options, path.dirname(chosen.path)),
      ambientFiles: fileNames.filter((name) => ambientFile.test(name)),
    },
  };
}

/**
 * A config that only points to others (as Vite's templates have it) speaks for no file: then it is the one that includes the file,
 * else the first.
 */
function referencedConfig(config: ParsedConfig, file: string): ParsedConfig | undefined {
  const { projectReferences = [], fileNames } = config.commandLine;
  if (projectReferences.length === 0 || config.includes(file)) return undefined;
  const referenced = projectReferences.flatMap((reference) => {
    const target = reference.path.endsWith('.json')
      ? reference.path
      : path.join(reference.path, 'tsconfig.json');
    const result = parseConfig(target);
    return result.status === 'parsed' ? [result.config] : [];
  });
  const including = referenced.find((candidate) => candidate.includes(file));
  return including ?? (fileNames.length === 0 ? referenced[0] : undefined);
}

function findUpwards(folder: string, root: string): string | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    const candidate = path.join(current, 'tsconfig.json');
    if (fs.existsSync(candidate)) return candidate;
    if (current === root || current === path.dirname(current)) return undefined;
  }
}
