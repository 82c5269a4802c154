import assert from 'node:assert/strict';
import type { ToolProgress } from '../../../../src/frontends/mcp/baseMcpTool';
import { ProgressReporter } from '../../../../src/frontends/mcp/progressReporter';
import { ManualTime } from '../../../support/manualTimer';

function open(send?: (progress: ToolProgress) => Promise<void>) {
  const time = new ManualTime();
  const sent: ToolProgress[] = [];
  const reporter = new ProgressReporter({
    send: async (progress) => {
      await send?.(progress);
      sent.push(progress);
    },
    clock: time,
    setTimer: time.setTimer,
    chattyIntervalMs: 100,
  });
  const messages = () => sent.map(({ message }) => message);
  return { time, sent, reporter, messages };
}

describe('ProgressReporter', () => {
  it('rises with every notification, whether or not the fraction is known', async () => {
    const { reporter, sent } = open();
    for (const fraction of [undefined, 0.2, 0.1, undefined, 1, undefined, 1])
      await reporter.report({ message: 'x', ...(fraction !== undefined && { fraction }) });
    await reporter.finish('Done');
    const values = sent.map(({ progress }) => progress);
    assert.equal(values.length, 8);
    assert.deepEqual(
      values,
      [...new Set(values)].sort((a, b) => a - b),
    );
    assert.ok(values[1] === 20 && values[4] === 99, String(values));
    assert.deepEqual(sent.at(-1), { progress: 100, total: 100, message: 'Done' });
  });

  it('reaches the total only at the end, however many notes come before', async () => {
    const { reporter, sent } = open();
    await reporter.report({ message: 'x', fraction: 1 });
    for (let note = 0; note < 100_000; note++) await reporter.report({ message: 'x' });
    await reporter.finish('Done');
    const values = sent.map(({ progress }) => progress);
    assert.ok(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0)));
    assert.equal(values.filter((value) => value === 100).length, 1);
  });

  it('sends of a chatty burst the first at once and the last when its time has come', async () => {
    const { time, reporter, messages } = open();
    for (const message of ['a', 'b', 'c']) await reporter.report({ message, isChatty: true });
    assert.deepEqual(messages(), ['a']);
    await time.advance(99);
    assert.deepEqual(messages(), ['a']);
    await time.advance(1);
    assert.deepEqual(messages(), ['a', 'c']);
  });

  it('sends at most ten chatty notes a second', async () => {
    const { time, reporter, messages } = open();
    for (let step = 0; step < 1000; step++) {
      await reporter.report({ message: String(step), isChatty: true });
      await time.advance(1);
    }
    assert.ok(messages().length <= 11 && messages().length >= 9, String(messages().length));
  });

  it('gathers text that is being written, whole and in order, at the same pace', async () => {
    const { time, reporter, messages } = open();
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`);
    for (const message of words) {
      await reporter.report({ message, isText: true });
      await reporter.report({ message: 'progress', isChatty: true });
      await time.advance(5);
    }
    await reporter.report({ message: 'stage' });
    assert.deepEqual(
      messages()
        .join('\n')
        .split('\n')
        .filter((line) => line.startsWith('word')),
      words,
    );
    assert.ok(messages().length <= 12, String(messages().length));
    assert.equal(messages().at(-1), 'stage');
  });

  it('keeps the end of text that is too long for one message', async () => {
    const { time, reporter, messages } = open();
    for (const message of ['first', 'x'.repeat(10_000), 'the last'])
      await reporter.report({ message, isText: true });
    await time.advance(100);
    assert.ok((messages()[1]?.length ?? 0) < 5000 && messages()[1]?.endsWith('the last'));
  });

  it('sends what is not chatty at once, and not the older chatty note after it', async () => {
    const { time, reporter, messages } = open();
    for (const message of ['a', 'b']) await reporter.report({ message, isChatty: true });
    await reporter.report({ message: 'stage' });
    await time.advance(1000);
    assert.deepEqual(messages(), ['a', 'stage']);
  });

  it('does not lose the last chatty note when the call ends before its time', async () => {
    const { time, reporter, messages } = open();
    for (const message of ['a', 'b']) await reporter.report({ message, isChatty: true });
    await reporter.finish('Done');
    await time.advance(1000);
    assert.deepEqual(messages(), ['a', 'b', 'Done']);
    assert.equal(time.pendingTimers, 0);
  });

  it('lets whoever reports wait until the client has taken the note', async () => {
    let accept = (): void => {};
    const { reporter } = open(
      () =>
        new Promise((resolve) => {
          accept = resolve;
        }),
    );
    let isTaken = false;
    const reported = reporter.report({ message: 'a' }).then(() => {
      isTaken = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isTaken, false);
    accept();
    await reported;
  });

  it('throws to the next report what a waiting note failed with', async () => {
    let isBroken = false;
    const { time, reporter } = open(async () => {
      if (isBroken) throw new Error('gone');
    });
    await reporter.report({ message: 'a', isChatty: true });
    await reporter.report({ message: 'b', isChatty: true });
    isBroken = true;
    await time.advance(100);
    await assert.rejects(reporter.report({ message: 'c' }), /gone/);
  });
});
