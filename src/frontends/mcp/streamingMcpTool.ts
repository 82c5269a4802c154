import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { core, z } from 'zod';
import { AbortError, onAbort } from '../../base/abort';
import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { SwarmMemoryManager } from '../../core/memory/swarmMemoryManager';
import { BaseMCPTool, type ToolContext, type ToolOutcome } from './baseMcpTool';
import type { McpHost } from './mcpHost';
import { progressNoteOf } from './progressNote';
import { ProgressReporter } from './progressReporter';

/** At most ten chatty notes a second. */
const chattyIntervalMs = 100;

/**
 * A tool that tells its caller how far it is (spec 4.1): the same outcome as the tool it wraps, with `notifications/progress`
 * before it. A caller that wants no progress gets the tool as it is. When progress cannot be delivered, the call goes on.
 */
export class StreamingMCPTool<Input, Output> extends BaseMCPTool<Input, Output> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: core.$ZodType<Input>;
  readonly outputSchema: z.ZodType<Output>;
  readonly annotations: ToolAnnotations;

  constructor(
    private readonly tool: BaseMCPTool<Input, Output>,
    memoryStore: SwarmMemoryManager,
    host: McpHost,
  ) {
    super(memoryStore, host);
    this.name = tool.name;
    this.title = tool.title;
    this.description = tool.description;
    this.inputSchema = tool.inputSchema;
    this.outputSchema = tool.outputSchema;
    this.annotations = tool.annotations;
  }

  override supportsStreaming(): boolean {
    return true;
  }

  async execute(params: Input, context: ToolContext): Promise<ToolOutcome<Output>> {
    const { sendProgress } = context;
    if (!sendProgress) return await this.tool.execute(params, context);
    const reporter = new ProgressReporter({
      send: (progress) => unlessAborted(sendProgress(progress), context.signal),
      clock: this.host.clock,
      setTimer: this.host.setTimer,
      chattyIntervalMs,
    });
    const finish = async (message: string): Promise<void> => {
      if (context.signal.aborted) return;
      await reporter.finish(message).catch((error: unknown) => {
        this.host.logger.warn('Progress could not be sent', {
          tool: this.name,
          error: describeError(error),
        });
      });
    };
    try {
      const outcome = await this.tool.executeStreaming(
        params,
        {
          onPart: async (part) => {
            const note = progressNoteOf(part);
            if (note) await reporter.report(note);
          },
        },
        context,
      );
      await finish(outcome.text.split('\n', 1)[0] ?? '');
      return outcome;
    } catch (error) {
      await finish(`Failed: ${describeError(error)}`);
      throw error;
    }
  }
}

/** Waits no longer than the caller does: one that does not read any more may still cancel. @throws AbortError */
async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let cancellation: Disposable | undefined;
  const aborted = new Promise<never>((_, reject) => {
    cancellation = onAbort(signal, () => reject(new AbortError()));
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    cancellation?.dispose();
  }
}
