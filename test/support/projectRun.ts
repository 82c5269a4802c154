import assert from 'node:assert/strict';
import { detectTestProject } from '../../src/adapters/testRunners/detectTestProject';
import { createNodeWorkspace } from '../../src/adapters/workspace/nodeWorkspace';
import type { TestRunRequest, TestRunResult } from '../../src/core/testing/testRunner';
import type { ProjectCopy } from './projectCopy';
import type { TestRunnerSetup } from './testRunners';

export type CompletedRun = Extract<TestRunResult, { status: 'completed' }>;

/** Runs test files of a project the way the product finds out about it; the run must complete. */
export async function runProject(
  runners: TestRunnerSetup,
  project: ProjectCopy,
  request: Pick<TestRunRequest, 'files'> & Partial<TestRunRequest> & { readonly source: string },
): Promise<CompletedRun> {
  const { source, ...parts } = request;
  const workspace = createNodeWorkspace(project.folder);
  const detected = await detectTestProject(workspace, source);
  let output = '';
  const result = await runners.runner(detected.framework, workspace).run(
    {
      project: detected,
      coverageOf: [],
      environment: {},
      timeoutMs: 50_000,
      onOutput: (text) => {
        output += text;
      },
      ...parts,
    },
    new AbortController().signal,
  );
  assert.equal(result.status, 'completed', `${JSON.stringify(result)}\n${output}`);
  return result as CompletedRun;
}

/** `title: status`, with the message of what failed. */
export function outcomesOf({ tests, brokenFiles }: CompletedRun): readonly string[] {
  return [
    ...tests.map(({ titlePath, status, failureMessage }) =>
      [titlePath.join(' > '), status, ...(failureMessage === undefined ? [] : [failureMessage])].join(': '),
    ),
    ...brokenFiles.map(({ file, message }) => `${file}: broken: ${message}`),
  ].sort();
}
