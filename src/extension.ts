import * as vscode from 'vscode';
import { useTranslations } from './base/localize';
import { createServices } from './composition/createServices';
import { createEditorModels } from './frontends/vscode/editorModels';
import { createHostPorts } from './frontends/vscode/hostPorts';
import { logTo } from './frontends/vscode/logAdapter';
import { OnOffSwitch, type RunningProduct } from './frontends/vscode/onOffSwitch';
import { registerExtension } from './frontends/vscode/registerExtension';

let product: OnOffSwitch | undefined;

/** Called by VS Code once per window, before the first command. */
export function activate(context: vscode.ExtensionContext): void {
  useTranslations(vscode.l10n?.bundle);
  const log = vscode.window.createOutputChannel('Agentic QE Fleet', { log: true });
  product = new OnOffSwitch({
    start: () => start(context, log),
    isOn: () => vscode.workspace.getConfiguration('agenticQe').get('enabled') !== false,
    onDidChange: (listener) =>
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('agenticQe.enabled')) listener();
      }),
    logger: logTo(log),
  });
  context.subscriptions.push(log, product);
}

/** Called by VS Code before the window closes; it waits a few seconds for the promise. */
export async function deactivate(): Promise<void> {
  await product?.close();
}

function start(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): RunningProduct {
  const ports = createHostPorts(context, log);
  const editorModels = createEditorModels();
  const services = createServices({ ...ports, ...(editorModels && { editorModels }) });
  const { extensionUri, globalStorageUri, storageUri = globalStorageUri } = context;
  const { version } = context.extension.packageJSON as { readonly version: string };
  const registration = registerExtension({
    extensionUri,
    stateUri: storageUri,
    version,
    log,
    ports,
    services,
  });
  return { dispose: () => registration.dispose(), close: () => services.close() };
}
