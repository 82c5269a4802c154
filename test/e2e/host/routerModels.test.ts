import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LedgerRow } from '../../../src/core/cost/ledgerStore';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { chatAnswer, chatDelta } from '../../support/chatAnswers';
import { beginStream, ProviderServer, send } from '../../support/providerServer';
import { activeExtension } from './activeExtension';
import { ledgerRows } from './ledgerRows';

const { Global } = vscode.ConfigurationTarget;

/** What `neighbour.ask` resolves to. */
interface Answer {
  readonly isOffered: boolean;
  readonly name?: string;
  readonly pieces: readonly string[];
  readonly calls: readonly { readonly callId: string; readonly name: string; readonly input: unknown }[];
  readonly error?: { readonly message: string; readonly code?: string; readonly name: string };
}

const ask = (question: object): Thenable<Answer> =>
  vscode.commands.executeCommand('neighbour.ask', { vendor: 'agentic-qe', ...question });
const hello = { messages: [{ text: 'Hello' }] };
const lookUp = {
  name: 'look_up',
  description: 'Says the weather',
  inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
};

describe('the router as a language model of the editor', function () {
  this.timeout(120_000);
  let server: ProviderServer;
  let known: readonly LedgerRow[];
  const settings = () => vscode.workspace.getConfiguration('agenticQe');
  const set = (values: Readonly<Record<string, unknown>>) =>
    Promise.all(Object.entries(values).map(([key, value]) => settings().update(key, value, Global)));
  const newRows = async (): Promise<readonly LedgerRow[]> => {
    const ids = new Set(known.map(({ callId }) => callId));
    return (await ledgerRows()).filter(({ callId }) => !ids.has(callId));
  };

  before(async () => {
    await activeExtension();
    await vscode.extensions.getExtension('probe.neighbour')?.activate();
    server = await ProviderServer.start();
    await set({
      'routing.providers': { house: { baseURL: `${server.url}/v1`, isLocal: true } },
      'routing.models': [
        {
          name: 'tiny',
          provider: 'house',
          tier: 'complex',
          prices: { input: 3, output: 15 },
          contextWindow: 100_000,
          maxOutputTokens: 1000,
        },
      ],
      'routing.costTracking.budgetLimits.daily': 1,
    });
  });

  after(async () => {
    await set({
      'routing.providers': undefined,
      'routing.models': undefined,
      'routing.costTracking.budgetLimits.daily': undefined,
      'features.multiModelRouter': undefined,
    });
    await server.stop();
  });

  beforeEach(async () => {
    known = await ledgerRows();
  });

  it('is not offered while routing is off', async () => {
    assert.deepEqual(await ask(hello), { isOffered: false });
    await set({ 'features.multiModelRouter': true });
    // The editor asks again when it is told that the models have changed.
    while ((await vscode.lm.selectChatModels({ vendor: 'agentic-qe' })).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('answers another extension, streamed, priced and on record under its name', async () => {
    server.streamEvents(
      chatAnswer('Hello from the model behind the router.', { prompt_tokens: 1000, completion_tokens: 200 }),
    );
    const answer = await ask(hello);
    assert.equal(answer.error, undefined);
    assert.equal(answer.name, 'Agentic QE Router');
    assert.equal(answer.pieces.join(''), 'Hello from the model behind the router.');
    const [row, ...others] = await newRows();
    assert.deepEqual(others, []);
    assert.deepEqual(
      [row?.door, row?.agentId, row?.modelId, row?.costMicroUsd, row?.provenance, row?.outcome],
      ['router', 'probe.neighbour', 'tiny', 1000 * 3 + 200 * 15, 'measured', 'completed'],
    );
  });

  it('shows beside the model which one has answered last, and for how much', async () => {
    const [model] = await vscode.lm.selectChatModels({ vendor: 'agentic-qe' });
    assert.deepEqual(
      [model?.name, model?.family, model?.maxInputTokens],
      ['Agentic QE Router', 'agentic-qe-router', 99_000],
    );
    assert.ok(((await model?.countTokens('four words of text')) ?? 0) > 2);
  });

  it('hands on tools, their calls and their results', async () => {
    const call = {
      index: 0,
      id: 'call_1',
      type: 'function',
      function: { name: 'look_up', arguments: '{"city":"Rome"}' },
    };
    const event = (choice: object) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'tiny', choices: [{ index: 0, ...choice }] })}\n\n`;
    server.streamEvents([
      event({ delta: { role: 'assistant', tool_calls: [call] }, finish_reason: null }),
      event({ delta: {}, finish_reason: 'tool_calls' }),
      'data: [DONE]\n\n',
    ]);
    const asked = await ask({ messages: [{ text: 'Weather in Rome?' }], tools: [lookUp] });
    assert.deepEqual(
      [asked.error, asked.calls],
      [undefined, [{ callId: 'call_1', name: 'look_up', input: { city: 'Rome' } }]],
    );
    server.streamEvents(chatAnswer('It is sunny.', { prompt_tokens: 10, completion_tokens: 3 }));
    const told = await ask({
      tools: [lookUp],
      messages: [
        { text: 'Weather in Rome?' },
        { role: 'assistant', calls: asked.calls },
        { role: 'user', results: [{ callId: 'call_1', text: 'sunny and warm' }] },
      ],
    });
    assert.equal(told.pieces.join(''), 'It is sunny.');
    const { messages } = JSON.parse(server.calls.at(-1)?.body ?? '{}');
    assert.deepEqual(
      messages.map(({ role }: { role: string }) => role),
      ['user', 'assistant', 'tool'],
    );
    assert.equal(messages[2].content, 'sunny and warm');
  });

  it('ends the call of a model when whoever asked cancels, in one row', async () => {
    server.onCall(async ({ response }) => {
      await send(beginStream(response), chatDelta('Hel'));
    });
    const call = server.nextCall();
    const answer = await ask({ ...hello, cancelAfter: 1 });
    assert.ok(answer.error, JSON.stringify(answer));
    await (await call).closed;
    while ((await newRows()).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(
      (await newRows()).map(({ outcome, door }) => [outcome, door]),
      [['cancelled', 'router']],
    );
  });

  it('refuses what the budget does not hold, before anything is sent, and says so', async () => {
    await set({ 'routing.costTracking.budgetLimits.daily': 0.001 });
    const sent = server.calls.length;
    const { error, pieces } = await ask(hello);
    assert.match(error?.message ?? '', /daily budget/);
    assert.match(error?.message ?? '', /[Rr]aise/);
    assert.deepEqual([pieces, server.calls.length, await newRows()], [[], sent, []]);
    assert.equal(error?.code, 'Blocked');
    await set({ 'routing.costTracking.budgetLimits.daily': 1 });
  });

  it('says in one sentence what is wrong with the provider', async () => {
    server.onCall(
      ({ response }) =>
        void response
          .writeHead(401, { 'content-type': 'application/json' })
          .end('{"error":{"message":"bad key"}}'),
    );
    const { error } = await ask(hello);
    assert.match(error?.message ?? '', /key/i);
    assert.equal(error?.code, 'NoPermissions');
  });

  it('is no model of the editor for the product itself, which would ask itself', async () => {
    const result = await vscode.commands.executeCommand<{ ok: boolean; message: string }>(
      commandIds.testConnection,
      'vscode',
    );
    assert.ok(!/Router/.test(result.message), result.message);
  });
});
