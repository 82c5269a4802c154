import * as vscode from 'vscode';
import type { UncoveredPlace } from '../../../core/codeInsight/codeInsight';
import type { RoutingReport } from '../../../core/reports/routingReport';
import { commandIds } from '../commandIds';
import { estimateText, gapActionTitle, gapSentence, modelNotKnown } from '../text/insightText';
import { type FileInsights, placeOf } from './fileInsights';

export interface GapActionsDependencies {
  readonly insights: FileInsights;
  /** Which model would write tests for the file, and what it costs at most; spends nothing. */
  readonly explain: (workspaceRoot: string, path: string) => Promise<RoutingReport>;
}

/** On a line or a branch that no test executes: what is missing, and a test for it at a click, by hover and by light bulb. */
export class GapActions implements vscode.CodeActionProvider, vscode.HoverProvider {
  constructor(private readonly dependencies: GapActionsDependencies) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const gap = await this.gapAt(document, new vscode.Range(position, position));
    if (!gap) return undefined;
    const title = gapActionTitle(gap, await this.estimate(document));
    const text = new vscode.MarkdownString();
    text.isTrusted = { enabledCommands: [commandIds.generateTestsForLines] };
    const target = encodeURIComponent(JSON.stringify([document.uri.toJSON(), linesOf(gap)]));
    text.appendText(gapSentence(gap));
    text.appendMarkdown(`\n\n[${title}](command:${commandIds.generateTestsForLines}?${target})`);
    return new vscode.Hover(text, rangeOf(gap));
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const gap = await this.gapAt(document, range);
    if (!gap) return [];
    const title = gapActionTitle(gap, await this.estimate(document));
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = {
      title,
      command: commandIds.generateTestsForLines,
      arguments: [document.uri, linesOf(gap)],
    };
    return [action];
  }

  /** The smallest uncovered place that touches the lines, branches first. */
  private async gapAt(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<UncoveredPlace | undefined> {
    const insight = await this.dependencies.insights.of(document);
    const touching = (insight?.uncovered ?? []).filter(
      ({ span }) => span.start.line - 1 <= range.end.line && range.start.line <= span.end.line - 1,
    );
    const sizeOf = ({ span }: UncoveredPlace): number => span.end.line - span.start.line;
    return touching.toSorted(
      (a, b) => Number(b.kind === 'branch') - Number(a.kind === 'branch') || sizeOf(a) - sizeOf(b),
    )[0];
  }

  private async estimate({ uri }: vscode.TextDocument): Promise<string> {
    const place = placeOf(uri);
    if (!place) return modelNotKnown();
    try {
      return estimateText(await this.dependencies.explain(place.workspaceRoot, place.path));
    } catch {
      return modelNotKnown();
    }
  }
}

function linesOf({ span }: UncoveredPlace) {
  return { startLine: span.start.line, endLine: span.end.line };
}

function rangeOf({ span }: UncoveredPlace): vscode.Range {
  return new vscode.Range(span.start.line - 1, span.start.column, span.end.line - 1, span.end.column);
}
