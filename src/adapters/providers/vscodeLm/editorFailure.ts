import { ProviderError } from '../../../core/errors';

const consentAdvice = 'Allow it when the editor asks, or with "Manage Language Model Access".';

/** The failure that an error of the editor's language models stands for, by the code of `vscode.LanguageModelError`. */
export function editorFailure(modelName: string, thrown: unknown): ProviderError {
  if (thrown instanceof ProviderError) return thrown;
  switch (codeOf(thrown)) {
    case 'NoPermissions':
      return new ProviderError(
        'provider-authentication',
        `The editor does not allow the use of ${modelName}.`,
        {
          hint: consentAdvice,
        },
      );
    case 'NotFound':
      return modelNotOffered(modelName);
    case 'Blocked':
      // Asking again would go on using up what the user's plan allows.
      return new ProviderError(
        'provider-rate-limited',
        `The editor refuses calls of ${modelName} for now${sentenceOf(thrown)}`,
        { hint: 'Look after the quota of your plan, or choose another model.' },
      );
    default:
      return new ProviderError(
        'provider-stream-broken',
        `${modelName} failed in the editor${sentenceOf(thrown)}`,
        {
          hint: 'Try again, or choose another model.',
        },
      );
  }
}

/** The model is not one of those that the editor has now. */
export function modelNotOffered(modelName: string): ProviderError {
  return new ProviderError('provider-not-set-up', `The editor does not offer the model ${modelName}.`, {
    hint: 'Sign in to the extension that brings it, such as GitHub Copilot, or choose another model.',
  });
}

/** A chat of the editor is to be answered by a model of the editor. */
export function noConversation(modelName: string): ProviderError {
  return new ProviderError(
    'provider-refused',
    `${modelName} is a model of the editor and answers no chats of others.`,
    {
      hint: 'Choose it in the chat itself.',
    },
  );
}

/** The stream of the editor ended and had nothing in it. */
export function emptyAnswer(modelName: string): ProviderError {
  return new ProviderError('provider-stream-broken', `${modelName} gave an empty answer in the editor.`, {
    hint: 'Try again, or choose another model.',
  });
}

function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** `: sentence.` in one line, or the full stop alone. */
function sentenceOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message.replace(/\s+/g, ' ').trim().slice(0, 300) : '';
  if (text === '') return '.';
  return /[.!?]$/.test(text) ? `: ${text}` : `: ${text}.`;
}
