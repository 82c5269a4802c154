import assert from 'node:assert/strict';
import { SwarmMemoryManager } from '../../../../src/core/memory/swarmMemoryManager';
import type { StreamMemory } from '../../../../src/core/streaming/streamMemory';
import { verifies } from '../../../requirements';
import { FakeMemoryStore } from '../../../support/fakeMemoryStore';
import { ManualTime } from '../../../support/manualTimer';
import { RecordingLogger } from '../../../support/recordingLogger';
import { notice, openStream, settle } from '../../../support/streamBuilders';

interface Kept {
  readonly value: unknown;
  readonly owner: unknown;
  readonly accessLevel: string;
  readonly ttl: unknown;
}

/** Keeps entries by address, `partition/key`. */
class FakeStreamMemory implements StreamMemory {
  readonly entries = new Map<string, Kept>();
  readonly batchSizes: number[] = [];
  isBroken = false;
  /** Held back until it is called. */
  release: (() => void) | undefined;
  isSlow = false;

  async storeMany(...[items, options]: Parameters<StreamMemory['storeMany']>): Promise<void> {
    if (this.isSlow) await new Promise<void>((resolve) => (this.release = resolve));
    if (this.isBroken) throw new Error('disk full');
    if (options.partition === 'streaming/buffer') this.batchSizes.push(items.length);
    for (const { key, value } of items)
      this.entries.set(`${options.partition}/${key}`, {
        value,
        owner: options.owner,
        accessLevel: options.accessLevel,
        ttl: 'ttl' in options ? options.ttl : undefined,
      });
  }

  async delete(...[key, { partition }]: Parameters<StreamMemory['delete']>): Promise<void> {
    this.entries.delete(`${partition}/${key}`);
  }

  sequences(): number[] {
    return [...this.entries.keys()].flatMap((address) => {
      const sequence = /^streaming\/buffer\/stream-1\/(\d+)$/.exec(address)?.[1];
      return sequence ? [Number(sequence)] : [];
    });
  }
}

const owner = { kind: 'agent', agentId: 'agent-1', agentType: 'test-generator' };

