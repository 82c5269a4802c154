import assert from 'node:assert/strict';
import { StreamTimeoutError } from '../../../../src/core/errors';
import type { StreamCallbacks } from '../../../../src/core/streaming/streamChunk';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';
import {
  anEmptySummary,
  aSelection,
  deferred,
  type Script,
  scriptedAgent,
  scriptedFleet,
} from '../../../support/scriptedFleet';
import { createStreams } from '../../../support/streamBuilders';
import { aRequest } from '../../../support/tasks';

const twoChunks: Script = async (task, { emit }) => {
  await emit({ type: 'notice', message: 'one' });
  await emit({ type: 'notice', message: 'two' });
  return anEmptySummary(task.id);
};

describe('BaseAgent, what it tells of a streamed task', () => {
  it(`says with the start which stream of which task begins ${verifies('AGT-3.2-8')}`, async () => {
    const { agent, events, time, perform } = scriptedAgent({
      id: 'agent-7',
      streamingEnabled: true,
      modelRouter: { selectModel: async () => aSelection({ modelName: 'claude-haiku-4' }) } as never,
      script: twoChunks,
    });
    const streams = recordEvents(events, 'stream.start');
    const starts = recordEvents(events, 'task.stream.start');
    await agent.initialize();
    await time.advance(5);
    await perform();
    const metadata = {
      streamId: streams[0]?.payload.streamId,
      taskId: 'task-1',
      taskType: 'generate-tests',
      agentId: 'agent-7',
      agentType: 'test-generator',
      modelName: 'claude-haiku-4',
      attempt: 1,
      startedAtMs: 5,
    };
    assert.deepEqual(
      starts.map(({ payload }) => payload),
      [{ agentId: agent.agentId, taskId: 'task-1', metadata }],
    );
  });

  it(`says with the completion what the stream was ${verifies('AGT-3.2-10')}`, async () => {
    const { agent, events, time, perform } = scriptedAgent({
      streamingEnabled: true,
      script: async (...given) => {
        await time.advance(20);
        const summary = await twoChunks(...given);
        await time.advance(30);
        return summary;
      },
    });
    const streams = recordEvents(events, 'stream.start');
    const completions = recordEvents(events, 'task.stream.complete');
    await agent.initialize();
    await perform();
    const result = {
      streamId: streams[0]?.payload.streamId,
      chunks: 2,
      durationMs: 50,
      firstChunkAfterMs: 20,
    };
    assert.deepEqual(
      completions.map(({ payload }) => payload),
      [{ agentId: agent.agentId, taskId: 'task-1', result }],
    );
  });

  it(`makes progress of the stream that of the run ${verifies('AGT-3.2-11')}`, async () => {
    const { fleet, partsOf } = scriptedFleet({
      settings: { features: { streaming: true } },
      script: async (task, { emit }) => {
        await emit({ type: 'progress', fraction: 0.25, message: 'a quarter' });
        await emit({ type: 'progress', fraction: 0.75, message: 'nearly' });
        return anEmptySummary(task.id);
      },
    });
    const run = fleet.submit(aRequest);
    await run.result;
    assert.deepEqual(
      partsOf(run.runId).flatMap((part) => (part.type === 'progress' ? [[part.fraction, part.message]] : [])),
      [
        [0.25, 'a quarter'],
        [0.75, 'nearly'],
        [1, 'Done'],
      ],
    );
  });

  it(`takes progress of the stream for a sign of life ${verifies('AGT-3.2-11')}`, async () => {
    const { streams } = createStreams();
    const { startStream } = streams;
    let told: Partial<StreamCallbacks> = {};
    streams.startStream = (metadata, options) => {
      told = options.callbacks;
      return startStream.call(streams, metadata, options);
    };
    const [begun, end] = [deferred(), deferred()];
    const { agent, time, perform } = scriptedAgent({
      streams,
      streamingEnabled: true,
      script: async (task) => {
        begun.resolve();
        await end.promise;
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    const result = perform();
    await begun.promise;
    await time.advance(4000);
    const silentForMs = [agent.silentForMs];
    told.onProgress?.({ fraction: 0.5, message: 'half' });
    silentForMs.push(agent.silentForMs);
    end.resolve();
    await result;
    assert.deepEqual(silentForMs, [4000, 0]);
  });

  it(`reports an error of the stream once, for its task ${verifies('AGT-3.2-12')}`, async () => {
    const logger = new RecordingLogger();
    let tries = 0;
    const { agent, time, perform } = scriptedAgent({
      id: 'agent-7',
      streamingEnabled: true,
      logger,
      script: async (task) => {
        if (tries++ === 0) throw new StreamTimeoutError('Nothing came.');
        return anEmptySummary(task.id);
      },
    });
    await agent.initialize();
    const result = perform();
    await time.advance(1000);
    await result;
    const reports = logger.entries.flatMap((entry, index) =>
      entry === 'warn: A stream ended without a result' ? [logger.details[index]] : [],
    );
    assert.deepEqual(reports, [
      {
        agentId: 'agent-7',
        taskId: 'task-1',
        code: 'stream-timed-out',
        message: 'Nothing came.',
        next: 'retry',
      },
    ]);
  });
});
