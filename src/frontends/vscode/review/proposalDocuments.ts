import * as vscode from 'vscode';
import type { Disposable } from '../../../base/disposable';
import { describeError } from '../../../base/error';
import type { ProposalPlace, Review, ReviewTexts } from '../../../core/generation/review/review';

/** Scheme of the two sides of a review; package.json names it in conditions of menus. */
export const proposalScheme = 'agentic-qe-proposal';

export type ReviewSide = 'current' | 'proposed';

/** The file of a review as a document that cannot be edited. Its name ends as that of the real one, for the language. */
export function proposalUri({ workspaceRoot, runId, path }: ProposalPlace, side: ReviewSide): vscode.Uri {
  const query = JSON.stringify({ workspaceRoot, runId, side });
  return vscode.Uri.from({ scheme: proposalScheme, path: `/${path}`, query });
}

/** What a document of a review is about; undefined for any other document. */
export function placeOf({
  scheme,
  path,
  query,
}: vscode.Uri): (ProposalPlace & { readonly side: ReviewSide }) | undefined {
  if (scheme !== proposalScheme) return undefined;
  const { workspaceRoot, runId, side } = JSON.parse(query) as Record<string, string>;
  if (workspaceRoot === undefined || runId === undefined) return undefined;
  return { workspaceRoot, runId, path: path.slice(1), side: side === 'current' ? 'current' : 'proposed' };
}

/** Gives both sides of a review their text: the file as it is, and as it would be with all tests that are open. */
export class ProposalDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: Disposable;
  readonly onDidChange = this.changes.event;

  constructor(private readonly review: Pick<Review, 'texts'>) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this);
  }

  /** Called by VS Code when a side is opened, and after every change. */
  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const place = placeOf(uri);
    if (!place) return '';
    try {
      const texts: ReviewTexts = await this.review.texts(place);
      return (place.side === 'current' ? texts.current : texts.proposed) ?? '';
    } catch (error) {
      return place.side === 'current' ? '' : `// ${describeError(error)}\n`;
    }
  }

  /** Asks for the texts of all open sides again. */
  refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === proposalScheme) this.changes.fire(uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }
}
