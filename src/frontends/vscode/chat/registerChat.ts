import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import { chatParticipantId } from '../agentDoorIds';
import type { CommandContext } from '../commandContext';

/** Puts `@qe` into the editor's chat. Does nothing in an editor that has none. */
export function registerChat(context: CommandContext, extensionUri: vscode.Uri): Disposable {
  const store = new DisposableStore();
  if (typeof vscode.chat?.createChatParticipant !== 'function') return store;
  const participant = vscode.chat.createChatParticipant(
    chatParticipantId,
    async (request, _history, stream, token) => {
      // Loaded with the first question: an editor that has just started need not load it.
      const { answerChat } = await import('./chatAnswer');
      return await answerChat({ request, stream, token, context });
    },
  );
  participant.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
  participant.followupProvider = {
    provideFollowups: ({ metadata }) => (metadata?.followups ?? []) as vscode.ChatFollowup[],
  };
  store.add(participant);
  return store;
}
