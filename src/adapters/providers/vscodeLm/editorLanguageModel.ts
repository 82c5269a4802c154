import { AbortError, onAbort, throwIfAborted } from '../../../base/abort';
import type { Conversation } from '../../../core/languageModel/conversation';
import type {
  CallOptions,
  LanguageModel,
  Prompt,
  StreamPart,
} from '../../../core/languageModel/languageModel';
import { estimateTokens } from '../../../core/routing/tokenEstimate';
import { editorFailure, emptyAnswer, modelNotOffered, noConversation } from './editorFailure';
import type { EditorModel, EditorModels } from './editorModels';

const justification = 'Agentic QE writes tests for your code with it.';

export interface EditorLanguageModelOptions {
  readonly modelName: string;
  /** `vendor/model`, or the model alone; the model by its id or its family. */
  readonly modelId: string;
  readonly editor: EditorModels;
}

/**
 * A model of the editor, such as Copilot's. The editor asks the user for consent, has no limit for the output and reports no
 * usage: what is longer than allowed, by our estimate, is cut off, and `finish` has no usage.
 */
export class EditorLanguageModel implements LanguageModel {
  readonly provider = 'vscode';
  readonly modelName: string;

  constructor(private readonly options: EditorLanguageModelOptions) {
    this.modelName = options.modelName;
  }

  async *doStream(
    prompt: Prompt | Conversation,
    { maxOutputTokens, signal }: CallOptions,
  ): AsyncGenerator<StreamPart> {
    throwIfAborted(signal);
    // The editor offers its models to all chats by itself.
    if ('messages' in prompt) throw noConversation(this.modelName);
    const { editor, modelId } = this.options;
    const cancellation = editor.createCancellation();
    let abandon: (reason: AbortError) => void = () => {};
    const aborted = new Promise<never>((_, reject) => {
      abandon = reject;
    });
    aborted.catch(() => {});
    const abortion = onAbort(signal, () => {
      cancellation.cancel();
      abandon(new AbortError());
    });
    /** The model's own end may never come: extensions decide what they do about a cancellation. */
    const unlessAborted = <T>(work: PromiseLike<T>): Promise<T> => Promise.race([work, aborted]);
    let isComplete = false;
    try {
      const model = await unlessAborted(findModel(editor, modelId));
      if (!model) throw modelNotOffered(this.modelName);
      // These models have no role for the system.
      const messages = [prompt.system, prompt.user].map((text) => editor.createUserMessage(text));
      const { text } = await unlessAborted(
        model.sendRequest(messages, { justification }, cancellation.token),
      );
      const fragments = text[Symbol.asyncIterator]();
      let outputTokens = 0;
      for (;;) {
        const next = await unlessAborted(fragments.next());
        if (next.done) break;
        outputTokens += estimateTokens(next.value);
        if (next.value !== '') yield { type: 'text-delta', text: next.value };
        if (outputTokens > maxOutputTokens) {
          yield { type: 'finish', reason: 'length', usage: undefined };
          return;
        }
      }
      isComplete = true;
      if (outputTokens === 0) throw emptyAnswer(this.modelName);
      yield { type: 'finish', reason: 'stop', usage: undefined };
    } catch (error) {
      throw signal.aborted ? new AbortError() : editorFailure(this.modelName, error);
    } finally {
      abortion.dispose();
      if (!isComplete) cancellation.cancel();
      cancellation.dispose();
    }
  }
}

/** Name of the first model that the editor offers; undefined: it offers none. */
export async function firstOfferedModel(editor: EditorModels): Promise<string | undefined> {
  const [model] = await editor.selectChatModels({});
  return model && `${model.vendor}/${model.id}`;
}

/** The first model with that id, else with that family. */
async function findModel(editor: EditorModels, name: string): Promise<EditorModel | undefined> {
  const [, vendor, model = name] = /^([^/]+)\/(.+)$/.exec(name) ?? [];
  const offered = await editor.selectChatModels(vendor === undefined ? {} : { vendor });
  return offered.find(({ id }) => id === model) ?? offered.find(({ family }) => family === model);
}
