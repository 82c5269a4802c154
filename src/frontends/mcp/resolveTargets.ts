import path from 'node:path';
import { WorkspaceError } from '../../core/errors';
import type { WorkspacePath } from '../../core/testing/workspace';
import type { NamedPlace } from '../../core/toolArguments/targetArguments';
import type { ToolContext } from './baseMcpTool';
import type { McpHost } from './mcpHost';

/** What a caller names: a folder, and files in it. */
export interface NamedTargets {
  readonly workspace?: string | undefined;
  readonly files?: readonly string[] | undefined;
}

/** The same, known to exist and to lie where the user lets code be executed; symbolic links resolved. */
export type ResolvedTargets = NamedPlace<{ readonly path: WorkspacePath }>;

/**
 * Finds what the arguments name and refuses whatever leads out, by `..`, by an absolute path or by a symbolic link: the caller
 * is a model, and what it names will be executed.
 * @throws WorkspaceError `workspace-path-outside`, `workspace-file-missing` or `workspace-file-unsupported`
 */
export async function resolveTargets(
  { workspace, files = [] }: NamedTargets,
  host: McpHost,
  context: Pick<ToolContext, 'clientRoots'>,
): Promise<ResolvedTargets> {
  const workspaceRoot =
    workspace === undefined
      ? await defaultWorkspace(host, context)
      : await allowedWorkspace(workspace, host, context);
  const paths = new Set(files.map((file) => resolveFile(file, workspaceRoot, host)));
  return { workspaceRoot, targets: [...paths].map((file) => ({ path: file })) };
}

/**
 * Is the folder one that the server was started for or that the client has open, or inside of one?
 * @param folder absolute, symbolic links resolved
 */
export async function isAllowedFolder(
  folder: string,
  host: Pick<McpHost, 'folders' | 'inspectPath' | 'relativePath'>,
  context: Pick<ToolContext, 'clientRoots'>,
): Promise<boolean> {
  const isInside = (allowed: readonly string[]): boolean =>
    allowed.some((root) => host.relativePath(root, folder) !== undefined);
  // The client is asked only when it matters: not every client answers.
  return isInside(host.folders) || isInside(existingFolders(await context.clientRoots(), host));
}

async function defaultWorkspace(host: McpHost, context: Pick<ToolContext, 'clientRoots'>): Promise<string> {
  const roots = existingFolders(await context.clientRoots(), host);
  const candidates = roots.length > 0 ? roots : host.folders;
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  throw new WorkspaceError('workspace-path-outside', 'It is not clear which folder the files belong to.', {
    hint: `Name one of these with the argument workspace: ${candidates.join(', ')}.`,
  });
}

async function allowedWorkspace(
  workspace: string,
  host: McpHost,
  context: Pick<ToolContext, 'clientRoots'>,
): Promise<string> {
  if (!path.isAbsolute(workspace)) {
    throw new WorkspaceError(
      'workspace-path-outside',
      `workspace is ${display(workspace)}, not an absolute path.`,
      {
        hint: 'Name the folder by its whole path, or leave the argument out.',
      },
    );
  }
  const target = host.inspectPath(workspace);
  if (target?.kind !== 'folder') {
    throw new WorkspaceError(
      'workspace-file-missing',
      `workspace is ${display(workspace)}, where there is no folder.`,
      {
        hint: 'Name an existing folder, or leave the argument out.',
      },
    );
  }
  if (await isAllowedFolder(target.realPath, host, context)) return target.realPath;
  throw new WorkspaceError(
    'workspace-path-outside',
    `workspace is ${display(workspace)}, a folder this server was not started for.`,
    {
      hint: 'The user has to open it in the client, or to start the server with --workspace and that folder.',
    },
  );
}

function resolveFile(file: string, workspaceRoot: string, host: McpHost): WorkspacePath {
  const absolute = path.resolve(workspaceRoot, file);
  const isNamedInside = host.relativePath(workspaceRoot, absolute) !== undefined;
  // An absolute path may lead inside by another name of the workspace; `..` never does.
  if (!isNamedInside && !path.isAbsolute(file)) throw outside(file, workspaceRoot);
  const target = host.inspectPath(absolute);
  if (!target && !isNamedInside) throw outside(file, workspaceRoot);
  if (!target) {
    throw new WorkspaceError(
      'workspace-file-missing',
      `${display(file)} does not exist in ${workspaceRoot}.`,
      {
        hint: 'Name files relative to the workspace.',
      },
    );
  }
  const inside = host.relativePath(workspaceRoot, target.realPath);
  if (inside === undefined) throw outside(file, workspaceRoot);
  if (target.kind === 'file') return inside;
  throw new WorkspaceError('workspace-file-unsupported', `${display(file)} is a folder.`, {
    hint: 'Name the source files in it.',
  });
}

function existingFolders(folders: readonly string[], host: Pick<McpHost, 'inspectPath'>): readonly string[] {
  return folders.flatMap((folder) => {
    const target = host.inspectPath(folder);
    return target?.kind === 'folder' ? [target.realPath] : [];
  });
}

function outside(file: string, workspaceRoot: string): WorkspaceError {
  return new WorkspaceError(
    'workspace-path-outside',
    `${display(file)} leads outside the workspace ${workspaceRoot}.`,
    { hint: 'Name files relative to the workspace.' },
  );
}

/** Quoted and cut: the text comes from a model and goes to logs and terminals. */
function display(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
