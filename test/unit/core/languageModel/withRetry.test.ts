import assert from 'node:assert/strict';
import { AppError } from '../../../../src/base/error';
import { BudgetExceededError, ProviderError } from '../../../../src/core/errors';
import {
  type FailedAttempt,
  type RetryOptions,
  withRetry,
} from '../../../../src/core/languageModel/withRetry';
import { createWait } from '../../../../src/core/streaming/wait';
import { verifies } from '../../../requirements';
import { ManualTime } from '../../../support/manualTimer';
import { finish, ScriptedModel, text, usagePart } from '../../../support/scriptedModel';
import { type StreamedAnswer, streamAnswer } from '../../../support/streamedAnswer';

const overloaded = (retryAfterMs?: number): ProviderError =>
  new ProviderError('provider-overloaded', 'Overloaded.', {
    isRetryable: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

describe('withRetry', () => {
  it('hands on an answer that succeeds at once, without a wait', async () => {
    const model = new ScriptedModel([[text('a'), usagePart(1), text('b'), finish()]]);
    const { answer, waits } = await retried(model);
    assert.deepEqual(answer.parts, [text('a'), usagePart(1), text('b'), finish()]);
    assert.deepEqual(waits, []);
  });

  it(`calls again after a failure that may pass, each time as a call of its own ${verifies('ERR-8.2-12')}`, async () => {
    const model = new ScriptedModel([[overloaded()], [overloaded()], [text('a'), finish()]]);
    const { answer, waits } = await retried(model);
    assert.equal(answer.error, undefined);
    assert.deepEqual(answer.parts, [text('a'), finish()]);
    assert.equal(model.calls.length, 3);
    assert.deepEqual(waits, [100, 200]);
  });

  it('gives up after the last attempt, with its failure', async () => {
    const last = overloaded();
    const model = new ScriptedModel([[overloaded()], [overloaded()], [last]]);
    const { answer } = await retried(model);
    assert.equal(answer.error, last);
    assert.equal(model.calls.length, 3);
  });

  it('does not call again once the reader has seen text', async () => {
    const broken = overloaded();
    const model = new ScriptedModel([[text('a'), broken]]);
    const { answer } = await retried(model);
    assert.deepEqual([answer.parts, answer.error], [[text('a')], broken]);
  });

  it('calls again where only usage and signs of life have come, and hands on none of them', async () => {
    const model = new ScriptedModel([
      [usagePart(1), text(''), overloaded()],
      [usagePart(2), text(''), usagePart(3), text('a'), finish(4)],
    ]);
    const { answer } = await retried(model);
    assert.deepEqual(answer.parts, [usagePart(3), text('a'), finish(4)]);
  });

  it(`does not call again after what will not pass: budget, key, cancellation, a defect ${verifies('ERR-8.2-11')}`, async () => {
    const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 1 } as const;
    for (const error of [
      new BudgetExceededError('Too much.', budget),
      new ProviderError('provider-authentication', 'No.'),
      Object.assign(new Error('Cancelled'), { name: 'AbortError' }),
      new TypeError('A defect'),
    ]) {
      const model = new ScriptedModel([[error]]);
      const { answer } = await retried(model);
      assert.equal(answer.error, error);
      assert.equal(model.calls.length, 1);
    }
  });

  it('waits as long as the provider asks, also when the error is of another chunk', async () => {
    const foreign = new (class ProviderErrorOfAnotherChunk extends AppError {
      static override readonly kind = 'ProviderError';
      override readonly name = 'ProviderError';
      readonly code = 'provider-rate-limited';
      readonly retryAfterMs = 700;
    })('Slow down.', { isRetryable: true });
    for (const error of [overloaded(700), foreign]) {
      const { waits } = await retried(new ScriptedModel([[error], [finish()]]));
      assert.deepEqual(waits, [700]);
    }
  });

  it('gives up on a provider that asks to wait for too long', async () => {
    const patient = overloaded(5001);
    const { answer, waits } = await retried(new ScriptedModel([[patient]]));
    assert.equal(answer.error, patient);
    assert.deepEqual(waits, []);
  });

  it('has a longest wait of its own, and waits between half and all of it', async () => {
    const failures = Array.from({ length: 8 }, () => [overloaded()]);
    const { waits } = await retried(new ScriptedModel(failures), { maxAttempts: 8 });
    assert.deepEqual(waits, [100, 200, 400, 800, 1000, 1000, 1000]);
    const spread = await retried(new ScriptedModel(failures), { maxAttempts: 2, random: { next: () => 0 } });
    assert.deepEqual(spread.waits, [50]);
  });

  it('tells each failed attempt before the wait', async () => {
    const retries: FailedAttempt[] = [];
    const error = overloaded();
    await retried(new ScriptedModel([[error], [finish()]]), { onRetry: (retry) => retries.push(retry) });
    assert.deepEqual(retries, [{ attempt: 1, error, delayMs: 100 }]);
  });

  it(`ends its wait at once when it is cancelled ${verifies('ERR-8.2-15')}`, async () => {
    const abort = new AbortController();
    const time = new ManualTime();
    const model = new ScriptedModel([[overloaded()], [finish()]]);
    const patient = withRetry(model, {
      ...options,
      wait: createWait(time.setTimer),
      onRetry: () => setImmediate(() => abort.abort()),
    });
    const answer = await streamAnswer(patient, { signal: abort.signal });
    assert.equal((answer.error as Error).name, 'AbortError');
    assert.deepEqual([model.calls.length, time.pendingTimers], [1, 0]);
  });
});

const options = {
  maxAttempts: 3,
  backoffMs: 100,
  maxBackoffMs: 1000,
  maxRetryAfterMs: 5000,
  random: { next: () => 1 },
};

async function retried(
  model: ScriptedModel,
  changes: Partial<RetryOptions> = {},
): Promise<{ answer: StreamedAnswer; waits: readonly number[] }> {
  const waits: number[] = [];
  const wait = async (delayMs: number): Promise<void> => void waits.push(delayMs);
  const answer = await streamAnswer(withRetry(model, { ...options, wait, ...changes }));
  return { answer, waits };
}
