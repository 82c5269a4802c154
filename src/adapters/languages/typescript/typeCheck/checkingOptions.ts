import fs from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';

/** The options of a project, changed so that its files are only checked. */
export function checkingOptions(options: ts.CompilerOptions, projectFolder: string): ts.CompilerOptions {
  const { configFile, composite, incremental, tsBuildInfoFile, isolatedDeclarations, ...rest } = options;
  return {
    ...defaultsOf(installedMajor(projectFolder)),
    ...rest,
    declaration: false,
    declarationMap: false,
    noEmit: true,
    skipLibCheck: true,
    ignoreDeprecations: '6.0',
  };
}

/** What holds where a config says nothing: up to TypeScript 5 that was looser, and all installed types were there. */
function defaultsOf(major: number | undefined): ts.CompilerOptions {
  const isNew = major !== undefined && major >= 6;
  return isNew ? {} : { strict: false, types: ['*'], noUncheckedSideEffectImports: false };
}

/** The version that the project's own `tsc` has; undefined where none is installed. */
function installedMajor(folder: string): number | undefined {
  for (let current = folder; ; current = path.dirname(current)) {
    const manifest = path.join(current, 'node_modules', 'typescript', 'package.json');
    const major = /"version"\s*:\s*"(\d+)\./.exec(textOf(manifest))?.[1];
    if (major !== undefined) return Number(major);
    if (current === path.dirname(current)) return undefined;
  }
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
