import { AppError } from '../../base/error';
import { isTemporaryFile } from '../generation/testFileLocation';
import type { Workbench } from '../generation/workbench';
import type { WorkspacePath } from '../testing/workspace';
import type { ChangedLines } from './changeHistory';

/** Build output, packages, and what only tests use; the same in every way in. */
const otherFolder =
  /(?:^|\/)(?:\.[^/]+|node_modules|dist|build|out|coverage|tests?|specs?|e2e|fixtures|__\w+__)\//;
/** Settings of tools, in which there is nothing to test. */
const otherFile = /\.config\.[cm]?[jt]s$|\.min\.[cm]?js$|(?:^|\/)\.[^/]+$|[._-](?:test|spec)\.[cm]?[jt]sx?$/;

/** Source files with lines that differ from the base, in alphabetical order; tests, settings of tools and build output are left out. */
export async function changedTargets(
  { byFile }: ChangedLines,
  { languageFor, detectProject }: Pick<Workbench, 'languageFor' | 'detectProject'>,
): Promise<readonly { readonly path: WorkspacePath }[]> {
  const targets: { readonly path: WorkspacePath }[] = [];
  for (const path of [...byFile.keys()].sort()) {
    if (isTemporaryFile(path) || otherFolder.test(path) || otherFile.test(path) || !(await languageFor(path)))
      continue;
    if (!(await isTestFile(path, detectProject))) targets.push({ path });
  }
  return targets;
}

/** A file without a package or a framework is not left out in silence: whoever works on it will say what is wrong. */
async function isTestFile(path: WorkspacePath, detectProject: Workbench['detectProject']): Promise<boolean> {
  try {
    return (await detectProject(path)).testFiles.includes(path);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
