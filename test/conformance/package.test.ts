import assert from 'node:assert/strict';
import { listFiles } from '@vscode/vsce';
import { repositoryRoot } from '../support/sourceFiles';

/** Works on what the last build left in dist/, as `npm run package` does. */
describe('the .vsix', () => {
  it('holds what runs and what a user reads, and nothing else', async () => {
    const files = await listFiles({ cwd: repositoryRoot, packageManager: 0 });
    const wanted = files.filter((file) => !file.startsWith('media/')).sort();
    assert.deepEqual(wanted, [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/chunks/embeddedEngine.js',
      'dist/chunks/fileRunStore.js',
      'dist/chunks/openWorkbench.js',
      'dist/chunks/readProbeCoverage.js',
      'dist/chunks/sqlJs.js',
      'dist/chunks/sqlJsLedgerStore.js',
      'dist/chunks/typeScriptLanguageAdapter.js',
      'dist/chunks/typescript.js',
      'dist/cli.js',
      'dist/coverageProbe.js',
      'dist/extension.js',
      'dist/mochaReporter.js',
      'dist/nodeTestReporter.js',
      'dist/sandboxWorker.js',
      'dist/sql-wasm.wasm',
      'dist/webview.js',
      'package.json',
    ]);
  });
});
