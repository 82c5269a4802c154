import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { terminalQuestion } from '../../../../src/frontends/cli/terminalQuestion';
import { verifies } from '../../../requirements';

/** Two streams that are taken for a terminal. */
function aTerminal() {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  output.resume();
  const controller = new AbortController();
  const interruptions: string[] = [];
  const ask = terminalQuestion(input, output, () => {
    interruptions.push('Ctrl-C');
    controller.abort();
  });
  const asked = ask('Pay? ', controller.signal);
  return { input, controller, asked, interruptions };
}

describe('terminalQuestion', () => {
  it('gives what is written', async () => {
    const { input, asked } = aTerminal();
    input.write('yes\n');
    assert.equal(await asked, 'yes');
  });

  it(`takes Ctrl-D, and a terminal that goes away, as no answer ${verifies('RUN-14')}`, async () => {
    const first = aTerminal();
    first.input.write('\x04');
    assert.equal(await first.asked, '');
    const second = aTerminal();
    second.input.end();
    assert.equal(await second.asked, '');
  });

  it(`hands Ctrl-C on, and ends as cancelled with the run ${verifies('RUN-5')}`, async () => {
    const { input, asked, interruptions } = aTerminal();
    input.write('\x03');
    await assert.rejects(asked, { name: 'AbortError' });
    assert.deepEqual(interruptions, ['Ctrl-C']);
  });

  it('is over when the run is cancelled, and asks nothing in one that was', async () => {
    const { controller, asked } = aTerminal();
    controller.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    const ask = terminalQuestion(new PassThrough(), new PassThrough());
    await assert.rejects(ask('Pay? ', controller.signal), { name: 'AbortError' });
  });
});
