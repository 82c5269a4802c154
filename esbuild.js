// One run builds every entry and every lazy chunk, and prints their sizes against their budgets.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const repository = __dirname;
const outdir = path.join(repository, 'dist');

/** Packages too heavy for start-up; like every `await import('./local')` they become a chunk that is loaded when first needed. */
const lazyPackages = ['typescript', 'sql.js'];

/** Minified sizes in KiB that a build must not exceed. */
const budgetsKiB = {
  'extension.js': 250,
  'cli.js': 300,
  'mcpServer.js': 750,
  'sandboxWorker.js': 490,
  'storageWorker.js': 230,
  'typeCheckWorker.js': 60,
  'mutationWorker.js': 2100,
  'coverageProbe.js': 30,
  'mochaReporter.js': 20,
  'nodeTestReporter.js': 20,
  'webview.js': 150,
  'webview.css': 10,
  'chunks/createAiSdkModel.js': 800,
  'chunks/typescript.js': 3700,
  'chunks/sqlJs.js': 80,
};

const nodeEntries = [
  'extension',
  'cli',
  'mcpServer',
  'sandboxWorker',
  'storageWorker',
  'typeCheckWorker',
  'mutationWorker',
  'coverageProbe',
  'mochaReporter',
  'nodeTestReporter',
];

/** @param module absolute, without its ending */
function isEntry(module) {
  return nodeEntries.some((name) => path.join(repository, 'src', name) === module);
}

/** `sql.js` → `sqlJs`, `../a/openWorkbench` → `openWorkbench`. */
function chunkNameOf(specifier) {
  return path.basename(specifier).replace(/\.(\w)/g, (_, letter) => letter.toUpperCase());
}

/** CommonJS output cannot be split by esbuild: lazy imports are left standing, and what they name is built as a file of its own. */
function lazyChunks(chunks, prefix) {
  const isLazyPackage = (specifier) => lazyPackages.includes(specifier);
  return {
    name: 'lazy-chunks',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: specifier, kind, resolveDir }) => {
        const isLazyModule = kind === 'dynamic-import' && specifier.startsWith('.');
        // An entry is a file of its own already.
        if (isLazyModule && isEntry(path.resolve(resolveDir, specifier)))
          return { path: `./${path.basename(specifier)}.js`, external: true };
        if (!isLazyModule && !isLazyPackage(specifier)) return undefined;
        const name = chunkNameOf(specifier);
        const entry = isLazyModule ? path.resolve(resolveDir, specifier) : specifier;
        const known = chunks.get(name);
        if (known && known !== entry)
          return { errors: [{ text: `Two lazy modules are called ${name}: ${known} and ${entry}` }] };
        chunks.set(name, entry);
        return { path: `${prefix}${name}.js`, external: true };
      });
    },
  };
}

/** Error texts in 40 languages make up a third of zod; ours are English. */
const zodInEnglish = {
  name: 'zod-in-english',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.(js|cjs)$/ }, ({ path: file }) => ({
      contents: 'export { default as en } from "./en.js"',
      loader: 'js',
      resolveDir: path.dirname(file),
    }));
  },
};

/**
 * Of Stryker's instrumenter only the mutating is wanted: sources are parsed by our own means, its schema of options is a file that
 * would have to lie beside the bundle, and nobody extends it by plugins.
 */
const strykerAlone = {
  name: 'stryker-alone',
  setup(build) {
    const replace = (filter, contents) => build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    replace(
      /@stryker-mutator[\\/]api[\\/]dist[\\/]src[\\/]core[\\/]stryker-options-schema\.js$/,
      'export const strykerCoreSchema = {};',
    );
    replace(
      /@stryker-mutator[\\/]instrumenter[\\/]dist[\\/]src[\\/]parsers[\\/]create-parser\.js$/,
      'export const createParser = undefined; export const getFormat = undefined;',
    );
    replace(
      /@stryker-mutator[\\/]instrumenter[\\/]dist[\\/]src[\\/]frameworks[\\/]index\.js$/,
      'export const strykerPlugins = [];',
    );
  },
};

const shared = {
  absWorkingDir: repository,
  bundle: true,
  minify: true,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};

const forNode = { ...shared, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] };

const forWebview = {
  ...shared,
  entryPoints: { webview: 'src/frontends/webview/main.tsx' },
  outdir,
  platform: 'browser',
  format: 'iife',
  target: 'chrome120',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfig: 'src/frontends/webview/tsconfig.json',
};

/** Builds everything. `write: false` only measures; `sourcemap` as in esbuild. Returns one metafile for all outputs. */
async function bundle({ write = true, sourcemap = false } = {}) {
  const metafile = { inputs: {}, outputs: {} };
  const run = async (options) => {
    const result = await esbuild.build({ ...options, write, sourcemap });
    Object.assign(metafile.inputs, result.metafile.inputs);
    Object.assign(metafile.outputs, result.metafile.outputs);
  };
  const chunks = new Map();
  const entryPoints = nodeEntries.map((name) => `src/${name}.ts`);
  await run({
    ...forNode,
    entryPoints,
    outdir,
    plugins: [lazyChunks(chunks, './chunks/'), zodInEnglish, strykerAlone],
  });
  for (const [name, entry] of chunks) {
    // A chunk may name further ones; a Map goes on over what is added while it is walked.
    const plugins = lazyPackages.includes(entry) ? [] : [lazyChunks(chunks, './'), zodInEnglish];
    await run({ ...forNode, entryPoints: { [name]: entry }, outdir: path.join(outdir, 'chunks'), plugins });
  }
  await run(forWebview);
  return metafile;
}

function printSizes(outputs) {
  let isWithinBudget = true;
  for (const [file, { bytes }] of Object.entries(outputs)) {
    const name = path.posix.relative('dist', file);
    if (name.endsWith('.map')) continue;
    const budget = budgetsKiB[name];
    const sizeKiB = bytes / 1024;
    const isOver = budget !== undefined && sizeKiB > budget;
    isWithinBudget &&= !isOver;
    const verdict = budget === undefined ? '' : `${isOver ? 'OVER the budget of' : 'of'} ${budget} KiB`;
    console.error(`${name.padEnd(38)} ${sizeKiB.toFixed(1).padStart(8)} KiB ${verdict}`);
  }
  return isWithinBudget;
}

/** The compiler reads its declarations of the language from files beside it, and in a bundle it has none. */
function compilerLibraries() {
  const folder = path.dirname(require.resolve('typescript'));
  const names = fs.readdirSync(folder).filter((name) => /^lib\..*\.?d\.ts$/.test(name));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

async function buildOnce() {
  fs.rmSync(outdir, { recursive: true, force: true });
  fs.mkdirSync(outdir, { recursive: true });
  fs.copyFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'), path.join(outdir, 'sql-wasm.wasm'));
  fs.writeFileSync(path.join(outdir, 'typescriptLibrary.json'), JSON.stringify(compilerLibraries()));
  const { outputs } = await bundle({ sourcemap: process.argv.includes('--production') ? false : 'linked' });
  if (!printSizes(outputs)) process.exitCode = 1;
}

/** Builds again whenever a source changes. */
async function watch() {
  await buildOnce();
  let pending;
  fs.watch(path.join(repository, 'src'), { recursive: true }, () => {
    clearTimeout(pending);
    pending = setTimeout(() => buildOnce().catch((error) => console.error(error.message)), 200);
  });
}

if (require.main === module) {
  (process.argv.includes('--watch') ? watch() : buildOnce()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

module.exports = { bundle, budgetsKiB, compilerLibraries, strykerAlone };
