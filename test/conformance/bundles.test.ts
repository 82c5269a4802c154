import assert from 'node:assert/strict';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { verifies } from '../requirements';
import { repositoryRoot } from '../tools/repositoryPaths';

/** What is judged is what ships: the build's own options, without writing. */
const { bundle, budgetsKiB } = require(path.join(repositoryRoot, 'esbuild.js')) as {
  bundle(options: { write: boolean }): Promise<Metafile>;
  budgetsKiB: Record<string, number>;
};

interface Output {
  readonly name: string;
  readonly sizeKiB: number;
  readonly inputs: readonly string[];
  readonly externals: readonly string[];
}

describe(`bundles ${verifies('ARC-1')}`, () => {
  let outputs: Output[] = [];
  const find = (name: string): Output => {
    const output = outputs.find((candidate) => candidate.name === name);
    assert.ok(output, `${name} is not built`);
    return output;
  };

  before(async () => {
    const { outputs: built } = await bundle({ write: false });
    outputs = Object.entries(built).map(([file, { bytes, inputs, imports }]) => ({
      name: path.posix.relative('dist', file),
      sizeKiB: bytes / 1024,
      inputs: Object.keys(inputs),
      externals: imports.filter(({ external }) => external).map(({ path: specifier }) => specifier),
    }));
  });

  it('stay within their budgets', () => {
    const over = outputs.filter(
      ({ name, sizeKiB }) => sizeKiB > (budgetsKiB[name] ?? Number.POSITIVE_INFINITY),
    );
    assert.deepEqual(
      over.map(({ name, sizeKiB }) => `${name}: ${sizeKiB.toFixed(0)} KiB`),
      [],
    );
  });

  it('need the editor only in extension.js and what it loads later', () => {
    const withEditor = outputs
      .filter(({ externals }) => externals.includes('vscode'))
      .map(({ name }) => name);
    assert.deepEqual(withEditor.sort(), [
      'chunks/chatAnswer.js',
      'chunks/editorTools.js',
      'chunks/readPanelReport.js',
      'chunks/registerLenses.js',
      'chunks/registerTesting.js',
      'chunks/routerAnswer.js',
      'extension.js',
    ]);
  });

  it('keep the compiler and the database out of start-up', () => {
    for (const name of ['extension.js', 'cli.js', 'mcpServer.js']) {
      const heavy = find(name).inputs.filter((input) =>
        /node_modules\/(typescript|sql\.js|sucrase|acorn|magic-string|prom-client)\//.test(input),
      );
      assert.deepEqual(heavy, [], name);
    }
  });

  it('put nothing of Node.js or of the product’s working parts into the webview', () => {
    const foreign = find('webview.js').inputs.filter((input) =>
      /src\/(adapters|composition|frontends\/(vscode|cli))\//.test(input),
    );
    assert.deepEqual([foreign, find('webview.js').externals], [[], []]);
  });

  // The compiler asks for it in a try block, to show its own stack traces.
  const optional = ['chunks/typescript.js: source-map-support'];

  it('need nothing at run time but Node.js, the editor and their own chunks', () => {
    const strange = outputs.flatMap(({ name, externals }) =>
      externals
        .filter((specifier) => !/^(node:|\.\/|vscode$)/.test(specifier) && !isBuiltin(specifier))
        .map((specifier) => `${name}: ${specifier}`),
    );
    assert.deepEqual(
      strange.filter((use) => !optional.includes(use)),
      [],
    );
  });
});

function isBuiltin(specifier: string): boolean {
  return (require('node:module') as typeof import('node:module')).isBuiltin(specifier);
}
