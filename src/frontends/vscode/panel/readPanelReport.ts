import path from 'node:path';
import * as vscode from 'vscode';
import { describeError } from '../../../base/error';
import { keyedProviders } from '../../../core/providerKeys';
import { renderRouting } from '../../../core/reports/routingReport';
import type { HostMessage } from '../../webview/protocol';
import type { PanelTab } from '../../webview/reports';
import type { CommandContext } from '../commandContext';
import { toTarget } from '../commands/chooseTargets';
import { formatTime } from '../formatTime';
import { toPanelCosts, toPanelModel } from './panelReports';

/** What a tab of the panel shows beside the runs; undefined for tabs that show nothing else. Never rejects. */
export async function readPanelReport(
  context: CommandContext,
  tab: PanelTab,
): Promise<Extract<HostMessage, { kind: 'report' }> | undefined> {
  try {
    if (tab === 'costs') return { kind: 'report', costs: await readCosts(context) };
    if (tab === 'models') return { kind: 'report', models: await readModels(context) };
    return undefined;
  } catch (error) {
    return { kind: 'report', problem: describeError(error) };
  }
}

async function readCosts({ services }: CommandContext) {
  const [report, rows] = await Promise.all([services.costReport('month'), services.costs.rowsOf('month')]);
  const keptByRun = new Map<string, number>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? [])
    for (const [runId, kept] of await services.history.keptByRun(uri.fsPath)) keptByRun.set(runId, kept);
  return toPanelCosts(report, rows, { keptByRun, formatTime });
}

async function readModels({ services, keys }: CommandContext) {
  await keys.load();
  const keyed = new Set([...keyedProviders, ...keys.providers()]);
  const models = services
    .catalogue()
    .map((entry) =>
      toPanelModel(entry, (provider) => (keyed.has(provider) ? keys.originOf(provider) : undefined)),
    );
  return { models, ...(await readRouting(services)) };
}

/** Of the file in the editor, if there is one that tests can be written for. */
async function readRouting({ explainRouting }: CommandContext['services']) {
  const editor = vscode.window.visibleTextEditors.find(
    ({ document: { uri } }) => uri.scheme === 'file' && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(uri.path),
  );
  if (!editor) return { routing: [] };
  const { workspaceRoot, target } = toTarget(editor.document.uri);
  const report = await explainRouting({ type: 'generate-tests', workspaceRoot, targets: [target] });
  return { routingOf: path.posix.basename(target.path), routing: renderRouting(report) };
}
