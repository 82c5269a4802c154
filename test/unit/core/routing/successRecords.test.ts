import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { SuccessRecords } from '../../../../src/core/routing/successRecords';
import { FakeSharedMemory } from '../../../support/fakeSharedMemory';
import { RecordingLogger } from '../../../support/recordingLogger';

const about = { repository: '/shop', taskType: 'generate-tests', modelName: 'claude' } as const;
const success = { ...about, tier: 'simple', isSuccess: true } as const;

async function aRecord(memory: FakeSharedMemory) {
  const records = new SuccessRecords(memory, silentLogger);
  await records.load();
  return records;
}

describe('SuccessRecords', () => {
  it('counts by repository, type of task, model and tier', async () => {
    const records = await aRecord(new FakeSharedMemory());
    records.add(success);
    records.add({ ...success, isSuccess: false });
    records.add({ ...success, tier: 'complex' });
    const counts = Object.entries(records.outcomesOf(about)).map(([tier, { successes, failures }]) => [
      tier,
      successes,
      failures,
    ]);
    assert.deepEqual(counts, [
      ['simple', 1, 1],
      ['complex', 1, 0],
    ]);
    assert.deepEqual(records.outcomesOf({ ...about, repository: '/other' }), {});
    assert.deepEqual(records.outcomesOf({ ...about, taskType: 'quality-gate' }), {});
    assert.deepEqual(records.outcomesOf({ ...about, modelName: 'gpt' }), {});
  });

  it('adds up what all processes have seen, and loses nothing when many write at once', async () => {
    const memory = new FakeSharedMemory();
    const writers = await Promise.all([aRecord(memory), aRecord(memory)]);
    for (let index = 0; index < 20; index++) writers[index % 2]?.add(success);
    await Promise.all(writers.map((writer) => writer.flush()));
    assert.equal((await aRecord(memory)).outcomesOf(about).simple?.successes, 20);
  });

  it('counts its own outcomes once, also when it reads after it has written', async () => {
    const records = new SuccessRecords(new FakeSharedMemory(), silentLogger);
    records.add(success);
    await records.flush();
    await records.load();
    assert.equal(records.outcomesOf(about).simple?.successes, 1);
  });

  it('keeps them without an end, for the agents of the fleet', async () => {
    const memory = new FakeSharedMemory();
    const records = await aRecord(memory);
    records.add(success);
    await records.flush();
    const [entry] = memory.stored.values();
    assert.equal(entry?.options.partition, 'routing/stats');
    assert.equal(entry?.options.ttl, undefined);
  });

  it('goes on without a memory, and logs it', async () => {
    const memory = new FakeSharedMemory();
    memory.isBroken = true;
    const logger = new RecordingLogger();
    const records = new SuccessRecords(memory, logger);
    await records.load();
    records.add(success);
    await records.flush();
    assert.equal(records.outcomesOf(about).simple?.successes, 1);
    assert.deepEqual(logger.entries, [
      'warn: Former results of models could not be read',
      'warn: The result of a model could not be remembered',
    ]);
  });

  it('passes over what is in a form that it does not know', async () => {
    const memory = new FakeSharedMemory();
    const options = { partition: 'routing/stats', owner: { kind: 'system' }, accessLevel: 'swarm' } as const;
    await memory.store('outcomes/from-the-future', [{ ...about, tier: 'impossible' }], options);
    assert.deepEqual((await aRecord(memory)).outcomesOf(about), {});
  });
});
