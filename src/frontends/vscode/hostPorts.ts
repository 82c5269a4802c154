import * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import { environmentLayer } from '../../core/config/environmentLayer';
import { editorLayer, resolveFleetConfig } from '../../core/config/fleetConfig';
import type { HostPorts } from '../../core/services';
import { logTo } from './logAdapter';
import { readSettings } from './readSettings';

/** What the editor brings: its settings (read again for every task), trust, storage and log. */
export function createHostPorts(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): HostPorts {
  return {
    logger: logTo(log),
    clock: systemClock,
    config: () =>
      resolveFleetConfig([
        editorLayer(readSettings(vscode.workspace.getConfiguration('agenticQe'))),
        environmentLayer(process.env),
      ]),
    isTrusted: () => vscode.workspace.isTrusted,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    storageFolder: context.globalStorageUri.fsPath,
    distFolder: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath,
  };
}
