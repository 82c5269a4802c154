import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { PacedHttpTransport } from '../../../../../src/frontends/mcp/transports/pacedHttpTransport';

class FakeResponse extends EventEmitter {
  writableNeedDrain = false;
}

const call = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: {} } as const;
const notification = { jsonrpc: '2.0', method: 'notifications/progress', params: {} } as const;
const isSettled = async (work: Promise<void>): Promise<boolean> => {
  let settled = false;
  void work.then(() => {
    settled = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
};

describe('PacedHttpTransport', () => {
  const { send } = StreamableHTTPServerTransport.prototype;
  let transport: PacedHttpTransport;
  let response: FakeResponse;

  beforeEach(() => {
    StreamableHTTPServerTransport.prototype.send = async () => {};
    transport = new PacedHttpTransport({ sessionIdGenerator: () => 'session' });
    response = new FakeResponse();
    transport.watch(response as unknown as ServerResponse, call);
  });
  afterEach(() => {
    StreamableHTTPServerTransport.prototype.send = send;
  });

  it('does not wait while the connection has room', async () => {
    assert.ok(await isSettled(transport.send(notification, { relatedRequestId: 7 })));
  });

  for (const event of ['drain', 'close'])
    it(`waits for a client that does not read until ${event}`, async () => {
      response.writableNeedDrain = true;
      const sent = transport.send(notification, { relatedRequestId: 7 });
      assert.equal(await isSettled(sent), false);
      response.emit(event);
      await sent;
    });

  it('does not wait for one call because of another', async () => {
    response.writableNeedDrain = true;
    assert.ok(await isSettled(transport.send(notification, { relatedRequestId: 8 })));
    assert.ok(await isSettled(transport.send(notification)));
  });

  it('is busy while a response is open, and forgets it when it is closed', async () => {
    assert.equal(transport.isBusy, true);
    response.writableNeedDrain = true;
    response.emit('close');
    assert.equal(transport.isBusy, false);
    assert.ok(await isSettled(transport.send(notification, { relatedRequestId: 7 })));
  });
});