describe('streams in memory', () => {
  it(`keep their session as active, private to their agent, and its metadata ${verifies('MEM-6.3-1', 'MEM-6.3-5')}`, async () => {
    const memory = new FakeStreamMemory();
    openStream({}, { memory });
    await settle();
    const session = memory.entries.get('streaming/sessions/stream-1');
    const metadata = memory.entries.get('streaming/metadata/stream-1');
    assert.deepEqual([session?.owner, session?.accessLevel, session?.ttl], [owner, 'private', undefined]);
    assert.deepEqual(session?.value, {
      id: 'stream-1',
      startTime: 0,
      metadata: metadata?.value,
      status: 'active',
    });
  });

  it('end as completed or failed', async () => {
    for (const status of ['completed', 'failed'] as const) {
      const memory = new FakeStreamMemory();
      const { stream, streams } = openStream({}, { memory });
      if (status === 'completed') await stream.complete();
      else stream.abort();
      await streams.flush();
      const session = memory.entries.get('streaming/sessions/stream-1')?.value as { status: string };
      assert.equal(session.status, status);
    }
  });

  it(`keep their chunks by sequence, together, and private ${verifies('MEM-6.3-3', 'MEM-6.3-5')}`, async () => {
    const memory = new FakeStreamMemory();
    const { stream, time } = openStream({ sink: () => undefined }, { memory });
    for (let index = 1; index <= 5; index++) void stream.write(notice(`${index}`));
    await time.advance(250);
    assert.deepEqual(memory.batchSizes, [5]);
    const kept = memory.entries.get('streaming/buffer/stream-1/3');
    assert.deepEqual([kept?.owner, kept?.accessLevel], [owner, 'private']);
    assert.deepEqual(kept?.value, {
      streamId: 'stream-1',
      agentId: 'agent-1',
      sequence: 3,
      part: notice('3'),
    });
  });

  it('keep no more than the newest bufferSize chunks', async () => {
    const memory = new FakeStreamMemory();
    const { stream, time } = openStream({ sink: () => undefined }, { memory });
    for (let index = 1; index <= 30; index++) {
      await stream.write(notice(`${index}`));
      if (index % 7 === 0) await time.advance(250);
    }
    await time.advance(250);
    assert.deepEqual(memory.sequences(), [23, 24, 25, 26, 27, 28, 29, 30]);
  });

  it('do not wait for memory, and take little room while it is slow', async () => {
    const memory = new FakeStreamMemory();
    const { stream, announced, streams } = openStream({ sink: () => undefined }, { memory });
    await settle();
    memory.isSlow = true;
    const first = streams.flush();
    for (let index = 1; index <= 100; index++) await stream.write(notice(`${index}`));
    await stream.complete();
    assert.equal(announced.at(-1), 'stream-1 complete 100');
    memory.isSlow = false;
    memory.release?.();
    await first;
    await streams.flush();
    assert.deepEqual(memory.batchSizes.at(-1), 8);
  });

  it('go on when memory fails, which is logged once until it works again', async () => {
    const memory = new FakeStreamMemory();
    memory.isBroken = true;
    const { stream, announced, streams, logger } = openStream({ sink: () => undefined }, { memory });
    for (let index = 1; index <= 3; index++) {
      await stream.write(notice(`${index}`));
      await streams.flush();
    }
    assert.deepEqual(logger.entries, ['error: Streams are not kept in memory']);
    memory.isBroken = false;
    await stream.write(notice('4'));
    await streams.flush();
    memory.isBroken = true;
    await stream.write(notice('5'));
    await streams.flush();
    await stream.complete();
    assert.equal(logger.entries.length, 2);
    assert.equal(announced.at(-1), 'stream-1 complete 5');
  });

  it('leave nothing to be done once they have ended', async () => {
    const memory = new FakeStreamMemory();
    const { stream, streams, time } = openStream({ sink: () => undefined }, { memory });
    await stream.complete();
    await streams.flush();
    assert.equal(time.pendingTimers, 0);
  });

  describe('of the fleet', () => {
    const accessor = { kind: 'agent', agentId: 'agent-1', agentType: 'test-generator' } as const;

    async function keep() {
      const time = new ManualTime();
      const logger = new RecordingLogger();
      const memory = new SwarmMemoryManager({ store: new FakeMemoryStore(), clock: time, logger });
      const { stream, streams } = openStream({ sink: () => undefined }, { memory });
      await stream.write(notice('a'));
      await streams.flush();
      const session = () => memory.retrieve('stream-1', { partition: 'streaming/sessions', accessor });
      const chunk = () => memory.retrieve('stream-1/1', { partition: 'streaming/buffer', accessor });
      return { time, memory, session, chunk };
    }

    it(`live as long as the spec says: a session one hour, a chunk five minutes ${verifies('MEM-6.3-2', 'MEM-6.3-4')}`, async () => {
      const { time, session, chunk } = await keep();
      await time.advance(300_000 - 1);
      assert.notEqual(await chunk(), undefined);
      await time.advance(1);
      assert.equal(await chunk(), undefined);
      await time.advance(3_300_000 - 1);
      assert.notEqual(await session(), undefined);
      await time.advance(1);
      assert.equal(await session(), undefined);
    });

    it(`are closed to other agents ${verifies('MEM-6.3-5')}`, async () => {
      const { memory } = await keep();
      const other = { ...accessor, agentId: 'agent-2' };
      const partition = 'streaming/sessions';
      await assert.rejects(memory.retrieve('stream-1', { partition, accessor: other }), {
        code: 'memory-access-denied',
      });
      await assert.rejects(
        memory.retrieve('stream-1/1', { partition: 'streaming/buffer', accessor: other }),
        { code: 'memory-access-denied' },
      );
    });
  });
});
