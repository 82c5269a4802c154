import * as vscode from 'vscode';
import type { ChatMessage } from './chatProviderApi';

/** The text of a message, without what it asks of tools. */
export function textOf({ content }: Pick<ChatMessage, 'content'>): string {
  return content.map(textOfPart).join('');
}

function textOfPart(part: unknown): string {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  const { mimeType, data } = part as { readonly mimeType?: unknown; readonly data?: unknown };
  const isText = typeof mimeType === 'string' && /^text\/|[/+]json$/.test(mimeType);
  return isText && data instanceof Uint8Array ? new TextDecoder().decode(data) : '';
}
