import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { type ImportEdge, importsOf, readSource, sourceFiles } from '../support/sourceFiles';

/**
 * The arrow of imports, as src/README.md draws it. Every edge is judged, type-only ones too: `import type` of a higher layer
 * is still knowledge of it.
 */
const corePackages = ['zod', 'zod/mini', 'uuid'];
const adapterPackages: Readonly<Record<string, readonly string[]>> = {
  configuration: ['zod/mini'],
  coverage: [
    'ast-v8-to-istanbul',
    'acorn',
    'typescript',
    'istanbul-lib-coverage',
    'istanbul-lib-report',
    'istanbul-reports/lib/lcovonly',
    '@jridgewell/trace-mapping',
    'zod',
  ],
  languages: ['typescript', 'magic-string'],
  metrics: ['prom-client'],
  mutation: ['@stryker-mutator/instrumenter', '@babel/parser'],
  providers: [
    '@ai-sdk/anthropic',
    '@ai-sdk/google',
    '@ai-sdk/openai',
    '@ai-sdk/openai-compatible',
    '@ai-sdk/provider',
    'zod/mini',
  ],
  sandbox: ['sucrase', 'acorn', 'zod'],
  storage: ['sql.js', 'proper-lockfile', 'zod'],
  testRunners: ['zod'],
};
const frontendPackages: Readonly<Record<string, readonly string[]>> = {
  cli: ['commander'],
  mcp: [
    '@modelcontextprotocol/sdk/server/mcp.js',
    '@modelcontextprotocol/sdk/server/stdio.js',
    '@modelcontextprotocol/sdk/server/streamableHttp.js',
    '@modelcontextprotocol/sdk/shared/protocol.js',
    '@modelcontextprotocol/sdk/shared/transport.js',
    '@modelcontextprotocol/sdk/types.js',
    'zod',
  ],
  vscode: ['vscode', 'zod', 'zod/mini'],
  webview: ['preact', 'preact/hooks', 'uplot', 'uplot/dist/uPlot.min.css'],
};

type Judge = (edge: ImportEdge) => boolean;

const isRelativeTo =
  (...folders: string[]): Judge =>
  ({ to }) =>
    folders.some((folder) => to?.startsWith(`src/${folder}/`));
const isPackage =
  (names: readonly string[]): Judge =>
  ({ to, specifier }) =>
    to === undefined && names.includes(specifier);
const isNode: Judge = ({ to, specifier }) => to === undefined && isBuiltin(specifier);
const anyOf =
  (...judges: Judge[]): Judge =>
  (edge) =>
    judges.some((judge) => judge(edge));

function allowedFrom(file: string): Judge {
  const [, layer = '', part = ''] = file.split('/');
  const isPureBase: Judge = (edge) => isRelativeTo('base')(edge) && !isRelativeTo('base/node')(edge);
  switch (layer) {
    case 'base':
      return part === 'node' ? anyOf(isRelativeTo('base'), isNode) : isPureBase;
    case 'core':
      return anyOf(isPureBase, isRelativeTo('core'), isPackage(corePackages));
    case 'adapters':
      return anyOf(
        isRelativeTo('base', 'core', `adapters/${part}`),
        isNode,
        isPackage(adapterPackages[part] ?? []),
      );
    case 'frontends':
      return part === 'webview'
        ? anyOf(
            isPureBase,
            isRelativeTo('frontends/webview'),
            isPackage(frontendPackages.webview ?? []),
            isTypeOnlyCore,
          )
        : anyOf(
            isPureBase,
            isRelativeTo('core', `frontends/${part}`),
            isNode,
            isPackage(frontendPackages[part] ?? []),
            ({ to }) => part === 'vscode' && to !== undefined && panelWords.has(to),
          );
    case 'composition':
      return anyOf(isRelativeTo('base', 'core', 'adapters', 'composition'), isNode);
    default:
      return isEntryEdge(file);
  }
}

/** What the extension host and the panel say to each other. */
const panelWords: ReadonlySet<string> = new Set(
  ['protocol', 'reports', 'figures'].map((name) => `src/frontends/webview/${name}.ts`),
);

/** The webview shows what core made, but must not run its code. */
const isTypeOnlyCore: Judge = ({ from, specifier, to }) => {
  if (!to?.startsWith('src/core/')) return false;
  const statement = new RegExp(`import type [^;]*from '${specifier.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}'`);
  return statement.test(readSource(from));
};

const workerEntries = [
  'src/sandboxWorker.ts',
  'src/storageWorker.ts',
  'src/typeCheckWorker.ts',
  'src/mutationWorker.ts',
  'src/coverageProbe.ts',
  'src/mochaReporter.ts',
  'src/nodeTestReporter.ts',
];

function isEntryEdge(file: string): Judge {
  if (workerEntries.includes(file)) return anyOf(isRelativeTo('base', 'core', 'adapters'), isNode);
  return anyOf(
    isRelativeTo('base', 'core', 'composition', 'frontends/cli', 'frontends/mcp', 'frontends/vscode'),
    isNode,
    ({ specifier }) => specifier === 'vscode' || specifier.endsWith('/package.json'),
    // `agentic-qe mcp` is the other entry, loaded when it is asked for.
    ({ from, to }) => from === 'src/cli.ts' && to === 'src/mcpServer.ts',
  );
}

describe('layers', () => {
  const files = sourceFiles('src');

  it('imports only point along the arrow base ← core ← adapters / frontends ← composition ← entries', () => {
    const wrong = files.flatMap((file) => importsOf(file).filter((edge) => !allowedFrom(file)(edge)));
    assert.deepEqual(
      wrong.map(({ from, specifier }) => `${from} imports ${specifier}`),
      [],
    );
  });

  it('has no import cycles', () => {
    const edges = new Map(files.map((file) => [file, importsOf(file).flatMap(({ to }) => (to ? [to] : []))]));
    const cycle = findCycle(edges);
    assert.equal(cycle?.join(' → '), undefined);
  });

  it('has no barrels and no default exports', () => {
    const barrels = files.filter(
      (file) => /\/index\.tsx?$/.test(file) || /^export \* from/m.test(readSource(file)),
    );
    const defaults = files.filter((file) => /^export default/m.test(readSource(file)));
    assert.deepEqual({ barrels, defaults }, { barrels: [], defaults: [] });
  });

  it('keeps files small: none over 400 lines', () => {
    const long = files
      .map((file) => ({ file, lines: readSource(file).split('\n').length }))
      .filter(({ lines }) => lines > 400);
    assert.deepEqual(long, []);
  });
});

function findCycle(edges: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of edges.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of edges.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}
