import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The `publisher.name` of the extension that `writeThrowAwayExtension` writes. */
export const throwAwayExtensionId = 'probe.throw-away';

const manifest = {
  name: 'throw-away',
  publisher: 'probe',
  version: '1.0.0',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
  contributes: {
    commands: [
      { command: 'probe.greet', title: 'Greet', category: 'Probe' },
      { command: 'probe.greetFile', title: 'Greet File', category: 'Probe' },
      { command: 'probe.openPanel', title: 'Open Panel', category: 'Probe' },
    ],
    menus: {
      'editor/context': [{ command: 'probe.greetFile' }],
      'explorer/context': [{ command: 'probe.greetFile' }],
    },
  },
};

const program = `
const vscode = require('vscode');
exports.activate = (context) => {
  const item = vscode.window.createStatusBarItem(vscode.StatusBarAlignment.Left);
  item.text = '$(beaker) Probe 0 greetings';
  item.command = 'probe.openPanel';
  item.show();
  let greetings = 0;
  const count = () => { greetings += 1; item.text = '$(beaker) Probe ' + greetings + ' greetings'; };
  context.subscriptions.push(item,
    vscode.commands.registerCommand('probe.greet', async () => {
      count();
      const answer = await vscode.window.showInformationMessage('Hello from the palette', 'Ask');
      if (answer === 'Ask') await vscode.window.showWarningMessage('Really greet?', { modal: true }, 'Yes, greet');
    }),
    vscode.commands.registerCommand('probe.greetFile', (uri) => {
      count();
      void vscode.window.showInformationMessage('Hello ' + uri.path.split('/').pop());
    }),
    vscode.commands.registerCommand('probe.openPanel', () => {
      const panel = vscode.window.createWebviewPanel('probe', 'Probe Panel', vscode.ViewColumn.Beside, { enableScripts: true });
      panel.webview.html = '<!doctype html><body><h1>Probe panel</h1><p id="state">waiting</p><button>Ping</button><script>' +
        'const api = acquireVsCodeApi(); document.querySelector("button").onclick = () => api.postMessage("ping");' +
        'window.addEventListener("message", (event) => { document.getElementById("state").textContent = event.data; });' +
        '</scr' + 'ipt></body>';
      panel.webview.onDidReceiveMessage((message) => panel.webview.postMessage('answer to ' + message));
    }));
};
`;

/** Writes a tiny extension (three commands, two menus, a status bar item, a webview panel) into a new folder. */
export async function writeThrowAwayExtension(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(directory, 'extension.js'), program);
}
