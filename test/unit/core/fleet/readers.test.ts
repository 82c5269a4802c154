import assert from 'node:assert/strict';
import { verifies } from '../../../requirements';
import { anEmptySummary, type Script, scriptedFleet } from '../../../support/scriptedFleet';
import { aRequest } from '../../../support/tasks';

const parts = 2000;
const talkative: Script = async (task, { emit }) => {
  for (let index = 0; index < parts; index++) await emit({ type: 'notice', message: String(index) });
  return anEmptySummary(task.id);
};

/** A fleet that streams with a small buffer, and a task with much to tell. */
function startTask() {
  const setup = scriptedFleet({
    settings: { features: { streaming: true }, streaming: { bufferSize: 16, timeoutMs: 5000 } },
    script: talkative,
  });
  return { ...setup, run: setup.fleet.submit(aRequest) };
}

describe('A streamed task and its readers', () => {
  it(`ends well with a slow reader, who misses nothing ${verifies('DEP-10.1-6', 'STR-7')}`, async () => {
    const { run, streams } = startTask();
    let notices = 0;
    for await (const { part } of streams.read(run.runId, 0, new AbortController().signal)) {
      if (part.type === 'notice') assert.equal(part.message, String(notices++));
      if (notices % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual([(await run.result).status, notices], ['finished', parts]);
  });

  it(`ends well with a reader who stalls for ever ${verifies('DEP-10.1-6')}`, async () => {
    const { run, streams, time } = startTask();
    const reader = streams.read(run.runId, 0, new AbortController().signal)[Symbol.asyncIterator]();
    await reader.next();
    await time.advance(60_000);
    assert.equal((await run.result).status, 'finished');
  });

  it(`ends well with a reader whose connection breaks ${verifies('DEP-10.1-6')}`, async () => {
    const { run, streams } = startTask();
    const connection = new AbortController();
    const read = async (): Promise<void> => {
      for await (const { seq } of streams.read(run.runId, 0, connection.signal))
        if (seq === 100) connection.abort();
    };
    await assert.rejects(read(), { name: 'AbortError' });
    assert.equal((await run.result).status, 'finished');
  });
});
