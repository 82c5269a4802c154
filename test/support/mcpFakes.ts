import assert from 'node:assert/strict';
import path from 'node:path';
import { z } from 'zod';
import type { AppError } from '../../src/base/error';
import { silentLogger } from '../../src/base/logger';
import { relativePathInside } from '../../src/base/node/relativePathInside';
import type { CostPeriod } from '../../src/core/cost/costSummary';
import type { FleetRun, RunResult } from '../../src/core/fleet/fleetRun';
import type { TaskRequest, TaskSummary } from '../../src/core/fleet/task';
import type { SwarmMemoryManager } from '../../src/core/memory/swarmMemoryManager';
import type { RunPart, SequencedPart } from '../../src/core/streaming/runPart';
import {
  BaseMCPTool,
  type ToolContext,
  type ToolOutcome,
  type ToolProgress,
  type ToolStreamCallbacks,
} from '../../src/frontends/mcp/baseMcpTool';
import type { McpHost, PathTarget } from '../../src/frontends/mcp/mcpHost';
import { SpendingQuestions } from '../../src/frontends/mcp/spendingQuestions';
import { ManualTime } from './manualTimer';
import { aCostReport, aRoutingReport } from './reports';

/** No tool under test may touch it. */
export const noMemory = Object.freeze({}) as SwarmMemoryManager;

/** A run as a test drives it: parts arrive and the result settles when the test says so. */
export class DrivenRun implements FleetRun {
  readonly runId = 'run-1';
  readonly result: Promise<RunResult>;
  isCancelled = false;
  private readonly parts: RunPart[] = [];
  private settle: (result: RunResult) => void = () => {};
  private wake = (): void => {};
  private isEnded = false;

  constructor() {
    this.result = new Promise((resolve) => {
      this.settle = resolve;
    });
  }

  emit(...parts: readonly RunPart[]): void {
    this.parts.push(...parts);
    this.wake();
  }

  end(result: { summary: TaskSummary } | { error: AppError } | 'cancelled'): void {
    this.isEnded = true;
    this.wake();
    if (result === 'cancelled') this.settle({ status: 'cancelled' });
    else if (result && 'summary' in result) this.settle({ status: 'finished', summary: result.summary });
    else this.settle({ status: 'failed', error: result.error });
  }

  stop(): void {}

  cancel(): void {
    this.isCancelled = true;
    this.wake();
  }

  async *read(signal: AbortSignal): AsyncGenerator<SequencedPart, undefined> {
    for (let seq = 1; ; seq++) {
      while (this.parts.length < seq && !this.isEnded && !signal.aborted) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
      const part = this.parts[seq - 1];
      if (signal.aborted || !part) return undefined;
      yield { runId: this.runId, seq, part };
    }
  }
}

export interface FakeMcpHost extends McpHost {
  readonly clock: ManualTime;
  readonly requests: readonly TaskRequest[];
  isStreaming: boolean;
}

/** A host whose disk is a list and whose fleet hands out one run. */
export function aMcpHost({
  run = new DrivenRun(),
  disk = {},
  folders = [path.resolve('/shop')],
  ...overrides
}: Partial<McpHost> & {
  readonly run?: DrivenRun;
  /** What each absolute path leads to; POSIX paths are taken as those of the platform. */
  readonly disk?: Readonly<Record<string, PathTarget['kind'] | { readonly linkTo: string }>>;
} = {}): FakeMcpHost {
  const time = new ManualTime();
  const requests: TaskRequest[] = [];
  const entries = new Map(Object.entries(disk).map(([name, entry]) => [path.resolve(name), entry]));
  const inspectPath = (name: string): PathTarget | undefined => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    if (typeof entry === 'object') return inspectPath(path.resolve(entry.linkTo));
    return { realPath: name, kind: entry };
  };
  const host = {
    isStreaming: false,
    requests,
    spending: new SpendingQuestions(silentLogger),
    version: '1.2.3',
    folders,
    clock: time,
    setTimer: time.setTimer,
    logger: silentLogger,
    inspectPath,
    relativePath: relativePathInside,
    services: {
      fleet: {
        submit: (request: TaskRequest) => {
          requests.push(request);
          return run;
        },
        isFeatureEnabled: () => host.isStreaming,
      },
      explainRouting: async () => aRoutingReport(),
      costReport: async (period: CostPeriod) => aCostReport(period),
      streams: { read: (_runId: string, _afterSeq: number, signal: AbortSignal) => run.read(signal) },
    },
    ...overrides,
  } as unknown as FakeMcpHost;
  return host;
}

/** A call with a caller that wants progress and keeps what it is sent. */
export function aToolContext(
  overrides: Partial<ToolContext> = {},
): ToolContext & { readonly sent: ToolProgress[] } {
  const sent: ToolProgress[] = [];
  return {
    sent,
    signal: new AbortController().signal,
    clientRoots: async () => [],
    ask: undefined,
    sendProgress: async (progress) => {
      sent.push(progress);
    },
    ...overrides,
  };
}

/** A tool that has only `execute`, as the spec's tools of before. */
export class PlainTool extends BaseMCPTool<{ word: string }, { word: string }> {
  readonly name: string = 'echo';
  readonly title = 'Echo';
  readonly description = 'Says what it is told.';
  readonly inputSchema = z.strictObject({ word: z.string({ error: 'word must be a text' }) });
  readonly outputSchema = z.object({ word: z.string() });
  readonly annotations = {};

  async execute({ word }: { word: string }): Promise<ToolOutcome<{ word: string }>> {
    return { structured: { word }, text: word };
  }
}

/** A tool that streams what a test scripts. */
export class ScriptedTool extends PlainTool {
  constructor(
    host: McpHost,
    private readonly script: (callbacks: ToolStreamCallbacks, context: ToolContext) => Promise<void>,
  ) {
    super(noMemory, host);
  }

  override supportsStreaming(): boolean {
    return true;
  }

  override async executeStreaming(
    params: { word: string },
    callbacks: ToolStreamCallbacks,
    context: ToolContext,
  ): Promise<ToolOutcome<{ word: string }>> {
    await this.script(callbacks, context);
    return await this.execute(params);
  }
}

/** Lets promises settle until it is true; a test that waits for what never comes fails at once. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  for (let round = 0; round < 1000 && !isTrue(); round++)
    await new Promise((resolve) => setImmediate(resolve));
  assert.ok(isTrue(), 'it never came');
}
