import { TestRunnerError } from '../../core/errors';
import type { TestFrameworkId, TestProject } from '../../core/testing/testProject';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import { type ExistingTests, findExistingTests } from './existingTests';
import { configSignals, dependencySignals, type FrameworkSignal, scriptSignals } from './frameworkSignals';
import { findManifests, foldersUpFrom, type PackageManifest } from './packageManifest';
import { choosesTestPlaces } from './testPlaces';

/**
 * Finds the package that a source file belongs to, and its test framework. What decides, in this order: the override; then,
 * in the nearest package.json and after it in those above (monorepos), npm scripts, configuration, dependencies; the imports
 * of the package's existing tests come right after its own package.json, and break ties between dependencies.
 * @throws WorkspaceError `workspace-no-package` when no package.json is found from the file up to the workspace root
 * @throws TestRunnerError `test-runner-unknown` when nothing speaks for a framework
 */
export async function detectTestProject(
  workspace: Workspace,
  file: WorkspacePath,
  override?: TestFrameworkId,
): Promise<TestProject> {
  const manifests = await findManifests(workspace, file);
  const [nearest] = manifests;
  const project = manifests.find(isPackage) ?? nearest;
  if (!nearest || !project) throw new RangeError('findManifests returned nothing');
  const tests = await findExistingTests(workspace, project.folder);
  const candidates = manifests.slice(manifests.indexOf(project));
  const signal: FrameworkSignal | undefined = override
    ? { framework: override, reason: 'set in agenticQe.testFramework' }
    : await decideFramework(workspace, candidates, tests);
  if (!signal) {
    throw new TestRunnerError(
      'test-runner-unknown',
      `No test framework found in ${joinPath(project.folder, 'package.json')}.`,
      { hint: 'Add Vitest, Jest or Mocha, use node --test, or set agenticQe.testFramework.' },
    );
  }
  return {
    root: project.folder,
    framework: signal.framework,
    frameworkReason: signal.reason,
    hasGlobals: await hasGlobals(workspace, project.folder, signal.framework, tests),
    testFiles: tests.files,
    choosesTestPlaces: await choosesTestPlaces(workspace, signal.framework, candidates),
    isModulePackage: nearest.type === 'module',
    ...(candidates.some(dependsOnFastCheck) && { hasFastCheck: true }),
  };
}

/** A file that only says `{"type": "module"}` marks a folder, not a package. */
function isPackage(manifest: PackageManifest): boolean {
  return [
    manifest.name !== undefined,
    Object.keys(manifest.scripts).length > 0,
    Object.keys(manifest.dependencies).length > 0,
    Object.keys(manifest.devDependencies).length > 0,
  ].includes(true);
}

function dependsOnFastCheck({ dependencies, devDependencies }: PackageManifest): boolean {
  return 'fast-check' in devDependencies || 'fast-check' in dependencies;
}

async function decideFramework(
  workspace: Workspace,
  manifests: readonly PackageManifest[],
  tests: ExistingTests,
): Promise<FrameworkSignal | undefined> {
  const importSignals = [...tests.importing].map(([framework, path]) => ({
    framework,
    reason: `${path} imports it`,
  }));
  for (const [index, manifest] of manifests.entries()) {
    const dependencies = dependencySignals(manifest);
    const inUse = dependencies.filter(({ framework }) => tests.importing.has(framework));
    const [first] = [
      ...scriptSignals(manifest),
      ...(await configSignals(workspace, manifest)),
      ...(dependencies.length > 1 ? inUse : []),
      ...dependencies,
      ...(index === 0 ? importSignals : []),
    ];
    if (first) return first;
  }
  return undefined;
}

async function hasGlobals(
  workspace: Workspace,
  folder: WorkspacePath,
  framework: TestFrameworkId,
  tests: ExistingTests,
): Promise<boolean> {
  switch (framework) {
    case 'mocha':
      return true;
    case 'node-test':
      return false;
    case 'jest':
      return !(await importsJestGlobals(workspace, tests));
    case 'vitest':
      return (await setsGlobals(workspace, folder)) || (tests.useGlobals && !tests.importing.has('vitest'));
  }
}

async function importsJestGlobals(workspace: Workspace, tests: ExistingTests): Promise<boolean> {
  const file = tests.importing.get('jest');
  return file !== undefined && /['"]@jest\/globals['"]/.test((await workspace.readText(file)) ?? '');
}

/** In the nearest configuration of Vitest, which in a monorepo may stand above the package. */
async function setsGlobals(workspace: Workspace, folder: WorkspacePath): Promise<boolean> {
  for (const candidate of foldersUpFrom(folder)) {
    const names = await workspace.list(candidate);
    const configs = names.filter((name) => /^vite(?:st)?\.config\.[cm]?[jt]s$/.test(name));
    const texts = await Promise.all(configs.map((name) => workspace.readText(joinPath(candidate, name))));
    if (texts.some((text) => /\bglobals\s*:\s*true\b/.test(text ?? ''))) return true;
    if (texts.some((text) => /\btest\s*:/.test(text ?? ''))) return false;
  }
  return false;
}
