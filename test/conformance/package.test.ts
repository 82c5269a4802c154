import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { useTemporaryFolder } from '../support/temporaryFolder';
import { repositoryRoot } from '../tools/repositoryPaths';

/** What `npm run package` makes, made the same way; it builds first, without source maps. */
describe('the .vsix', () => {
  const folder = useTemporaryFolder();

  it('is built without complaint, in under 6 MB, and holds what runs and what a user reads, and nothing else', async () => {
    const packagePath = path.join(folder(), 'agentic-qe-fleet.vsix');
    await createVSIX({
      cwd: repositoryRoot,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    assert.ok((await stat(packagePath)).size < 6 * 1024 * 1024);
    const files = await listFiles({ cwd: repositoryRoot, packageManager: PackageManager.None });
    assert.deepEqual([...files].sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/chunks/analyzeCoverage.js',
      'dist/chunks/chatAnswer.js',
      'dist/chunks/coverageFiles.js',
      'dist/chunks/createAiSdkModel.js',
      'dist/chunks/createConversations.js',
      'dist/chunks/createPaidSource.js',
      'dist/chunks/createSource.js',
      'dist/chunks/editorTools.js',
      'dist/chunks/embeddedEngine.js',
      'dist/chunks/fileRunStore.js',
      'dist/chunks/generateTests.js',
      'dist/chunks/judgeGate.js',
      'dist/chunks/measureSuiteScore.js',
      'dist/chunks/openWorkbench.js',
      'dist/chunks/promMetrics.js',
      'dist/chunks/proposalReview.js',
      'dist/chunks/readInsight.js',
      'dist/chunks/readPanelReport.js',
      'dist/chunks/readProbeCoverage.js',
      'dist/chunks/recordedGeneratedTests.js',
      'dist/chunks/registerLenses.js',
      'dist/chunks/registerTesting.js',
      'dist/chunks/routerAnswer.js',
      'dist/chunks/sqlJs.js',
      'dist/chunks/sqlJsLedgerStore.js',
      'dist/chunks/sqlJsMemoryStore.js',
      'dist/chunks/typeScriptCodeMeter.js',
      'dist/chunks/typeScriptLanguageAdapter.js',
      'dist/chunks/typescript.js',
      'dist/cli.js',
      'dist/coverageProbe.js',
      'dist/extension.js',
      'dist/mcpServer.js',
      'dist/mochaReporter.js',
      'dist/mutationWorker.js',
      'dist/nodeTestReporter.js',
      'dist/sandboxWorker.js',
      'dist/sql-wasm.wasm',
      'dist/storageWorker.js',
      'dist/typeCheckWorker.js',
      'dist/typescriptLibrary.json',
      'dist/webview.css',
      'dist/webview.js',
      'l10n/bundle.l10n.de.json',
      'media/icon.png',
      'media/panel.css',
      'media/tour/costs.png',
      'media/tour/lens.png',
      'media/tour/review.png',
      'media/tour/testing.png',
      'media/walkthrough/agent.svg',
      'media/walkthrough/budget.svg',
      'media/walkthrough/generate.svg',
      'media/walkthrough/model.svg',
      'package.json',
      'package.nls.de.json',
      'package.nls.json',
    ]);
  });
});
