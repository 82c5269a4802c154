import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAbortError } from '../../src/base/abort';
import { GenerationError, StreamingError, StreamTimeoutError } from '../../src/core/errors';
import type { RunPart } from '../../src/core/streaming/runPart';
import { executeStreaming } from '../../src/core/streaming/streamingExecution';
import { verifies } from '../requirements';
import {
  aStreamMetadata,
  createStreams,
  notice,
  progress,
  settle,
  smallStream,
  streamingAgent,
} from '../support/streamBuilders';

const deed = fc.record({
  how: fc.constantFrom('succeed', 'time out', 'overflow', 'break', 'bug', 'refuse', 'hang', 'ignore'),
  fraction: fc.double({ min: 0, max: 1, noNaN: true }),
  parts: fc.integer({ min: 0, max: 6 }),
});

const plan = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 6 }),
  maxRetries: fc.integer({ min: 0, max: 3 }),
  /** Attempts after which the workspace has changed. */
  changesAfter: fc.integer({ min: 1, max: 8 }),
  cancelAfterMs: fc.option(fc.integer({ min: 0, max: 8000 }), { nil: undefined, freq: 4 }),
});

describe('a task over streams (property)', () => {
  it(`gives each attempt one stream with one end, one after the other, and no more attempts than it may ${verifies('STR-10', 'STR-8', 'ERR-8.2-6', 'ERR-8.2-7')}`, async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ deeds, maxRetries, changesAfter, cancelAfterMs }) => {
        const { streams, announced, time } = createStreams();
        const controller = new AbortController();
        const { signal } = controller;
        const fed: RunPart[] = [];
        streams.subscribe('run-1', 0, ({ part }) => fed.push(part));
        let begun = 0;
        let atWork = 0;
        let leftBehind = 0;
        let synchronousRuns = 0;

        const work = async (write: (part: RunPart) => unknown, stop: AbortSignal): Promise<string> => {
          assert.equal(atWork - leftBehind, 0, 'the work before has stopped');
          const { how, parts, fraction } = deeds[Math.min(begun++, deeds.length - 1)] ?? {};
          atWork++;
          try {
            for (let index = 0; index < (parts ?? 0); index++) await write(notice(`${begun}`));
            await write(progress(fraction ?? 0));
            const silence = () =>
              new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
            switch (how) {
              case 'time out':
                await silence();
                throw new StreamTimeoutError('stopped late');
              case 'hang':
                await silence();
                await settle();
                throw new Error('killed');
              case 'ignore':
                leftBehind++;
                return await new Promise<string>(() => undefined);
              case 'overflow':
                for (let index = 0; index < 20; index++) void write(notice('flood'));
                return 'flooded';
              case 'break':
                throw new StreamingError('broken');
              case 'bug':
                throw new TypeError('bug');
              case 'refuse':
                throw new GenerationError('source-syntax-error', 'bad source');
              default:
                return 'streamed';
            }
          } finally {
            atWork--;
          }
        };

        const outcome = executeStreaming<string>({
          openStream: (attempt) =>
            streams.startStream(aStreamMetadata({ streamId: `stream-${attempt}`, attempt }), {
              settings: smallStream,
              sink: ({ part }) => streams.write('run-1', part, signal),
              callbacks: {},
              agentId: streamingAgent,
              signal,
            }),
          attempt: work,
          synchronous: async () => {
            synchronousRuns++;
            return 'synchronous';
          },
          retryConfig: { maxRetries, backoffMs: 100, backoffMultiplier: 2 },
          canRetry: () => begun < changesAfter,
          emit: (part) => streams.write('run-1', part, signal),
          signal,
          setTimer: time.setTimer,
          logger: { debug() {}, info() {}, warn() {}, error() {} },
        }).then(
          (value) => ({ value, error: undefined }),
          (error: unknown) => ({ value: undefined, error }),
        );
        if (cancelAfterMs !== undefined) {
          await time.advance(cancelAfterMs);
          controller.abort();
        }
        await time.advance(60_000);
        const { value, error } = await outcome;

        const names = [...new Set(announced.map((entry) => entry.split(' ')[0]))];
        assert.equal(names.length, begun);
        assert.ok(begun <= maxRetries + 1);
        for (const name of names) {
          const told = announced.filter((entry) => entry.startsWith(`${name} `));
          assert.match(told[0] ?? '', / start$/);
          assert.equal(told.filter((entry) => / (error|complete) /.test(entry)).length, 1);
          assert.match(told.at(-1) ?? '', / (error|complete) /);
        }
        // One stream after the other.
        const order = announced.map((entry) => names.indexOf(entry.split(' ')[0]));
        assert.deepEqual(
          order,
          [...order].sort((a, b) => a - b),
        );

        const ends = announced.filter((entry) => / (error|complete) /.test(entry));
        const last = ends.at(-1) ?? '';
        assert.ok(ends.slice(0, -1).every((end) => / retry$/.test(end)));
        if (value === 'streamed') assert.match(last, / complete /);
        if (value === 'synchronous') assert.match(last, / synchronous$/);
        assert.ok(synchronousRuns <= 1);
        if (error !== undefined && !isAbortError(error)) assert.match(last, / none$/);
        if (isAbortError(error)) assert.equal(signal.aborted, true);

        const restarts = fed.filter(({ type }) => type === 'restart').length;
        assert.equal(restarts, begun - 1 + (value === 'synchronous' ? 1 : 0));
        const fractions = fed.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
        assert.deepEqual(
          fractions,
          [...fractions].sort((a, b) => a - b),
        );
        assert.equal(time.pendingTimers, 0);
      }),
      { numRuns: 300 },
    );
  });
});
