import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { silentLogger } from '../../../../src/base/logger';
import {
  type ConversationPart,
  ConversationService,
} from '../../../../src/core/conversation/conversationService';
import { CostTracker } from '../../../../src/core/cost/costTracker';
import { BudgetExceededError, ModelSelectionError, ProviderError } from '../../../../src/core/errors';
import { EventBus } from '../../../../src/core/events/eventBus';
import type { Conversation } from '../../../../src/core/languageModel/conversation';
import type { ModelConfig } from '../../../../src/core/routing/modelConfig';
import {
  aUsage,
  FakeLanguageModel,
  finish,
  type ScriptedPart,
  text,
} from '../../../support/fakeLanguageModel';
import { FakeLedgerStore } from '../../../support/fakeLedgerStore';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { ManualTime } from '../../../support/manualTimer';
import { createTestConfig } from '../../../support/testConfig';

const models = [
  {
    name: 'small',
    provider: 'house',
    tier: 'moderate',
    prices: { input: 1, output: 5 },
    contextWindow: 100_000,
    maxOutputTokens: 1000,
  },
  {
    name: 'large',
    provider: 'annex',
    tier: 'complex',
    prices: { input: 3, output: 15 },
    contextWindow: 400_000,
    maxOutputTokens: 2000,
  },
  {
    name: 'of-editor',
    provider: 'vscode',
    tier: 'complex',
    prices: { input: 0, output: 0 },
    contextWindow: 9000,
  },
  { name: 'embedded' },
] as const;
const aConversation: Conversation = {
  system: '',
  messages: [{ role: 'user', text: 'Hello' }],
  tools: [],
  mustCallTool: false,
};
const broken = (code: 'provider-overloaded' | 'provider-authentication') =>
  new ProviderError(code, `It failed with ${code}.`);

interface Setup {
  readonly scripts?: Readonly<Record<string, readonly ScriptedPart[]>>;
  readonly routing?: object;
  readonly daily?: number | null;
  readonly features?: object;
  readonly isAvailable?: (model: ModelConfig) => boolean;
}

function aService({ scripts = {}, routing = {}, daily = 5, features, isAvailable = () => true }: Setup = {}) {
  const config = createTestConfig({
    ...(features && { features }),
    routing: { models, costTracking: { budgetLimits: { daily, monthly: null } }, ...routing } as never,
  });
  const ledger = new FakeLedgerStore();
  const clock = { now: () => 1_790_000_000_000 };
  const costs = new CostTracker({
    ledger,
    clock,
    events: new EventBus(silentLogger),
    timeZone: 'UTC',
    config: () => config,
    memory: new FakeSharedMemory(),
    logger: silentLogger,
  });
  const asked = new Map<string, FakeLanguageModel>();
  let ids = 0;
  const service = new ConversationService({
    config: () => config,
    costs,
    clock,
    setTimer: new ManualTime().setTimer,
    logger: silentLogger,
    createId: () => `id-${++ids}`,
    branchOf: () => ({ gitBranch: 'main' }),
    providers: {
      availabilityOf: (model) =>
        isAvailable(model) ? { ok: true } : { ok: false, reason: 'no key is set up' },
      modelFor: ({ name }) => {
        const model = asked.get(name) ?? new FakeLanguageModel([scripts[name] ?? []], name);
        asked.set(name, model);
        return model;
      },
    },
  });
  const controller = new AbortController();
  const parts: ConversationPart[] = [];
  const read = async (conversation = aConversation, onPart: (part: ConversationPart) => void = () => {}) => {
    const request = {
      conversation,
      askedBy: 'probe.neighbour',
      workspaceRoot: '/shop',
      signal: controller.signal,
    };
    for await (const part of service.answer(request)) {
      parts.push(part);
      onPart(part);
    }
  };
  const selected = () => parts.flatMap((part) => (part.type === 'model-selected' ? [part.modelName] : []));
  return { service, ledger, asked, parts, read, controller, selected };
}

