import { readExistingTests } from '../generation/existingTests';
import type { TestReceipt } from '../generation/receipt';
import { readSourceFile } from '../generation/sourceFile';
import type { TemporaryFiles } from '../generation/temporaryFiles';
import { temporaryTestFile } from '../generation/testFileLocation';
import type { Workbench } from '../generation/workbench';
import { existingCandidate } from '../mutation/existingCandidate';
import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { TestRunRequest } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';
import type { GeneratedFile, GeneratedTestsResult } from './generatedTests';

/** A body that takes longer ends the run; then it is not known what single tests execute. */
const bodyTimeoutMs = 30_000;

export interface ApartContext {
  readonly workbench: Workbench;
  readonly temporaryFiles: TemporaryFiles;
  readonly runId: string;
  readonly signal: AbortSignal;
  readonly request: Pick<TestRunRequest, 'environment' | 'timeoutMs' | 'onOutput'>;
}

/**
 * What each generated test of the file alone executes of its source: the tests are taken apart and run marked, in a file beside
 * theirs. Tests that cannot stand on their own are missing.
 */
export async function coverageApart(
  file: GeneratedFile,
  sourceFile: WorkspacePath,
  { workbench, temporaryFiles, runId, signal, request }: ApartContext,
): Promise<GeneratedTestsResult['byTest']> {
  const source = await readSourceFile(
    sourceFile,
    { framework: undefined, nextStep: 'run the tests again' },
    workbench,
  );
  const { project } = source;
  const { tests } = await readExistingTests({ ...source, relatedTests: [file.path] }, workbench.workspace);
  const marked = tests.flatMap((existing, index) => {
    const receipt = receiptOf(file, existing.test);
    const mark = `${index}`;
    if (!receipt) return [];
    const { moduleSpecifier: specifier } = existing.style;
    return [{ mark, receipt, existing, candidate: existingCandidate(existing, { mark, specifier }) }];
  });
  const [first] = marked;
  if (!first) return [];
  const { style } = first.existing;
  const parts = composeTestFile(
    marked.map(({ candidate }) => candidate),
    style,
    { probe: true },
  );
  const path = temporaryTestFile(file.path, runId, 'apart');
  await temporaryFiles.write(path, renderTestFile(parts, style));
  const result = await workbench.runnerFor(project.framework).run(
    {
      ...request,
      project,
      files: [path],
      coverageOf: [sourceFile],
      marked: { isGuarded: false, bodyTimeoutMs },
    },
    signal,
  );
  await temporaryFiles.removeAll();
  if (result.status !== 'completed') return [];
  return marked.flatMap(({ mark, receipt }) => {
    const coverage = result.coverage?.byMark.get(mark);
    return coverage ? [{ receipt, coverage }] : [];
  });
}

function receiptOf(
  { receipts }: GeneratedFile,
  { suites, title }: { readonly suites: readonly string[]; readonly title: string },
): TestReceipt | undefined {
  return receipts.find((receipt) => receipt.title === title && receipt.unit === suites.at(-1));
}
