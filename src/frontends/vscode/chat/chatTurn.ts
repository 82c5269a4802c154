import type * as vscode from 'vscode';
import type { CommandContext } from '../commandContext';

/** One question to `@qe`, and where the answer goes. */
export interface ChatTurn {
  readonly request: Pick<vscode.ChatRequest, 'prompt' | 'command' | 'references'>;
  readonly stream: vscode.ChatResponseStream;
  readonly token: vscode.CancellationToken;
  readonly context: CommandContext;
}

/** What an answer ends with. */
export interface ChatOutcome {
  readonly followups: readonly vscode.ChatFollowup[];
}
