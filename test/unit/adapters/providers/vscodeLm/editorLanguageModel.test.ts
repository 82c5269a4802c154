import assert from 'node:assert/strict';
import { EditorLanguageModel } from '../../../../../src/adapters/providers/vscodeLm/editorLanguageModel';
import type { EditorModel, EditorModels } from '../../../../../src/adapters/providers/vscodeLm/editorModels';
import { aPrompt, failureOf, type StreamedAnswer, streamAnswer } from '../../../../support/streamedAnswer';

describe('EditorLanguageModel', () => {
  it('gives the text and an end without usage, and tells the editor who asks what', async () => {
    const editor = new FakeEditor([aChatModel({ fragments: ['expect(', '', '1)'] })]);
    const answer = await ask(editor);
    assert.equal(answer.text, 'expect(1)');
    assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason: 'stop', usage: undefined });
    assert.deepEqual(editor.sent, [
      { model: 'gpt-x', messages: [`user: ${aPrompt.system}`, `user: ${aPrompt.user}`] },
    ]);
    assert.deepEqual([editor.opened, editor.disposed, editor.cancelled], [1, 1, 0]);
  });

  it('finds a model by vendor and id, by vendor and family, and without a vendor', async () => {
    const models = [
      aChatModel({ vendor: 'copilot', id: 'a-1', family: 'a' }),
      aChatModel({ vendor: 'other', id: 'a', family: 'x' }),
    ];
    for (const [name, id] of [
      ['copilot/a-1', 'a-1'],
      ['copilot/a', 'a-1'],
      ['other/x', 'a'],
      ['a', 'a'],
      ['x', 'a'],
    ] as const) {
      const editor = new FakeEditor(models);
      await ask(editor, name);
      assert.equal(editor.sent[0]?.model, id, name);
    }
  });

  it('says that the editor does not have the model', async () => {
    const failure = failureOf(await ask(new FakeEditor([aChatModel({ vendor: 'other' })])));
    assert.equal(failure.code, 'provider-not-set-up');
    assert.equal(failure.message, 'The editor does not offer the model copilot/gpt-x.');
  });

  it('turns the editor’s errors into what the user can do, and never asks again by itself', async () => {
    for (const [code, expected, hint] of [
      ['NoPermissions', 'provider-authentication', /Allow it/],
      ['Blocked', 'provider-rate-limited', /quota/],
      ['NotFound', 'provider-not-set-up', /Sign in/],
      ['Unknown', 'provider-stream-broken', /Try again/],
    ] as const) {
      const error = Object.assign(new Error('Because.\nOf that'), { code });
      for (const model of [aChatModel({ refusal: error }), aChatModel({ fragments: ['a', error] })]) {
        const failure = failureOf(await ask(new FakeEditor([model])));
        assert.deepEqual([failure.code, failure.isRetryable], [expected, false], code);
        assert.match(failure.hint ?? '', hint);
        assert.ok(!failure.message.includes('\n'));
      }
    }
  });

  it('does not take nothing for an answer', async () => {
    const failure = failureOf(await ask(new FakeEditor([aChatModel({ fragments: [''] })])));
    assert.equal(failure.code, 'provider-stream-broken');
  });

  it('cuts off what is longer than allowed', async () => {
    const editor = new FakeEditor([aChatModel({ fragments: Array.from({ length: 50 }, () => 'word ') })]);
    const answer = await ask(editor, 'copilot/gpt-x', { maxOutputTokens: 10 });
    assert.deepEqual(answer.parts.at(-1), { type: 'finish', reason: 'length', usage: undefined });
    assert.equal(answer.text, 'word '.repeat(11));
    assert.equal(editor.cancelled, 1);
  });

  it('tells the editor when it is cancelled, and does not wait for a model that goes on', async () => {
    for (const model of [aChatModel({ fragments: ['a', 'silence'] }), aChatModel({ refusal: 'silence' })]) {
      const abort = new AbortController();
      const editor = new FakeEditor([model]);
      setImmediate(() => abort.abort());
      const answer = await ask(editor, 'copilot/gpt-x', { signal: abort.signal });
      assert.equal((answer.error as Error).name, 'AbortError');
      assert.deepEqual([editor.cancelled, editor.disposed], [1, 1]);
    }
    const untouched = new FakeEditor([aChatModel({})]);
    await ask(untouched, 'copilot/gpt-x', { signal: AbortSignal.abort() });
    assert.equal(untouched.opened, 0);
  });
});

type ModelFields = Partial<Pick<EditorModel, 'id' | 'vendor' | 'family'>> & {
  readonly fragments?: readonly (string | Error)[];
  /** What a request fails with; `silence`: it is never answered. */
  readonly refusal?: Error | 'silence';
};

interface ChatModel extends EditorModel {
  editor?: FakeEditor;
}

function aChatModel({ fragments = ['OK'], refusal, ...names }: ModelFields): ChatModel {
  return {
    id: 'gpt-x',
    vendor: 'copilot',
    family: 'gpt',
    ...names,
    async sendRequest(messages, options, token) {
      assert.ok(options.justification);
      assert.equal(token, 'token');
      this.editor?.sent.push({ model: this.id, messages: messages.map(String) });
      if (refusal === 'silence') return await new Promise(() => {});
      if (refusal) throw refusal;
      return { text: read(fragments) };
    },
  };
}

async function* read(fragments: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const fragment of fragments) {
    if (fragment === 'silence') await new Promise(() => {});
    else if (fragment instanceof Error) throw fragment;
    else yield fragment;
  }
}

class FakeEditor implements EditorModels {
  readonly sent: { readonly model: string; readonly messages: readonly string[] }[] = [];
  opened = 0;
  cancelled = 0;
  disposed = 0;

  constructor(private readonly models: readonly ChatModel[]) {
    for (const model of models) model.editor = this;
  }

  async selectChatModels({ vendor }: { vendor?: string }): Promise<readonly EditorModel[]> {
    return this.models.filter((model) => vendor === undefined || model.vendor === vendor);
  }

  createUserMessage(text: string): string {
    return `user: ${text}`;
  }

  createCancellation() {
    this.opened += 1;
    let isCancelled = false;
    return {
      token: 'token',
      cancel: () => {
        if (!isCancelled) this.cancelled += 1;
        isCancelled = true;
      },
      dispose: () => {
        this.disposed += 1;
      },
    };
  }
}

async function ask(
  editor: FakeEditor,
  modelId = 'copilot/gpt-x',
  options: Parameters<typeof streamAnswer>[1] = {},
): Promise<StreamedAnswer> {
  return await streamAnswer(new EditorLanguageModel({ modelName: modelId, modelId, editor }), options);
}
