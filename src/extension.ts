import * as vscode from 'vscode';
import { createServices } from './composition/createServices';
import type { Services } from './core/services';
import { createEditorModels } from './frontends/vscode/editorModels';
import { createHostPorts } from './frontends/vscode/hostPorts';
import { registerExtension } from './frontends/vscode/registerExtension';

let services: Services | undefined;

/** Called by VS Code once per window, before the first command. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Agentic QE Fleet', { log: true });
  const ports = createHostPorts(context, log);
  services = createServices({ ...ports, editorModels: createEditorModels() });
  const { extensionUri, globalStorageUri, storageUri = globalStorageUri } = context;
  const { version } = context.extension.packageJSON as { readonly version: string };
  context.subscriptions.push(
    log,
    registerExtension({ extensionUri, stateUri: storageUri, version, log, ports, services }),
  );
}

/** Called by VS Code before the window closes; it waits a few seconds for the promise. */
export async function deactivate(): Promise<void> {
  await services?.close();
}