describe('ConversationService', () => {
  it('tells the model and why, then the answer as it comes, and puts it on record under the router', async () => {
    const { read, parts, ledger } = aService({
      scripts: { small: [...text('Hel', 'lo'), finish(aUsage(100, 30))] },
    });
    await read();
    const [first] = parts;
    assert.ok(first?.type === 'model-selected');
    assert.match(first.reason, /cheapest of 2 adequate models.*at most \$/);
    assert.deepEqual(
      parts.map(({ type }) => type),
      ['model-selected', 'text-delta', 'text-delta', 'settled', 'finish'],
    );
    const [row, ...others] = ledger.recorded;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [row?.door, row?.agentId, row?.agentType, row?.taskType, row?.workspace, row?.modelId, row?.outcome],
      ['router', 'probe.neighbour', 'extension', 'chat', '/shop', 'small', 'completed'],
    );
    assert.equal(row?.costMicroUsd, 100 * 1 + 30 * 5);
    assert.equal(row?.provenance, 'measured');
  });

  it('asks nothing when no budget leaves enough for the worst case', async () => {
    const { read, asked, ledger } = aService({ daily: 0.004 });
    await assert.rejects(
      read(),
      (error) => error instanceof BudgetExceededError && /daily budget/.test(error.message),
    );
    assert.deepEqual([[...asked.keys()], ledger.recorded], [[], []]);
  });

  it('is held to the limit of a run with each request by itself', async () => {
    const scripts = { small: [...text('a'), finish(aUsage(100, 900))] };
    const { read, ledger } = aService({
      scripts,
      routing: { costTracking: { budgetLimits: { perRun: 0.012 } } },
    });
    for (let request = 1; request <= 3; request++) await read();
    assert.equal(new Set(ledger.recorded.map(({ runId }) => runId)).size, 3);
  });

  it('goes to the next provider when one fails before anything was said', async () => {
    const { read, selected, ledger } = aService({
      scripts: { small: [broken('provider-authentication')], large: [...text('Hi'), finish(aUsage(10, 1))] },
    });
    await read();
    assert.deepEqual(selected(), ['small', 'large']);
    assert.deepEqual(
      ledger.recorded.map(({ modelId, outcome, costMicroUsd }) => [modelId, outcome, costMicroUsd > 0]),
      [
        ['small', 'failed', false],
        ['large', 'completed', true],
      ],
    );
  });

  it('says why the first one failed when no other is left, and does not start over in the middle of an answer', async () => {
    const alone = aService({
      scripts: { small: [broken('provider-authentication')] },
      isAvailable: ({ name }) => name === 'small',
    });
    await assert.rejects(alone.read(), /provider-authentication/);
    const midway = aService({ scripts: { small: [...text('Hel'), broken('provider-overloaded')] } });
    await assert.rejects(midway.read(), /provider-overloaded/);
    assert.deepEqual(midway.selected(), ['small']);
  });

  it('ends the call when it is cancelled, and when its reader leaves, in one row each', async () => {
    const cancelled = aService({ scripts: { small: [...text('Hel'), 'wait'] } });
    await assert.rejects(
      cancelled.read(aConversation, ({ type }) => type === 'text-delta' && cancelled.controller.abort()),
      AbortError,
    );
    assert.equal(cancelled.asked.get('small')?.ended, 1);
    const left = aService({ scripts: { small: [...text('Hel'), 'wait'] } });
    const { signal } = left.controller;
    const request = { conversation: aConversation, askedBy: 'x', workspaceRoot: '', signal };
    for await (const { type } of left.service.answer(request)) if (type === 'text-delta') break;
    assert.equal(left.asked.get('small')?.ended, 1);
    for (const { ledger } of [cancelled, left])
      assert.deepEqual(
        ledger.recorded.map(({ outcome }) => outcome),
        ['cancelled'],
      );
  });

  it('hands on calls of tools, and gives their provider back what it had put beside them', async () => {
    const call = { callId: 'c1', name: 'look_up', input: {}, providerData: { house: { signature: 's' } } };
    const { read, asked } = aService({
      scripts: { small: [{ type: 'tool-call', call }, finish(aUsage(10, 1))] },
    });
    await read();
    await read({
      ...aConversation,
      messages: [
        { role: 'assistant', text: '', toolCalls: [{ callId: 'c1', name: 'look_up', input: {} }] },
        { role: 'tool', callId: 'c1', toolName: 'look_up', text: 'sunny' },
      ],
    });
    const sent = asked.get('small')?.calls[1]?.prompt as Conversation | undefined;
    const [assistant] = sent?.messages ?? [];
    assert.ok(assistant?.role === 'assistant');
    assert.deepEqual(assistant.toolCalls, [call]);
  });

  it('takes the forced model or none, and none that is not allowed', async () => {
    const forced = aService({
      routing: { forcedModel: 'large' },
      scripts: { large: [...text('Hi'), finish(aUsage(1, 1))] },
    });
    await forced.read();
    assert.deepEqual(forced.selected(), ['large']);
    const editor = aService({ routing: { forcedModel: 'of-editor' } });
    await assert.rejects(editor.read(), ModelSelectionError);
    const allowed = aService({
      routing: { allowedModels: ['large'] },
      scripts: { large: [...text('Hi'), finish(aUsage(1, 1))] },
    });
    await allowed.read();
    assert.deepEqual(allowed.selected(), ['large']);
  });

  it('leaves out models whose context is too small', async () => {
    const { read, selected } = aService({ scripts: { large: [...text('Hi'), finish(aUsage(1, 1))] } });
    await read({ ...aConversation, messages: [{ role: 'user', text: 'word '.repeat(60_000) }] });
    assert.deepEqual(selected(), ['large']);
  });

  describe('offer', () => {
    it('has the language models that can be used, and the largest context of them', () => {
      assert.deepEqual(aService().service.offer(), {
        status: 'offered',
        modelNames: ['small', 'large'],
        maxInputTokens: 398_000,
        maxOutputTokens: 2000,
      });
    });

    it('is none while the router is off, no provider is set up, or nothing may be paid', () => {
      const off = aService({ features: { multiModelRouter: false } }).service.offer();
      assert.equal(off.status, 'router-off');
      const unset = aService({ isAvailable: () => false }).service.offer();
      assert.ok(unset.status === 'no-model' && /no key is set up/.test(unset.reason));
    });
  });
});
