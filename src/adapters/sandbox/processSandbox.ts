import { join } from 'node:path';
import { AbortError, onAbort, throwIfAborted } from '../../base/abort';
import { type Logger, silentLogger } from '../../base/logger';
import type { OpenModuleRequest, OpenModuleResult, Sandbox } from '../../core/testing/sandbox';
import { ProcessSandboxSession } from './processSandboxSession';
import { type NodeExecutable, resolveNodeExecutable } from './resolveNodeExecutable';
import { type ChildAnswer, SandboxChild } from './sandboxChild';

/** On top of the limit for loading: the way there and back on a busy machine. */
const answerMarginMs = 500;

export interface ProcessSandboxOptions {
  /** The built `sandboxWorker.js`. */
  readonly workerPath: string;
  /** Absolute path of the workspace. */
  readonly workspaceRoot: string;
  /** The Node program to use; default: `node` on PATH, else the program that runs us. */
  readonly nodePath?: string;
  readonly logger?: Logger;
}

/**
 * A sandbox of one child process per module: clean environment, heap limit, Node's permission model (no writing
 * outside of a temporary folder of its own, no processes, no threads, no native add-ons) and a guard in front of the network. It contains crashes, hangs, memory and
 * accidents, not malice: Node can keep the network from nobody who wants to reach it. Workspace trust comes first.
 * `openModule` @throws SandboxError `sandbox-unavailable`
 */
export function createProcessSandbox(options: ProcessSandboxOptions): Sandbox {
  return new ProcessSandbox(options);
}

class ProcessSandbox implements Sandbox {
  private readonly logger: Logger;
  private node: NodeExecutable | undefined;

  constructor(private readonly options: ProcessSandboxOptions) {
    this.logger = options.logger ?? silentLogger;
  }

  async openModule(request: OpenModuleRequest, signal: AbortSignal): Promise<OpenModuleResult> {
    const { child, answer } = await this.startAndLoad(request, signal);
    if (answer.kind === 'answered' && answer.response.kind === 'loaded') {
      const session = new ProcessSandboxSession({
        child,
        scenarioTimeoutMs: request.limits.scenarioTimeoutMs,
        trialTimeoutMs: request.limits.trialTimeoutMs,
        replaceChild: (replaceSignal) => this.replaceChild(request, replaceSignal),
      });
      const { exports, loadedPoints } = answer.response;
      return { status: 'opened', session, exports, loadedPoints };
    }
    await child.kill();
    return { status: 'failed', ...describeFailure(request, answer) };
  }

  private async replaceChild(
    request: OpenModuleRequest,
    signal: AbortSignal,
  ): Promise<SandboxChild | string> {
    const { child, answer } = await this.startAndLoad(request, signal);
    if (answer.kind === 'answered' && answer.response.kind === 'loaded') return child;
    await child.kill();
    return `The module loaded once, but not again: ${describeFailure(request, answer).message}`;
  }

  /** @throws AbortError when the signal aborts, after the child is gone. */
  private async startAndLoad(
    request: OpenModuleRequest,
    signal: AbortSignal,
  ): Promise<{ child: SandboxChild; answer: ChildAnswer }> {
    throwIfAborted(signal);
    const { workerPath, workspaceRoot } = this.options;
    const node = await this.findNode(signal);
    throwIfAborted(signal);
    const startedAtMs = performance.now();
    const child = await SandboxChild.start({ node, workerPath, workspaceRoot, request }, signal);
    const abortion = onAbort(signal, () => void child.kill());
    try {
      const answer = await child.ask(
        {
          kind: 'load',
          file: join(workspaceRoot, request.module),
          workspaceRoot,
          code: request.code,
          pointCount: request.pointCount,
          clockOffsetMs: request.world.clockOffsetMs,
          randomSeed: request.world.randomSeed,
          loadTimeoutMs: request.limits.loadTimeoutMs,
          scenarioTimeoutMs: request.limits.scenarioTimeoutMs,
          trialTimeoutMs: request.limits.trialTimeoutMs,
          folder: child.folder,
        },
        request.limits.loadTimeoutMs + answerMarginMs,
      );
      if (signal.aborted) {
        await child.kill();
        throw new AbortError();
      }
      this.logger.debug('Sandbox loaded a module', {
        module: request.module,
        outcome: answer.kind === 'answered' ? answer.response.kind : answer.kind,
        durationMs: Math.round(performance.now() - startedAtMs),
      });
      return { child, answer };
    } finally {
      abortion.dispose();
    }
  }

  private async findNode(signal: AbortSignal): Promise<NodeExecutable> {
    if (this.node) return this.node;
    const { nodePath, workspaceRoot } = this.options;
    const node = await resolveNodeExecutable(
      { cwd: workspaceRoot, ...(nodePath ? { explicitPath: nodePath } : {}) },
      signal,
    );
    this.node = node;
    this.logger.info('Sandbox uses Node', { path: node.path, version: node.version });
    if (node.permissionFlags.length === 0) {
      this.logger.warn(
        'This Node has no permission model: only the guard inside the process keeps code from writing files',
      );
    }
    return node;
  }
}

function describeFailure(
  request: OpenModuleRequest,
  answer: ChildAnswer,
): { reason: 'threw' | 'exited' | 'timed-out'; message: string } {
  const { module, limits } = request;
  if (answer.kind === 'timed-out') {
    return {
      reason: 'timed-out',
      message: `Loading ${module} did not end within ${limits.loadTimeoutMs} ms`,
    };
  }
  if (answer.kind === 'ended') {
    return { reason: 'exited', message: `The process ${answer.how} while loading ${module}` };
  }
  const { response } = answer;
  if (response.kind === 'load-failed') return { reason: 'threw', message: response.message };
  return { reason: 'exited', message: `The process answered "${response.kind}" out of turn` };
}
