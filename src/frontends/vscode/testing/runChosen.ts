import * as vscode from 'vscode';
import { isAbortError } from '../../../base/abort';
import { describeError } from '../../../base/error';
import { t } from '../../../base/localize';
import type { GeneratedTests, GeneratedTestsResult } from '../../../core/generatedTests/generatedTests';
import type { TestReceipt } from '../../../core/generation/receipt';
import type { TestOutcome } from '../../../core/testing/testRunner';
import type { ChosenFile } from './chosenTests';
import { coverageOf } from './generatedCoverage';
import { testMessage } from './testMessage';
import type { TestTree } from './testTree';

export interface RunChosenContext {
  readonly tree: TestTree;
  readonly generatedTests: Pick<GeneratedTests, 'run'>;
  readonly coverage: 'none' | 'per-test';
  /** Of the request, which in a continuous run outlives the single run: that has its own. */
  readonly token: vscode.CancellationToken;
}

/** Runs the files of the tests in the workspace's own runner and tells the run of the Testing view how they ended. */
export async function runChosen(
  chosen: readonly ChosenFile[],
  run: vscode.TestRun,
  context: RunChosenContext,
): Promise<void> {
  const controller = new AbortController();
  const cancellations = [context.token, run.token].map((token) =>
    token.onCancellationRequested(() => controller.abort()),
  );
  for (const { items } of chosen) for (const item of items) run.enqueued(item);
  try {
    for (const workspaceRoot of new Set(chosen.map((file) => file.workspaceRoot))) {
      const files = chosen.filter((file) => file.workspaceRoot === workspaceRoot);
      await runInRoot(workspaceRoot, files, { ...context, run, signal: controller.signal });
    }
  } finally {
    for (const cancellation of cancellations) cancellation.dispose();
  }
}

interface RootContext extends RunChosenContext {
  readonly run: vscode.TestRun;
  readonly signal: AbortSignal;
}

async function runInRoot(
  workspaceRoot: string,
  chosen: readonly ChosenFile[],
  { run, signal, generatedTests, coverage, tree }: RootContext,
): Promise<void> {
  for (const { items } of chosen) for (const item of items) run.started(item);
  try {
    const result = await generatedTests.run(
      {
        workspaceRoot,
        files: chosen.map(({ file }) => file),
        coverage,
        onOutput: (text) => run.appendOutput(text.replace(/\r?\n/g, '\r\n')),
      },
      signal,
    );
    for (const file of chosen) tellOutcomes(file, result, { run, tree });
    const itemOf = ({ testFile, unit, title }: TestReceipt): vscode.TestItem | undefined => {
      const fileItem = chosen.find(({ file }) => file.path === testFile)?.fileItem;
      return fileItem?.children.get(`${fileItem.id} ${unit} › ${title}`);
    };
    if (coverage !== 'none')
      for (const each of coverageOf(result, workspaceRoot, itemOf)) run.addCoverage(each);
  } catch (error) {
    for (const { items } of chosen)
      for (const item of items) {
        if (isAbortError(error)) run.skipped(item);
        else run.errored(item, new vscode.TestMessage(describeError(error)));
      }
  }
}

function tellOutcomes(
  { file, items }: ChosenFile,
  { tests, brokenFiles, problems }: GeneratedTestsResult,
  { run, tree }: { readonly run: vscode.TestRun; readonly tree: TestTree },
): void {
  const problem =
    problems.find(({ files }) => files.includes(file.path))?.message ??
    brokenFiles.find((broken) => broken.file === file.path)?.message;
  for (const item of items) {
    const receipt = tree.nodeOf(item)?.test?.receipt;
    const outcomes = tests.filter(
      ({ file: path, titlePath }) =>
        path === file.path && titlePath.at(-1) === receipt?.title && titlePath.at(-2) === receipt?.unit,
    );
    tellOne(item, outcomes, problem, run);
  }
}

/** Tells how one test ended. @param problem why its file says nothing of it */
export function tellOne(
  item: vscode.TestItem,
  outcomes: readonly TestOutcome[],
  problem: string | undefined,
  run: vscode.TestRun,
): void {
  const durationMs = outcomes.reduce((sum, outcome) => sum + outcome.durationMs, 0);
  const failed = outcomes.find(({ status }) => status === 'failed');
  if (failed) {
    run.failed(item, testMessage(item, failed.failureMessage ?? t('It failed.')), durationMs);
  } else if (outcomes.length === 0) {
    run.errored(
      item,
      testMessage(item, problem ?? t('The runner did not report it. Save the file and try again.')),
    );
  } else if (outcomes.every(({ status }) => status === 'skipped')) {
    run.skipped(item);
  } else {
    run.passed(item, durationMs);
  }
}
