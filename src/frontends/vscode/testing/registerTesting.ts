import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import { t } from '../../../base/localize';
import type { GeneratedTests } from '../../../core/generatedTests/generatedTests';
import type { RunRegistry } from '../runs/runRegistry';
import { chosenTests } from './chosenTests';
import { debugChosen } from './debugChosen';
import { GeneratedFileCoverage } from './generatedCoverage';
import { runChosen } from './runChosen';
import { TestTree } from './testTree';

export interface TestingParts {
  readonly generatedTests: GeneratedTests;
  readonly registry: RunRegistry;
  readonly isTrusted: () => boolean;
  /** Tells when proposed tests were written. */
  readonly onDidWrite: (listener: () => void) => Disposable;
}

const sourceFile = /\.(?:[cm]?[jt]s|[jt]sx)$/;

/** The generated tests in the Testing view: run, debugged, run with coverage, and run again whenever a file is saved. */
export function registerTesting({
  generatedTests,
  registry,
  isTrusted,
  onDidWrite,
}: TestingParts): Disposable {
  const store = new DisposableStore();
  const controller = vscode.tests.createTestController('agenticQe.generatedTests', 'Agentic QE');
  const roots = () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const tree = store.add(new TestTree({ controller, generatedTests, roots }));

  const perform = async (
    request: vscode.TestRunRequest,
    act: (chosen: Awaited<ReturnType<typeof chosenTests>>, run: vscode.TestRun) => Promise<void>,
  ): Promise<void> => {
    const run = controller.createTestRun(request);
    try {
      if (!isTrusted())
        throw new Error(t('Running tests runs code of this workspace, and you have not trusted it.'));
      await act(await chosenTests(request, tree), run);
    } catch (error) {
      run.appendOutput(`${error instanceof Error ? error.message : String(error)}\r\n`);
    } finally {
      run.end();
    }
  };
  const runWith =
    (coverage: 'none' | 'per-test') =>
    async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
      const { include, exclude, profile, continuous, preserveFocus } = request;
      const once = () =>
        // The editor adds up what belongs to one request: there, a test that has failed once would stay failed.
        perform(
          continuous ? new vscode.TestRunRequest(include, exclude, profile, true, preserveFocus) : request,
          (chosen, run) => runChosen(chosen, run, { tree, generatedTests, coverage, token }),
        );
      await (continuous ? onEverySave(once, token) : once());
    };
  const profile = (name: string, kind: vscode.TestRunProfileKind, handler: ReturnType<typeof runWith>) =>
    store.add(
      controller.createRunProfile(
        name,
        kind,
        handler,
        true,
        undefined,
        kind !== vscode.TestRunProfileKind.Debug,
      ),
    );
  profile(t('Run'), vscode.TestRunProfileKind.Run, runWith('none'));
  profile(t('Debug'), vscode.TestRunProfileKind.Debug, (request, token) =>
    perform(request, (chosen, run) => debugChosen(chosen, run, { tree, generatedTests, token })),
  );
  const coverage = profile(t('Coverage'), vscode.TestRunProfileKind.Coverage, runWith('per-test'));
  coverage.loadDetailedCoverage = async (_run, file) =>
    file instanceof GeneratedFileCoverage ? file.details() : [];
  coverage.loadDetailedCoverageForTest = async (_run, file, item) =>
    file instanceof GeneratedFileCoverage ? file.detailsFor(item) : [];

  store.add(registry.onDidChange(({ kind }) => kind !== 'started' && void tree.refreshIfShown()));
  store.add(onDidWrite(() => void tree.refreshIfShown()));
  store.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => void tree.refreshFile(uri)));
  return store;
}

/** Does it now and after every save of a source file, never twice at a time, until the token is cancelled. */
async function onEverySave(act: () => Promise<void>, token: vscode.CancellationToken): Promise<void> {
  let isWanted = true;
  let wake = (): void => {};
  const subscriptions = [
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.scheme !== 'file' || !sourceFile.test(uri.path)) return;
      isWanted = true;
      wake();
    }),
    token.onCancellationRequested(() => wake()),
  ];
  try {
    while (!token.isCancellationRequested) {
      if (isWanted) {
        isWanted = false;
        await act();
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
