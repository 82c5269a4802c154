import type { ModuleSystem } from '../../synthesis/moduleModel';
import type { ImportLine, ReadImport, ReadTest } from '../../testing/languageAdapter';
import type { CandidateRequest, TestStyle } from '../candidate';

export type ImportsResult =
  | { readonly status: 'allowed'; readonly lines: readonly ImportLine[] }
  /** In one sentence. */
  | { readonly status: 'refused'; readonly reason: string };

/** Modules of Node.js that compute and do nothing else. */
const harmlessModules = new Set([
  'buffer',
  'events',
  'path',
  'path/posix',
  'querystring',
  'string_decoder',
  'url',
  'util',
]);
const assertModules = new Set(['assert', 'assert/strict']);

type ImportedName = Pick<ReadImport, 'exported' | 'local'>;

interface Framework {
  /** As `ReadImport.module` has it. */
  readonly module: string;
  readonly specifier: string;
  /** What every file needs. */
  readonly always: readonly string[];
  /** What a test may use besides. */
  readonly known: readonly string[];
}

const frameworks: Readonly<Record<TestStyle['framework'], Framework>> = {
  vitest: {
    module: 'vitest',
    specifier: 'vitest',
    always: ['describe', 'it'],
    known: ['expect', 'vi', 'expectTypeOf', 'assertType'],
  },
  jest: {
    module: '@jest/globals',
    specifier: '@jest/globals',
    always: ['describe', 'it'],
    known: ['expect', 'jest'],
  },
  mocha: { module: 'mocha', specifier: 'mocha', always: [], known: [] },
  'node-test': { module: 'test', specifier: 'node:test', always: ['describe', 'it'], known: ['mock'] },
};

/**
 * What a candidate has to import: the module under test, its framework in the way of the project, assertions (always the strict
 * ones), and what of Node.js does no harm. Anything else is refused.
 */
export function importsOf(test: ReadTest, { style, model }: CandidateRequest): ImportsResult {
  const framework = frameworks[style.framework];
  const lines: ImportLine[] = [];
  const fromFramework = new Set(test.globals.filter((name) => framework.known.includes(name)));
  for (const read of test.imports) {
    if (read.module === style.moduleSpecifier) lines.push(ownLine(read, style, model.moduleSystem));
    else if (assertModules.has(read.module)) lines.push(assertLine(read, style));
    else if (read.module === framework.module) fromFramework.add(nameIn(read));
    else if (harmlessModules.has(read.module)) lines.push(plainLine(`node:${read.module}`, read, style));
    else
      return {
        status: 'refused',
        reason: `It imports ${read.module}; only the module under test is needed.`,
      };
  }
  const usesAssert = test.globals.includes('assert');
  if (usesAssert && (style.framework === 'mocha' || style.framework === 'node-test'))
    lines.push(assertLine({ exported: 'default', local: 'assert' }, style));
  return { status: 'allowed', lines: [...frameworkLines(framework, fromFramework, style), ...lines] };
}

function frameworkLines(
  { specifier, always, known }: Framework,
  used: ReadonlySet<string>,
  { hasGlobals, moduleStyle: style, framework }: TestStyle,
): readonly ImportLine[] {
  if (framework === 'mocha') return [];
  if (!hasGlobals || framework === 'node-test') {
    const isFrameworks = (name: string): boolean => known.includes(name.split(' as ', 1)[0] ?? '');
    return [{ specifier, style, names: [...always, ...[...used].filter(isFrameworks)] }];
  }
  // Jest's own object is no global in an ES module.
  return framework === 'jest' && style === 'import' && used.has('jest')
    ? [{ specifier, style, names: ['jest'] }]
    : [];
}

function ownLine(
  { module, exported, local }: ReadImport,
  { moduleStyle: style }: TestStyle,
  moduleSystem: ModuleSystem,
): ImportLine {
  const base = { specifier: module, style };
  const isCommonJs = moduleSystem === 'commonjs';
  if (exported === '*' && !(isCommonJs && style === 'import'))
    return { ...base, namespaceName: local, names: [] };
  // What a CommonJS module exports is, to an import, its default.
  const isWhole = exported === '*' || (exported === 'default' && (style === 'import' || isCommonJs));
  if (isWhole) return { ...base, defaultName: local, names: [] };
  return { ...base, names: [nameIn({ exported, local })] };
}

function assertLine(read: ImportedName, { moduleStyle: style }: TestStyle): ImportLine {
  const base = { specifier: 'node:assert/strict', style };
  const isWhole = ['default', '*', 'strict'].includes(read.exported);
  return isWhole ? { ...base, defaultName: read.local, names: [] } : { ...base, names: [nameIn(read)] };
}

function plainLine(specifier: string, read: ImportedName, { moduleStyle: style }: TestStyle): ImportLine {
  const base = { specifier, style };
  if (read.exported === '*') return { ...base, namespaceName: read.local, names: [] };
  if (read.exported === 'default') return { ...base, defaultName: read.local, names: [] };
  return { ...base, names: [nameIn(read)] };
}

/** As `ImportLine.names` has it. */
function nameIn({ exported, local }: ImportedName): string {
  return exported === local ? local : `${exported} as ${local}`;
}
