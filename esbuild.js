// One run builds every entry, prints sizes against their budgets and writes dist/meta.json, which the conformance tests read.
const { build, context } = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const isWatch = process.argv.includes('--watch');
const outdir = path.join(__dirname, 'dist');

/** Packages too heavy for start-up: each becomes a chunk of its own that is loaded when first needed. */
const lazyPackages = { typescript: 'typescript', 'sql.js': 'sqlJs' };

/** Minified sizes in KiB that a build must not exceed. */
const budgetsKiB = {
  'extension.js': 250,
  'cli.js': 400,
  'sandboxWorker.js': 400,
  'coverageProbe.js': 20,
  'webview.js': 100,
  'chunks/typescript.js': 3700,
  'chunks/sqlJs.js': 80,
};

const lazyChunks = {
  name: 'lazy-chunks',
  setup(pluginBuild) {
    const names = Object.keys(lazyPackages).map((name) => name.replace('.', '\\.'));
    pluginBuild.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path: name }) => ({
      path: `./chunks/${lazyPackages[name]}.js`,
      external: true,
    }));
  },
};

/** Error texts in 40 languages make up a third of zod; ours are English. */
const zodInEnglish = {
  name: 'zod-in-english',
  setup(pluginBuild) {
    pluginBuild.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.(js|cjs)$/ }, ({ path: file }) => ({
      contents: 'export { default as en } from "./en.js"',
      loader: 'js',
      resolveDir: path.dirname(file),
    }));
  },
};

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  sourcemap: process.env.NODE_ENV === 'production' ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

const nodeTarget = { ...shared, platform: 'node', format: 'cjs', target: 'node20' };

const builds = [
  {
    ...nodeTarget,
    entryPoints: ['src/extension.ts', 'src/cli.ts', 'src/sandboxWorker.ts', 'src/coverageProbe.ts'],
    outdir,
    external: ['vscode'],
    plugins: [lazyChunks, zodInEnglish],
  },
  {
    ...nodeTarget,
    entryPoints: Object.fromEntries(Object.entries(lazyPackages).map(([name, chunk]) => [chunk, name])),
    outdir: path.join(outdir, 'chunks'),
    sourcemap: false,
  },
  {
    ...shared,
    entryPoints: { webview: 'src/frontends/webview/main.tsx' },
    outdir,
    platform: 'browser',
    format: 'iife',
    target: 'chrome120',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'src/frontends/webview/tsconfig.json',
  },
];

function printSizes(outputs) {
  let isWithinBudget = true;
  for (const [file, { bytes }] of Object.entries(outputs)) {
    const name = path.relative('dist', file).replaceAll('\\', '/');
    if (name.endsWith('.map')) continue;
    const budget = budgetsKiB[name];
    const sizeKiB = bytes / 1024;
    const verdict = budget === undefined ? '' : sizeKiB <= budget ? `of ${budget} KiB` : `OVER the budget of ${budget} KiB`;
    isWithinBudget &&= budget === undefined || sizeKiB <= budget;
    console.error(`${name.padEnd(24)} ${sizeKiB.toFixed(1).padStart(8)} KiB ${verdict}`);
  }
  return isWithinBudget;
}

async function main() {
  fs.rmSync(outdir, { recursive: true, force: true });
  fs.mkdirSync(outdir, { recursive: true });
  fs.copyFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'), path.join(outdir, 'sql-wasm.wasm'));
  if (isWatch) {
    for (const options of builds) await (await context({ ...options, logLevel: 'info' })).watch();
    return;
  }
  const results = [];
  for (const options of builds) results.push(await build(options));
  const metafile = { inputs: {}, outputs: {} };
  for (const result of results) {
    Object.assign(metafile.inputs, result.metafile.inputs);
    Object.assign(metafile.outputs, result.metafile.outputs);
  }
  fs.writeFileSync(path.join(outdir, 'meta.json'), JSON.stringify(metafile));
  if (!printSizes(metafile.outputs)) process.exitCode = 1;
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

module.exports = { builds, budgetsKiB };
