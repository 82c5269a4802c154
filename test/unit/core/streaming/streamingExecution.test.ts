import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import type { EmitPart } from '../../../../src/core/agents/taskWork';
import {
  BudgetExceededError,
  BufferOverflowError,
  GenerationError,
  RoutingError,
  StreamingError,
  StreamTimeoutError,
  TestRunnerError,
} from '../../../../src/core/errors';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import { executeStreaming, type StreamingExecution } from '../../../../src/core/streaming/streamingExecution';
import { verifies } from '../../../requirements';
import {
  aStreamMetadata,
  createStreams,
  notice,
  settle,
  smallStream,
  streamingAgent,
  textOf,
  watch,
} from '../../../support/streamBuilders';

type Attempt = (write: EmitPart, signal: AbortSignal, number: number) => Promise<string>;

interface Preparation extends Partial<StreamingExecution<string>> {
  /** What the reader does before it takes a part. */
  readonly delayReader?: () => Promise<void>;
}

/** An execution over real streams whose work is given by attempt, the last of them for all further ones. */
function prepare(attempts: readonly Attempt[], { delayReader, ...options }: Preparation = {}) {
  const { streams, announced, events, time, logger } = createStreams();
  const controller = new AbortController();
  const waits: number[] = [];
  const fed: RunPart[] = [];
  let begun = 0;
  let synchronousRuns = 0;
  const emit = async (part: RunPart): Promise<void> => {
    if (delayReader) await delayReader();
    fed.push(part);
  };
  const run = () =>
    executeStreaming<string>({
      openStream: (attempt) =>
        streams.startStream(aStreamMetadata({ streamId: `stream-${attempt}`, attempt }), {
          settings: smallStream,
          sink: ({ part }) => emit(part),
          callbacks: {},
          agentId: streamingAgent,
          signal: controller.signal,
        }),
      attempt: (write, signal) => {
        const work = attempts[Math.min(begun, attempts.length - 1)];
        begun++;
        return work ? work(write, signal, begun) : Promise.reject(new Error('no work'));
      },
      synchronous: async () => {
        synchronousRuns++;
        return 'synchronous';
      },
      retryConfig: { maxRetries: 3, backoffMs: 100, backoffMultiplier: 2 },
      canRetry: () => true,
      signal: controller.signal,
      setTimer: time.setTimer,
      wait: async (delayMs) => void waits.push(delayMs),
      emit,
      logger,
      ...options,
    });
  return {
    run,
    time,
    waits,
    fed,
    announced,
    events,
    controller,
    logger,
    begun: () => begun,
    synchronousRuns: () => synchronousRuns,
  };
}

const failWith =
  (error: Error): Attempt =>
  async () => {
    throw error;
  };
const endsOf = (announced: readonly string[]): string[] =>
  announced.filter((entry) => / (error|complete) /.test(entry));

