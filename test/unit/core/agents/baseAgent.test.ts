import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { BudgetExceededError, StreamingError, WorkspaceError } from '../../../../src/core/errors';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import type { ModelRouter } from '../../../../src/core/routing/modelRouter';
import type { ModelSelection } from '../../../../src/core/routing/modelSelection';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';
import {
  anEmptySummary,
  aSelection,
  deferred,
  type Script,
  scriptedAgent,
} from '../../../support/scriptedFleet';

const selection = aSelection({ modelName: 'claude-haiku-4', reason: 'The cheapest adequate model.' });

/** A router that answers as told and counts how often it was asked. */
function routerWith(answer: () => Promise<ModelSelection>) {
  const router = { asked: 0 };
  const selectModel = () => {
    router.asked++;
    return answer();
  };
  return Object.assign(router, { router: { selectModel } as unknown as ModelRouter });
}

const withoutStreaming = (name: string): ModelSelection => ({
  ...selection,
  modelName: name,
  modelConfig: { ...embeddedModel, name, capabilities: { supportsStreaming: false } },
});

describe('BaseAgent, lifecycle', () => {
  it(`does not stream and has no features unless it was told to ${verifies('AGT-3.1-1', 'AGT-3.1-2')}`, () => {
    const { agent } = scriptedAgent();
    assert.equal(agent.streamingEnabled, false);
    assert.deepEqual(agent.features, { multiModelRouter: false, streaming: false });
  });

  it(`has the given id, or a new one, with type and time ${verifies('AGT-3.1-4')}`, () => {
    const { agent: named } = scriptedAgent({ id: 'mine' });
    assert.deepEqual(named.agentId, { id: 'mine', type: 'test-generator', createdAtMs: 0 });
    const ids = [scriptedAgent(), scriptedAgent()].map(({ agent }) => agent.agentId.id);
    assert.equal(new Set(ids).size, 2);
  });

  it(`answers for its capabilities by name ${verifies('AGT-3.1-5')}`, () => {
    const { agent } = scriptedAgent({ type: 'quality-gate' });
    assert.deepEqual([agent.hasCapability('quality-gate'), agent.hasCapability('other')], [true, false]);
    assert.deepEqual(agent.getCapability('quality-gate'), agent.getCapabilities()[0]);
    assert.equal(agent.getCapability('other'), undefined);
  });

  it(`takes tasks between initialize and terminate only, one at a time ${verifies('AGT-3.1-6')}`, async () => {
    const end = deferred();
    const { agent, perform } = scriptedAgent({
      script: async (task) => {
        await end.promise;
        return anEmptySummary(task.id);
      },
    });
    await assert.rejects(perform(), /is initializing and takes no task/);
    await agent.initialize();
    const first = perform();
    await assert.rejects(perform(), /is active and takes no task/);
    end.resolve();
    await first;
    assert.equal(agent.status, 'idle');
    agent.terminate();
    await assert.rejects(perform(), /is terminated and takes no task/);
  });

  it(`announces initialize and terminate once each, however often they are called ${verifies('EVT-7.1-2')}`, async () => {
    const { agent, events } = scriptedAgent();
    const seen = recordEvents(events, 'agent.initialized', 'agent.terminated');
    await Promise.all([agent.initialize(), agent.initialize()]);
    agent.terminate();
    agent.terminate();
    assert.deepEqual(
      seen.map(({ name }) => name),
      ['agent.initialized', 'agent.terminated'],
    );
  });

  it(`calls each hook once per task ${verifies('AGT-3.1-7')}`, async () => {
    let isFailing = false;
    const { agent, perform } = scriptedAgent({
      script: async (task) => {
        if (isFailing) throw new WorkspaceError('workspace-no-package', 'No.');
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    await perform();
    isFailing = true;
    await assert.rejects(perform());
    assert.deepEqual(agent.hooks, ['initialize', 'pre', 'post', 'pre', 'error']);
  });

  it('throws the error of the task although the hook for it fails', async () => {
    const logger = new RecordingLogger();
    const { agent, perform } = scriptedAgent({
      logger,
      script: () => Promise.reject(new WorkspaceError('workspace-no-package', 'real')),
    });
    agent.failingHook = 'hook';
    await agent.initialize();
    await assert.rejects(perform(), { message: 'real' });
    assert.deepEqual([agent.status, logger.entries], ['idle', ['error: A hook failed']]);
  });

  it('is free again after a failure that tasks may have, and not after any other', async () => {
    let error: Error = new AbortError();
    const { agent, perform } = scriptedAgent({ script: () => Promise.reject(error) });
    await agent.initialize();
    await assert.rejects(perform());
    assert.equal(agent.status, 'idle');
    error = new TypeError('surprise');
    await assert.rejects(perform());
    assert.equal(agent.status, 'error');
  });
});

describe('BaseAgent, choice of the model', () => {
  it(`asks the router once, before the work, and hands on its choice ${verifies('AGT-3.2-1')}`, async () => {
    const order: string[] = [];
    const asked = routerWith(async () => {
      order.push('selected');
      return selection;
    });
    const { agent, perform } = scriptedAgent({
      modelRouter: asked.router,
      script: async (task, _work, selected) => {
        order.push(`worked with ${selected?.modelName}`);
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    await perform();
    assert.deepEqual([order, asked.asked], [['selected', 'worked with claude-haiku-4'], 1]);
  });

  it(`logs and announces the choice once, and tells the run ${verifies('AGT-3.2-2', 'AGT-3.2-3', 'EVT-7.2-1')}`, async () => {
    const logger = new RecordingLogger();
    const { agent, events, parts, perform } = scriptedAgent({
      logger,
      modelRouter: routerWith(async () => ({
        ...selection,
        complexity: { overall: 0.5, tokens: 0.5, structure: 0.5, context: 0.5, tier: 'moderate' } as never,
      })).router,
    });
    const selected = recordEvents(events, 'model.selected');
    await agent.initialize();
    await perform();
    assert.equal(selected.length, 1);
    const { agentId, taskId, selection: announced } = selected[0]?.payload ?? {};
    assert.deepEqual([agentId, taskId, announced?.modelName], [agent.agentId, 'task-1', 'claude-haiku-4']);
    const line = logger.entries.indexOf('info: Model selected by router');
    assert.deepEqual(logger.details[line], {
      agentId: agent.agentId.id,
      taskType: 'generate-tests',
      selectedModel: 'claude-haiku-4',
      complexity: 0.5,
      reason: selection.reason,
    });
    assert.deepEqual(parts, [
      { type: 'model-selected', modelName: 'claude-haiku-4', reason: selection.reason },
    ]);
  });

  it(`goes on with the default model when selecting fails, and logs why ${verifies('AGT-3.2-4')}`, async () => {
    const logger = new RecordingLogger();
    const seen: (string | undefined)[] = [];
    const { agent, perform } = scriptedAgent({
      logger,
      modelRouter: routerWith(() => Promise.reject(new Error('no connection'))).router,
      script: async (task, _work, selected) => {
        seen.push(selected?.modelName, selected?.kind);
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    await perform();
    assert.deepEqual(seen, [embeddedModel.name, 'default']);
    const line = logger.entries.indexOf('error: Model selection failed, using default');
    assert.match(JSON.stringify(logger.details[line]), /no connection/);
  });

  it(`does not go round a budget ${verifies('AGT-3.2-4', 'ERR-8.2-11')}`, async () => {
    const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 2 } as const;
    const { agent, perform } = scriptedAgent({
      modelRouter: routerWith(() => Promise.reject(new BudgetExceededError('Spent.', budget))).router,
      script: () => assert.fail('the work began'),
    });
    await agent.initialize();
    await assert.rejects(perform(), { code: 'budget-exceeded' });
  });

  it(`selects nothing without a router ${verifies('AGT-3.2-5')}`, async () => {
    const seen: unknown[] = [];
    const { agent, parts, perform } = scriptedAgent({
      script: async (task, _work, selected) => {
        seen.push(selected);
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    await perform();
    assert.deepEqual([seen, parts], [[undefined], []]);
  });
});

describe('BaseAgent, streaming', () => {
  const talking: Script = async (task, { emit }) => {
    await emit({ type: 'notice', message: 'one' });
    await emit({ type: 'progress', fraction: 0.5, message: 'half' });
    await emit({ type: 'progress', fraction: 1, message: 'all' });
    return anEmptySummary(task.id);
  };
  const taskStream = ['task.stream.start', 'task.stream.chunk', 'task.stream.complete'] as const;

  it(`announces start, every chunk and completion of its stream, once each ${verifies('AGT-3.2-6', 'AGT-3.2-8', 'AGT-3.2-9', 'AGT-3.2-10')}`, async () => {
    const { agent, events, perform } = scriptedAgent({ streamingEnabled: true, script: talking });
    const seen = recordEvents(events, ...taskStream);
    await agent.initialize();
    await perform();
    assert.deepEqual(
      seen.map(({ name }) => name.replace('task.stream.', '')),
      ['start', 'chunk', 'chunk', 'chunk', 'complete'],
    );
    assert.ok(seen.every(({ payload }) => payload.agentId === agent.agentId && payload.taskId === 'task-1'));
    const chunks = seen.flatMap(({ payload }) => ('chunk' in payload ? [payload.chunk.sequence] : []));
    assert.deepEqual(chunks, [1, 2, 3]);
  });

  it(`resolves to the same result with and without streaming, with the same parts ${verifies('AGT-3.2-13', 'AGT-3.2-11', 'STR-11')}`, async () => {
    const outcomes = [];
    for (const streamingEnabled of [true, false]) {
      const { agent, parts, perform } = scriptedAgent({ streamingEnabled, script: talking });
      await agent.initialize();
      outcomes.push({ result: await perform(), parts });
    }
    assert.deepEqual(outcomes[0], outcomes[1]);
  });

  const synchronous: [why: string, overrides: Parameters<typeof scriptedAgent>[0]][] = [
    ['streaming is off', { streamingEnabled: false }],
    [
      'the selected model does not stream',
      { streamingEnabled: true, modelRouter: routerWith(async () => withoutStreaming('plain')).router },
    ],
  ];
  for (const [why, overrides] of synchronous) {
    it(`works synchronously when ${why} ${verifies('AGT-3.2-7')}`, async () => {
      const modes: boolean[] = [];
      const { agent, events, perform } = scriptedAgent({
        ...overrides,
        script: async (task, work) => {
          modes.push(work.isStreaming);
          return anEmptySummary(task.id);
        },
      });
      const seen = recordEvents(events, ...taskStream);
      await agent.initialize();
      await perform();
      assert.deepEqual([modes, seen], [[false], []]);
    });
  }

  it(`retries a stream that breaks, then works once without streaming ${verifies('AGT-3.2-12', 'ERR-8.2-9', 'ERR-8.2-13', 'STR-8')}`, async () => {
    const logger = new RecordingLogger();
    const modes: boolean[] = [];
    const { agent, events, parts, time, perform } = scriptedAgent({
      streamingEnabled: true,
      logger,
      settings: { streaming: { timeoutMs: 1000, retryConfig: { maxRetries: 1, backoffMs: 100 } } },
      script: async (task, { emit, signal, isStreaming }) => {
        modes.push(isStreaming);
        await emit({ type: 'progress', fraction: isStreaming ? 0.5 : 1, message: 'on the way' });
        if (!isStreaming) return anEmptySummary(task.id);
        return await new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new AbortError())),
        );
      },
    });
    const failures = recordEvents(events, 'stream.error');
    await agent.initialize();
    const result = perform();
    for (let second = 0; second < 5; second++) await time.advance(1000);
    assert.equal((await result).type, 'generate-tests');
    assert.deepEqual(modes, [true, true, false]);
    assert.deepEqual(
      failures.map(({ payload }) => [payload.failure.error.code, payload.failure.next]),
      [
        ['stream-timed-out', 'retry'],
        ['stream-timed-out', 'synchronous'],
      ],
    );
    assert.equal(
      logger.entries.filter((entry) => entry.includes('A stream ended without a result')).length,
      2,
    );
    assert.equal(parts.filter(({ type }) => type === 'restart').length, 2);
    assert.equal(
      logger.entries.filter((entry) => entry.includes('Streaming failed, falling back to sync')).length,
      1,
    );
  });

  it(`does not begin again after it changed the workspace ${verifies('ERR-8.2-10')}`, async () => {
    let tries = 0;
    const { agent, perform } = scriptedAgent({
      streamingEnabled: true,
      script: async (_task, { emit }) => {
        tries++;
        await emit({ type: 'file-written', path: 'a.test.ts', isNew: true });
        throw new StreamingError('broken', { isRetryable: true });
      },
    });
    await agent.initialize();
    await assert.rejects(perform(), { code: 'streaming-failed' });
    assert.equal(tries, 1);
  });

  it(`passes on an error of the task itself, without another try ${verifies('ERR-8.2-10', 'ERR-8.2-14')}`, async () => {
    let tries = 0;
    const { agent, events, perform } = scriptedAgent({
      streamingEnabled: true,
      script: async () => {
        tries++;
        throw new WorkspaceError('workspace-no-package', 'No package.json.');
      },
    });
    const failures = recordEvents(events, 'stream.error', 'stream.complete');
    await agent.initialize();
    await assert.rejects(perform(), { code: 'workspace-no-package' });
    assert.deepEqual(
      failures.map(({ name }) => name),
      ['stream.error'],
    );
    assert.equal(tries, 1);
  });

  it(`ends the stream when it is cancelled, and its work ${verifies('STR-12')}`, async () => {
    const begun = deferred();
    const controller = new AbortController();
    const { agent, events, perform } = scriptedAgent({
      streamingEnabled: true,
      script: (_task, { signal }) => {
        begun.resolve();
        return new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new AbortError())),
        );
      },
    });
    const ends = recordEvents(events, 'stream.error', 'stream.complete');
    await agent.initialize();
    const result = perform(controller.signal);
    await begun.promise;
    controller.abort();
    await assert.rejects(result, { name: 'AbortError' });
    assert.deepEqual(
      ends.map(({ name }) => name),
      ['stream.error'],
    );
    assert.equal(agent.status, 'idle');
  });
});
