import * as vscode from 'vscode';
import { t } from '../../../base/localize';
import { commandIds } from '../commandIds';
import { lensTitle } from '../text/insightText';
import type { FileInsights } from './fileInsights';

/** A lens over each exported function and method: what is known of it, and tests at a click. */
export class FunctionLenses implements vscode.CodeLensProvider {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(
    private readonly insights: FileInsights,
    private readonly isOn: () => boolean,
  ) {}

  refresh(): void {
    this.changes.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.isOn()) return [];
    const insight = await this.insights.of(document);
    if (!insight) return [];
    return insight.units.map((unit) => {
      const { startLine, endLine } = unit.range;
      const range = new vscode.Range(startLine - 1, 0, startLine - 1, 0);
      return new vscode.CodeLens(range, {
        title: lensTitle(unit, insight.coverage),
        tooltip: t('Write tests for {0} and keep those that prove themselves', unit.name),
        command: commandIds.generateTestsForLines,
        arguments: [document.uri, { startLine, endLine }],
      });
    });
  }

  dispose(): void {
    this.changes.dispose();
  }
}
