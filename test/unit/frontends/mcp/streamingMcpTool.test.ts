import assert from 'node:assert/strict';
import { isAbortError } from '../../../../src/base/abort';
import { StreamingError } from '../../../../src/core/errors';
import type { RunPart } from '../../../../src/core/streaming/runPart';
import type { ToolContext, ToolStreamCallbacks } from '../../../../src/frontends/mcp/baseMcpTool';
import { StreamingMCPTool } from '../../../../src/frontends/mcp/streamingMcpTool';
import { verifies } from '../../../requirements';
import { aReceipt } from '../../../support/builders';
import { aMcpHost, aToolContext, noMemory, PlainTool, ScriptedTool } from '../../../support/mcpFakes';
import { RecordingLogger } from '../../../support/recordingLogger';

const stage = (message: string): RunPart => ({ type: 'stage-start', stage: 'write', message });

function wrap(script: (callbacks: ToolStreamCallbacks, context: ToolContext) => Promise<void>) {
  const logger = new RecordingLogger();
  const host = aMcpHost({ logger });
  return { logger, tool: new StreamingMCPTool(new ScriptedTool(host, script), noMemory, host) };
}

describe('StreamingMCPTool', () => {
  it(`tells of each stage and each test, then of the end, then returns ${verifies('MCP-4.1-6')}`, async () => {
    const { tool } = wrap(async ({ onPart }) => {
      await onPart(stage('Writing'));
      await onPart({ type: 'receipt', receipt: aReceipt() });
      await onPart({ type: 'receipt', receipt: aReceipt({ title: 'returns 6 for 3' }) });
    });
    const context = aToolContext();
    const outcome = await tool.execute({ word: 'hello' }, context);
    assert.deepEqual(outcome.structured, { word: 'hello' });
    assert.deepEqual(
      context.sent.map(({ message }) => message.split(' (')[0]),
      ['[write] Writing', 'Kept: double › returns 4 for 2', 'Kept: double › returns 6 for 3', 'hello'],
    );
    assert.deepEqual(
      context.sent.map(({ progress }) => progress === 100),
      [false, false, false, true],
    );
  });

  it(`is the tool as it is for a caller that wants no progress ${verifies('MCP-4.1-7')}`, async () => {
    const { tool } = wrap(async () => assert.fail('streamed'));
    const outcome = await tool.execute({ word: 'hello' }, aToolContext({ sendProgress: undefined }));
    assert.deepEqual(outcome, { structured: { word: 'hello' }, text: 'hello' });
  });

  it('sends the end of a call that failed, and hands on why', async () => {
    const { tool } = wrap(async () => {
      throw new StreamingError('The stream broke.');
    });
    const context = aToolContext();
    await assert.rejects(tool.execute({ word: 'hello' }, context), /The stream broke/);
    assert.deepEqual(context.sent, [{ progress: 100, total: 100, message: 'Failed: The stream broke.' }]);
  });

  it('reads no further before the client has taken what was sent', async () => {
    let accept = (): void => {};
    const taken: string[] = [];
    const { tool } = wrap(async ({ onPart }) => {
      for (const message of ['a', 'b']) {
        await onPart(stage(message));
        taken.push(message);
      }
    });
    const sendProgress = () =>
      new Promise<void>((resolve) => {
        accept = resolve;
      });
    const called = tool.execute({ word: 'hello' }, aToolContext({ sendProgress }));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(taken, []);
    for (let round = 0; round < 3; round++) {
      accept();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await called;
    assert.deepEqual(taken, ['a', 'b']);
  });

  it(`is not held up by a client that cancels and does not read ${verifies('MCP-4.1-8')}`, async () => {
    const controller = new AbortController();
    let failure: unknown;
    const { tool } = wrap(async ({ onPart }) => {
      await onPart(stage('Writing')).catch((error: unknown) => {
        failure = error;
      });
    });
    const context = aToolContext({ signal: controller.signal, sendProgress: () => new Promise(() => {}) });
    const called = tool.execute({ word: 'hello' }, context);
    controller.abort('no longer needed');
    await called;
    assert.ok(isAbortError(failure));
  });

  it('returns the result although progress cannot be delivered', async () => {
    const { tool, logger } = wrap(async ({ onPart }) => {
      await onPart(stage('Writing')).catch(() => {});
    });
    const context = aToolContext({
      sendProgress: async () => {
        throw new Error('Not connected');
      },
    });
    assert.equal((await tool.execute({ word: 'hello' }, context)).text, 'hello');
    assert.deepEqual(logger.entries, ['warn: Progress could not be sent']);
  });
});

describe('BaseMCPTool', () => {
  const tool = new PlainTool(noMemory, aMcpHost());

  it(`does not stream unless it says so ${verifies('MCP-4.2-1')}`, () => {
    assert.equal(tool.supportsStreaming(), false);
  });

  it(`fails when it is streamed without being able to ${verifies('MCP-4.2-2')}`, async () => {
    await assert.rejects(tool.executeStreaming({ word: 'x' }, { onPart: async () => {} }, aToolContext()), {
      name: 'StreamingError',
      message: 'Streaming not supported by this tool',
    });
  });
});
