import type { TestFrameworkId } from '../../core/testing/testProject';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import { testCommands } from './frameworkSignals';
import { foldersUpFrom, type PackageManifest } from './packageManifest';

const configurations: Partial<Readonly<Record<TestFrameworkId, RegExp>>> = {
  vitest: /^vite(?:st)?\.(?:config|workspace)\.(?:[cm]?[jt]s|json)$/,
  jest: /^jest\.config\.(?:[cm]?[jt]s|json)$/,
};

/** Settings by which the two frameworks choose test files; one of the same name that means something else does no harm. */
const placeSettings =
  /\b(?:include|exclude|dir|root|projects|workspace|defineWorkspace|testMatch|testRegex|roots|rootDir|testPathIgnorePatterns)\b/;
const placeOptions =
  /\s(?:-c|-r|--config|--dir|--root|--rootDir|--roots|--project|--testMatch|--testRegex)\b/;

/**
 * Does the project say itself where its tests are? Mocha and node:test are given files by name and take any; Vitest and Jest look at
 * no others than those of their configuration.
 */
export async function choosesTestPlaces(
  workspace: Workspace,
  framework: TestFrameworkId,
  manifests: readonly PackageManifest[],
): Promise<boolean> {
  const configuration = configurations[framework];
  const [nearest] = manifests;
  if (!configuration || !nearest) return false;
  for (const manifest of manifests) {
    const commands = testCommands(manifest).filter((command) => command.framework === framework);
    if (commands.some(({ text }) => placeOptions.test(text))) return true;
    if (framework === 'jest' && placeSettings.test(JSON.stringify(manifest.jest) ?? '')) return true;
  }
  for (const folder of foldersUpFrom(nearest.folder)) {
    for (const text of await textsIn(workspace, folder, configuration))
      if (placeSettings.test(text)) return true;
  }
  return false;
}

async function textsIn(
  workspace: Workspace,
  folder: WorkspacePath,
  name: RegExp,
): Promise<readonly string[]> {
  const names = (await workspace.list(folder)).filter((candidate) => name.test(candidate));
  const texts = await Promise.all(names.map((found) => workspace.readText(joinPath(folder, found))));
  return texts.filter((text) => text !== undefined);
}
