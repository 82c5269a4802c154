import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { toCsv, toJson } from '../../../core/cost/costExport';
import type { CommandContext } from '../commandContext';
import { presentExport } from '../text/exportText';

/**
 * Writes every call on record into a CSV or JSON file, by the ending of its name. Resolves to false when the user has given up.
 * @param named file to write, from a caller of the command; else the user is asked
 * @throws LedgerError; whatever writing the file throws
 */
export async function exportCosts({ services, present }: CommandContext, named?: unknown): Promise<boolean> {
  const target = named instanceof vscode.Uri ? named : await askForFile();
  if (!target) return false;
  const rows = await services.costs.rowsOf('all');
  const text = path.posix.extname(target.path).toLowerCase() === '.json' ? toJson(rows) : toCsv(rows);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  present(
    presentExport(rows.length, { folder: path.dirname(target.fsPath), name: path.basename(target.fsPath) }),
  );
  return true;
}

function askForFile(): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  return vscode.window.showSaveDialog({
    title: t('Export Costs'),
    defaultUri: vscode.Uri.joinPath(folder, 'agentic-qe-costs.csv'),
    filters: { CSV: ['csv'], JSON: ['json'] },
  });
}
