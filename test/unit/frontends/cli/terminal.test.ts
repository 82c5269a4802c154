import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { redactedTerminal, TerminalWriter } from '../../../../src/frontends/cli/terminal';
import { verifies } from '../../../requirements';

/** A stream whose reader can be behind. */
class FakeStream extends EventEmitter {
  readonly written: string[] = [];
  isFull = false;

  write(text: string): boolean {
    this.written.push(text);
    return !this.isFull;
  }
}

/** Whether the promise has settled after everything that can go on without its stream has gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('redactedTerminal', () => {
  it('takes keys out of what is written, and is otherwise the terminal it stands for', async () => {
    const stream = Object.assign(new FakeStream(), { isTTY: true, columns: 120 });
    const terminal = redactedTerminal(stream, (text) => text.replaceAll('my-key', '[redacted]'));
    stream.isFull = true;
    const written = new TerminalWriter(terminal).write('with my-key\n');
    assert.deepEqual(stream.written, ['with [redacted]\n']);
    assert.equal(await isSettled(written), false);
    stream.emit('drain');
    await written;
    assert.deepEqual([terminal.isTTY, terminal.columns], [true, 120]);
  });
});

describe('TerminalWriter', () => {
  it(`waits for a reader that is behind, so that whoever writes is as slow ${verifies('STR-7')}`, async () => {
    const stream = new FakeStream();
    const writer = new TerminalWriter(stream);
    await writer.write('a');
    stream.isFull = true;
    const second = writer.write('b');
    assert.equal(await isSettled(second), false);
    stream.emit('drain');
    await second;
    assert.deepEqual(stream.written, ['a', 'b']);
  });

  it('writes nothing more to a reader that is gone, and keeps nobody waiting', async () => {
    const stream = new FakeStream();
    const writer = new TerminalWriter(stream);
    stream.isFull = true;
    const waiting = writer.write('a');
    stream.emit('error', new Error('EPIPE'));
    await waiting;
    await writer.write('b');
    assert.deepEqual(stream.written, ['a']);
  });

  it('keeps nobody waiting for a reader that is stuck once it was told so, and still writes', async () => {
    const stream = new FakeStream();
    const writer = new TerminalWriter(stream);
    stream.isFull = true;
    const waiting = writer.write('a');
    writer.stopWaiting();
    await waiting;
    await writer.write('b');
    assert.deepEqual(stream.written, ['a', 'b']);
  });

  it('never waits for a terminal without events', async () => {
    const writer = new TerminalWriter({ write: () => false });
    await writer.write('a');
    assert.deepEqual([writer.isTTY, writer.columns], [false, 80]);
  });
});
