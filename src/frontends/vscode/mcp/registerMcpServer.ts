import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import type { Logger } from '../../../base/logger';
import type { FleetConfig } from '../../../core/config/fleetConfig';
import { ownKeyVariable } from '../../../core/providerKeys';
import { mcpProviderId } from '../agentDoorIds';
import type { ApiKeys } from '../apiKeys';

/** Names of its tools begin with it, in lower case: the shorter the better. */
const serverLabel = 'Agentic QE';

export interface McpServerParts {
  readonly extensionUri: vscode.Uri;
  readonly version: string;
  /** Folder of the extension for this workspace; made on demand. */
  readonly stateUri: vscode.Uri;
  /** Absolute folder with the ledger and the memory that editor and server share. */
  readonly storageFolder: string;
  readonly keys: Pick<ApiKeys, 'load' | 'providers' | 'originOf' | 'read'>;
  /** @throws ConfigError */
  readonly config: () => FleetConfig;
  readonly isTrusted: () => boolean;
  readonly logger: Logger;
}

/**
 * Lets agents of the editor find the bundled MCP server without configuration: for the folders of this window, with the editor's
 * settings, its keys and the same ledger. Does nothing in an editor that has no such registry.
 */
export function registerMcpServer(parts: McpServerParts): Disposable {
  const store = new DisposableStore();
  if (typeof vscode.lm?.registerMcpServerDefinitionProvider !== 'function') return store;
  const changes = new vscode.EventEmitter<void>();
  const settings = new SettingsFile(parts);
  store.add(changes);
  store.add(
    vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, {
      onDidChangeMcpServerDefinitions: changes.event,
      provideMcpServerDefinitions: () => definitions(parts, settings.uri),
      resolveMcpServerDefinition: async (definition: vscode.McpStdioServerDefinition) => {
        await settings.write();
        await parts.keys.load();
        definition.env = { ...definition.env, ...storedKeys(parts.keys) };
        return definition;
      },
    }),
  );
  store.add(vscode.workspace.onDidChangeWorkspaceFolders(() => changes.fire()));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => changes.fire()));
  store.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('agenticQe')) void settings.writeAgain();
    }),
  );
  return store;
}

/** One server for all folders of the window; none where nothing may be executed. */
function definitions(
  { extensionUri, version, storageFolder, isTrusted }: McpServerParts,
  settingsUri: vscode.Uri,
): vscode.McpStdioServerDefinition[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const [first] = folders;
  if (!first || !isTrusted()) return [];
  const definition = new vscode.McpStdioServerDefinition(
    serverLabel,
    process.execPath,
    [
      vscode.Uri.joinPath(extensionUri, 'dist', 'mcpServer.js').fsPath,
      '--config',
      settingsUri.fsPath,
      ...folders.flatMap(({ uri }) => ['--workspace', uri.fsPath]),
    ],
    {
      AGENTIC_QE_HOME: storageFolder,
      // The program that runs extensions is Electron on a desktop.
      ...(process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' }),
    },
    version,
  );
  definition.cwd = first.uri;
  return [definition];
}

/** Keys that only the editor knows; those of the environment the server inherits. */
function storedKeys(keys: McpServerParts['keys']): Record<string, string> {
  return Object.fromEntries(
    keys.providers().flatMap((provider) => {
      const key = keys.originOf(provider) === 'secret-storage' ? keys.read(provider) : undefined;
      return key === undefined ? [] : [[ownKeyVariable(provider), key]];
    }),
  );
}

/** The editor's settings in the form that the server reads, and reads again when they change. */
class SettingsFile {
  readonly uri: vscode.Uri;
  /** One after the other: what is written last is what holds. */
  private last: Promise<void> | undefined;

  constructor(private readonly parts: Pick<McpServerParts, 'stateUri' | 'config' | 'logger'>) {
    this.uri = vscode.Uri.joinPath(parts.stateUri, 'mcp-settings.json');
  }

  /** @throws ConfigError; whatever writing the file throws */
  async write(): Promise<void> {
    const before = this.last;
    this.last = (async () => {
      await before?.catch(() => undefined);
      await this.writeNow();
    })();
    await this.last;
  }

  /** For a server that may be running. With settings that are wrong it goes on under the last good ones, as the editor does. */
  async writeAgain(): Promise<void> {
    if (!this.last) return;
    try {
      await this.write();
    } catch (error) {
      const reason = describeError(error);
      this.parts.logger.warn('The settings could not be handed on to the MCP server', { reason });
    }
  }

  private async writeNow(): Promise<void> {
    const text = JSON.stringify(this.parts.config(), undefined, 2);
    // In one step, because a server may be reading it.
    const draft = this.uri.with({ path: `${this.uri.path}.${process.pid}` });
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(draft, this.uri, { overwrite: true });
  }
}
