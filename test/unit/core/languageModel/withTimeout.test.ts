import assert from 'node:assert/strict';
import { ProviderError } from '../../../../src/core/errors';
import type { LanguageModel } from '../../../../src/core/languageModel/languageModel';
import { withTimeout } from '../../../../src/core/languageModel/withTimeout';
import { ManualTime } from '../../../support/manualTimer';
import { finish, ScriptedModel, text, usagePart } from '../../../support/scriptedModel';
import { aPrompt, failureOf, streamAnswer } from '../../../support/streamedAnswer';

describe('withTimeout', () => {
  let time: ManualTime;
  beforeEach(() => {
    time = new ManualTime();
  });

  it('hands on everything but signs of life, and leaves no timer behind', async () => {
    const model = new ScriptedModel([[text(''), usagePart(1), text('a'), text(''), finish()]]);
    const answer = await streamAnswer(impatient(model));
    assert.deepEqual(answer.parts, [usagePart(1), text('a'), finish()]);
    assert.deepEqual([answer.error, time.pendingTimers, model.ended], [undefined, 0, 1]);
  });

  it('passes the prompt and the limit on', async () => {
    const model = new ScriptedModel([[finish()]]);
    await streamAnswer(impatient(model), { maxOutputTokens: 77 });
    assert.deepEqual(model.calls[0]?.prompt, aPrompt);
    assert.equal(model.calls[0]?.options.maxOutputTokens, 77);
  });

  it('gives up a model that does not begin in its time, and ends the call', async () => {
    const model = new ScriptedModel([['silence']]);
    const answer = streamAnswer(impatient(model));
    await time.advance(999);
    assert.equal(model.ended, 0);
    await time.advance(1);
    const failure = failureOf(await answer);
    assert.deepEqual([failure.code, failure.isRetryable], ['provider-timed-out', true]);
    assert.match(failure.message, /silent for 1 s/);
    assert.equal(model.ended, 1);
  });

  it('gives up a model that falls silent, after the other time', async () => {
    const model = new ScriptedModel([[text('a'), 'silence']]);
    const answer = streamAnswer(impatient(model));
    await time.advance(199);
    assert.equal(model.ended, 0);
    await time.advance(1);
    assert.equal(failureOf(await answer).code, 'provider-timed-out');
    assert.equal(model.ended, 1);
  });

  it('takes a sign of life for a beginning', async () => {
    const answer = streamAnswer(impatient(new ScriptedModel([[text(''), 'silence']])));
    await time.advance(200);
    assert.match(failureOf(await answer).message, /silent for 0.2 s/);
  });

  it('does not count the time that the reader takes', async () => {
    const model = new ScriptedModel([[text('a'), text('b'), finish()]]);
    const answer = await streamAnswer(impatient(model), {}, () => time.advance(10_000));
    assert.equal(answer.error, undefined);
    assert.equal(answer.text, 'ab');
  });

  it('does not wait for a model that never ends', async () => {
    const deaf: LanguageModel = {
      modelName: 'deaf',
      provider: 'nobody',
      doStream: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => {}),
          return: () => new Promise(() => {}),
        }),
      }),
    };
    const answer = streamAnswer(impatient(deaf));
    await time.advance(1000);
    assert.equal(failureOf(await answer).code, 'provider-timed-out');
  });

  it('is cancelled with its caller, and not taken for a timeout', async () => {
    const abort = new AbortController();
    const model = new ScriptedModel([[text('a'), 'silence']]);
    const answer = await streamAnswer(impatient(model), { signal: abort.signal }, () => {
      setImmediate(() => abort.abort());
    });
    assert.equal((answer.error as Error).name, 'AbortError');
    assert.deepEqual([model.ended, time.pendingTimers], [1, 0]);
  });

  it('ends the call when the reader stops reading', async () => {
    const model = new ScriptedModel([[text('a'), 'silence']]);
    const signal = new AbortController().signal;
    for await (const _ of impatient(model).doStream(aPrompt, { maxOutputTokens: 1, signal })) break;
    assert.deepEqual([model.ended, model.calls[0]?.options.signal.aborted], [1, true]);
  });

  it('lets failures of the model through', async () => {
    const failure = new ProviderError('provider-refused', 'No.');
    assert.equal((await streamAnswer(impatient(new ScriptedModel([[failure]])))).error, failure);
  });

  function impatient(model: LanguageModel): LanguageModel {
    return withTimeout(model, { firstPartTimeoutMs: 1000, idleTimeoutMs: 200, setTimer: time.setTimer });
  }
});
