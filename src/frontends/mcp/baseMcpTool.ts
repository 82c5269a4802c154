import type { Resource, ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { core, z } from 'zod';
import { StreamingError } from '../../core/errors';
import type { SwarmMemoryManager } from '../../core/memory/swarmMemoryManager';
import type { RunPart } from '../../core/streaming/runPart';
import type { AskClient } from './askClient';
import type { McpHost } from './mcpHost';

/** How far a call is, in the words of `notifications/progress`. */
export interface ToolProgress {
  /** Rises with every notification of a call. */
  readonly progress: number;
  readonly total: number;
  readonly message: string;
}

/** What a tool gets to know of the call besides its arguments. */
export interface ToolContext {
  /** Aborted when the caller cancels, or is gone. */
  readonly signal: AbortSignal;
  /**
   * Absolute folders the client has open; none when it does not tell.
   * @throws WorkspaceError when the client says that it tells, and does not
   */
  clientRoots(): Promise<readonly string[]>;
  /** Undefined when the client cannot ask its user anything. */
  readonly ask: AskClient | undefined;
  /** Undefined when the caller does not want to hear of progress. Resolves when there is room for more. */
  readonly sendProgress: ((progress: ToolProgress) => Promise<void>) | undefined;
}

/** What a call ends with: data for programs that fits the tool's output schema, and a few lines for people and models. */
export interface ToolOutcome<Output> {
  readonly structured: Output;
  readonly text: string;
  /** True when the data says that nothing could be done; default: false. */
  readonly isError?: boolean;
  /** Where there is more to read; default: nowhere. */
  readonly resources?: readonly Resource[];
}

/** Told what happens during a streamed call, in order; whoever calls waits, so that a slow client slows the work. */
export interface ToolStreamCallbacks {
  onPart(part: RunPart): Promise<void>;
}

/**
 * One tool of the MCP server (spec 4.2). Whatever stops it is thrown as an `AppError`, which the server turns into a result
 * that the calling model can read.
 */
export abstract class BaseMCPTool<Input = unknown, Output = Record<string, unknown>> {
  /** Unique; letters, digits and underscores. */
  abstract readonly name: string;
  abstract readonly title: string;
  abstract readonly description: string;
  /** Arguments are parsed with it before `execute`; its messages name the argument. */
  abstract readonly inputSchema: core.$ZodType<Input>;
  abstract readonly outputSchema: z.ZodType<Output>;
  abstract readonly annotations: ToolAnnotations;

  constructor(
    protected readonly memoryStore: SwarmMemoryManager,
    protected readonly host: McpHost,
  ) {}

  abstract execute(params: Input, context: ToolContext): Promise<ToolOutcome<Output>>;

  /** True for a tool that implements `executeStreaming`. */
  supportsStreaming(): boolean {
    return false;
  }

  /** Like `execute`, and with the same outcome, but tells what happens meanwhile. @throws StreamingError unless implemented */
  async executeStreaming(
    _params: Input,
    _callbacks: ToolStreamCallbacks,
    _context: ToolContext,
  ): Promise<ToolOutcome<Output>> {
    throw new StreamingError('Streaming not supported by this tool');
  }
}
