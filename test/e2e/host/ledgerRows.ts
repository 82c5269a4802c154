import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LedgerRow } from '../../../src/core/cost/ledgerStore';
import { commandIds } from '../../../src/frontends/vscode/commandIds';

/** The whole ledger that the editor shows, oldest first. */
export async function ledgerRows(): Promise<readonly LedgerRow[]> {
  const file = path.join(os.tmpdir(), `agentic-qe-ledger-${process.pid}.json`);
  await vscode.commands.executeCommand(commandIds.exportCosts, vscode.Uri.file(file));
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } finally {
    await vscode.workspace.fs.delete(vscode.Uri.file(file));
  }
}