describe('executeStreaming', () => {
  it(`gives the result of the work, after all of its parts ${verifies('STR-11')}`, async () => {
    const { run, fed, announced } = prepare([
      async (write) => {
        await write(notice('a'));
        await write(notice('b'));
        return 'result';
      },
    ]);
    assert.equal(await run(), 'result');
    assert.deepEqual(fed.map(textOf), ['a', 'b']);
    assert.equal(announced.at(-1), 'stream-1 complete 2');
  });

  it(`tries again after waits of backoffMs × multiplier^(n−1), then once synchronously ${verifies('ERR-8.2-6', 'ERR-8.2-7', 'ERR-8.2-9', 'ERR-8.2-13')}`, async () => {
    const prepared = prepare([failWith(new StreamTimeoutError('silent'))]);
    assert.equal(await prepared.run(), 'synchronous');
    assert.deepEqual(prepared.waits, [100, 200, 400]);
    assert.deepEqual([prepared.begun(), prepared.synchronousRuns()], [4, 1]);
    assert.deepEqual(endsOf(prepared.announced), [
      'stream-1 error stream-timed-out retry',
      'stream-2 error stream-timed-out retry',
      'stream-3 error stream-timed-out retry',
      'stream-4 error stream-timed-out synchronous',
    ]);
    const index = prepared.logger.entries.indexOf('error: Streaming failed, falling back to sync');
    assert.deepEqual(prepared.logger.details[index], { attempt: 4, error: 'silent' });
  });

  it(`says each time that the work begins again, and why`, async () => {
    const { run, fed } = prepare([failWith(new StreamTimeoutError('silent'))], {
      retryConfig: { maxRetries: 1, backoffMs: 0, backoffMultiplier: 1 },
    });
    await run();
    assert.deepEqual(fed, [
      { type: 'restart', attempt: 2, reason: 'silent' },
      { type: 'restart', attempt: 3, reason: 'silent' },
    ]);
  });

  it(`counts an overflow as a try, and lets the reader catch up first ${verifies('ERR-8.2-8')}`, async () => {
    let takenBeforeEnd = 0;
    const { run, fed, announced, waits, events } = prepare(
      [
        async (write, signal) => {
          for (let index = 1; index <= 20; index++) void write(notice(`${index}`));
          assert.equal(signal.aborted, true);
          throw new AbortError();
        },
        async () => 'second',
      ],
      { delayReader: settle },
    );
    events.on('stream.error', () => {
      takenBeforeEnd = fed.length;
    });
    assert.equal(await run(), 'second');
    assert.deepEqual(waits, [100]);
    assert.deepEqual(endsOf(announced), [
      'stream-1 error stream-buffer-overflow retry',
      'stream-2 complete 0',
    ]);
    assert.deepEqual(fed.map(textOf), ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'restart']);
    assert.equal(takenBeforeEnd, 9);
  });

  it(`stops work that is silent, and tries again ${verifies('ERR-8.2-5', 'ERR-8.2-6')}`, async () => {
    const { run, time, announced } = prepare([
      (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new AbortError()))),
      async () => 'second',
    ]);
    const running = run();
    await time.advance(1000);
    assert.equal(await running, 'second');
    assert.equal(endsOf(announced)[0], 'stream-1 error stream-timed-out retry');
    assert.equal(time.pendingTimers, 0);
  });

  it('begins again only when the work before has really stopped', async () => {
    let stop = (): void => undefined;
    const prepared = prepare([
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stop = () => reject(new AbortError());
          });
        }),
      async () => 'second',
    ]);
    const running = prepared.run();
    await prepared.time.advance(1000);
    await prepared.time.advance(4999);
    assert.equal(prepared.begun(), 1);
    stop();
    assert.equal(await running, 'second');
  });

  it('gives up work that ignores its signal, and begins nothing beside it', async () => {
    const prepared = prepare([() => new Promise(() => undefined)]);
    const running = prepared.run();
    const rejected = assert.rejects(running, { code: 'stream-timed-out' });
    await prepared.time.advance(1000);
    await prepared.time.advance(5000);
    await rejected;
    assert.deepEqual([prepared.begun(), prepared.synchronousRuns()], [1, 0]);
    assert.deepEqual(endsOf(prepared.announced), ['stream-1 error stream-timed-out none']);
    assert.equal(prepared.time.pendingTimers, 0);
  });

  it(`goes to the synchronous attempt at once when streaming cannot work ${verifies('ERR-8.2-10')}`, async () => {
    const prepared = prepare([failWith(new StreamingError('sink is gone'))]);
    assert.equal(await prepared.run(), 'synchronous');
    assert.deepEqual([prepared.begun(), prepared.synchronousRuns(), prepared.waits], [1, 1, []]);
    assert.deepEqual(endsOf(prepared.announced), ['stream-1 error streaming-failed synchronous']);
  });

  it(`leaves what nobody foresaw to the fleet, as the crash of an agent ${verifies('ERR-8.2-10')}`, async () => {
    const error = new TypeError('undefined is not a function');
    const prepared = prepare([failWith(error)]);
    await assert.rejects(prepared.run(), (thrown) => thrown === error);
    assert.deepEqual([prepared.begun(), prepared.synchronousRuns(), prepared.waits], [1, 0, []]);
    assert.deepEqual(endsOf(prepared.announced), ['stream-1 error streaming-failed none']);
  });

  it(`never repeats what ends the task: budget, authentication, anything that will not pass ${verifies('ERR-8.2-11')}`, async () => {
    const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 0 } as const;
    const errors = [
      new BudgetExceededError('spent', budget),
      new BudgetExceededError('spent', budget, { isRetryable: true }),
      new RoutingError('The key is not accepted.'),
      new GenerationError('source-syntax-error', 'bad source'),
    ];
    for (const error of errors) {
      const { run, begun, synchronousRuns, announced } = prepare([failWith(error)]);
      await assert.rejects(run(), (thrown) => thrown === error);
      assert.deepEqual([begun(), synchronousRuns()], [1, 0]);
      assert.deepEqual(endsOf(announced), [`stream-1 error ${error.code} none`]);
    }
  });

  it('tries again whatever says that it may pass', async () => {
    const error = new TestRunnerError('test-runner-failed', 'busy', { isRetryable: true });
    const { run, waits } = prepare([failWith(error), async () => 'second']);
    assert.equal(await run(), 'second');
    assert.deepEqual(waits, [100]);
  });

  it('is final when the workspace has been changed', async () => {
    const error = new BufferOverflowError('full');
    for (const attempt of [failWith(error), failWith(new TypeError('bug'))]) {
      const { run, begun, synchronousRuns, announced } = prepare([attempt], { canRetry: () => false });
      await assert.rejects(run());
      assert.deepEqual([begun(), synchronousRuns()], [1, 0]);
      assert.match(endsOf(announced)[0] ?? '', / none$/);
    }
  });

  it(`throws the error of the synchronous attempt when that fails too ${verifies('ERR-8.2-14')}`, async () => {
    const last = new GenerationError('module-not-loadable', 'does not load');
    const { run } = prepare([failWith(new StreamTimeoutError('silent'))], {
      synchronous: async () => {
        throw last;
      },
    });
    await assert.rejects(run(), (thrown) => thrown === last);
  });

  describe('when it is cancelled', () => {
    it(`stops the work, waits for its end, and does nothing more ${verifies('STR-12', 'ERR-8.2-11')}`, async () => {
      let stop = (): void => undefined;
      const prepared = prepare([
        (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              stop = () => reject(new Error('killed'));
            });
          }),
      ]);
      const running = watch(prepared.run());
      await settle();
      prepared.controller.abort();
      await settle();
      assert.equal(running.state, 'pending');
      stop();
      await settle();
      assert.equal(running.state, 'AbortError');
      assert.deepEqual([prepared.begun(), prepared.synchronousRuns()], [1, 0]);
      assert.deepEqual(endsOf(prepared.announced), ['stream-1 error cancelled none']);
    });

    it(`ends a wait at once ${verifies('ERR-8.2-15')}`, async () => {
      const { run, time, controller, begun } = prepare([failWith(new StreamTimeoutError('silent'))], {
        wait: undefined as never,
      });
      const running = watch(run());
      await settle();
      assert.deepEqual([running.state, time.pendingTimers], ['pending', 1]);
      controller.abort();
      await settle();
      assert.deepEqual([running.state, begun(), time.pendingTimers], ['AbortError', 1, 0]);
    });

    it('begins nothing when it was cancelled before', async () => {
      const { run, controller, begun, announced } = prepare([async () => 'result']);
      controller.abort();
      await assert.rejects(run(), { name: 'AbortError' });
      assert.deepEqual([begun(), announced], [0, []]);
    });

    it('ends as cancelled when the work cancels itself', async () => {
      const { run, announced, synchronousRuns } = prepare([failWith(new AbortError())]);
      await assert.rejects(run(), { name: 'AbortError' });
      assert.deepEqual([endsOf(announced), synchronousRuns()], [['stream-1 error cancelled none'], 0]);
    });
  });

  it('leaves no timer behind', async () => {
    const { run, time } = prepare([failWith(new StreamTimeoutError('silent')), async () => 'second']);
    await run();
    assert.equal(time.pendingTimers, 0);
  });
});
