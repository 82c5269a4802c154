import type { TestProject } from '../../core/testing/testProject';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { joinPath } from '../../core/testing/workspacePath';
import { configSignals, testCommands } from './frameworkSignals';
import { findManifests, type PackageManifest } from './packageManifest';
import { noScriptCommand, readScriptCommand, type ScriptCommand } from './shared/scriptCommand';

/** Where, and by which command of its own, a project runs its tests. */
export interface RunPlace {
  readonly folder: WorkspacePath;
  readonly script: ScriptCommand;
}

/**
 * The package's folder, or in a monorepo the nearest one above it that configures Vitest or Jest, which look no further up
 * themselves; Mocha does.
 */
export async function findRunPlace(workspace: Workspace, project: TestProject): Promise<RunPlace> {
  const { framework, root } = project;
  if (framework === 'node-test') return { folder: root, script: noScriptCommand };
  const manifests = await findManifests(workspace, joinPath(root, 'package.json'));
  const own = manifests.find(({ folder }) => folder === root);
  const configured = framework === 'mocha' ? own : await findConfigured(workspace, manifests, framework);
  const manifest = configured ?? own;
  if (!manifest) return { folder: root, script: noScriptCommand };
  const command = testCommands(manifest).find((candidate) => candidate.framework === framework);
  return {
    folder: manifest.folder,
    script: command ? readScriptCommand(framework, command.text) : noScriptCommand,
  };
}

async function findConfigured(
  workspace: Workspace,
  manifests: readonly PackageManifest[],
  framework: TestProject['framework'],
): Promise<PackageManifest | undefined> {
  for (const manifest of manifests) {
    const signals = await configSignals(workspace, manifest);
    // A script may name a configuration of another name.
    const isNamedByScript = testCommands(manifest).some(
      (command) => command.framework === framework && /\s(?:-c|--config)[\s=]/.test(command.text),
    );
    if (isNamedByScript || signals.some((signal) => signal.framework === framework)) return manifest;
  }
  return undefined;
}
