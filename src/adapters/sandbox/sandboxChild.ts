import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onAbort, throwIfAborted } from '../../base/abort';
import { ownedFolders } from '../../base/node/ownedFolders';
import { killProcessTree, spawnProcess } from '../../base/node/processTree';
import { SandboxError } from '../../core/errors';
import type { OpenModuleRequest } from '../../core/testing/sandbox';
import { exitNoticePrefix } from './exitNotice';
import { watchMemory } from './memoryWatch';
import { OutputTail } from './outputTail';
import type { NodeExecutable } from './resolveNodeExecutable';
import { createSandboxEnvironment } from './sandboxEnvironment';
import { parseWorkerResponse, type WorkerRequest, type WorkerResponse } from './workerProtocol';

/** A machine under load may take this long to start a process at all. */
const startTimeoutMs = 30_000;
/** Ended, but the last of its output may be held up. */
const drainTimeoutMs = 1000;

export interface SandboxChildOptions {
  readonly node: NodeExecutable;
  readonly workerPath: string;
  readonly workspaceRoot: string;
  readonly request: Pick<OpenModuleRequest, 'world' | 'limits'>;
}

/** The channel is hidden from the code: what comes through it is ours, unless the code has changed how everything is written. */
const unreadableAnswer = 'wrote an answer that cannot be read (something may have changed Object.prototype)';
/** Node itself, and buffers, which are no part of the heap. */
const memoryBesideHeapMiB = 768;

const sandboxFolders = ownedFolders('agentic-qe-sandbox-');
let swept: Promise<void> | undefined;

/** What a child did about a request. */
export type ChildAnswer =
  | { readonly kind: 'answered'; readonly response: WorkerResponse }
  | { readonly kind: 'timed-out' }
  /** `how` reads on after "The process": `ended with exit code 1`. */
  | { readonly kind: 'ended'; readonly how: string };

/** One worker process, which answers one request after the other. */
export class SandboxChild {
  private readonly process: ChildProcess;
  private readonly output = new OutputTail();
  private readonly received: WorkerResponse[] = [];
  private ignored = 0;
  private ending: string | undefined;
  private wake: () => void = () => {};

  private constructor(
    private readonly options: SandboxChildOptions,
    /** The only folder that the child may write to; gone when the child is. */
    readonly folder: string,
  ) {
    const { node, request, workerPath, workspaceRoot } = options;
    this.process = spawnProcess(
      node.path,
      [
        ...node.permissionFlags,
        ...(node.permissionFlags.length > 0 ? [`--allow-fs-write=${join(folder, '*')}`] : []),
        `--max-old-space-size=${request.limits.memoryMiB}`,
        '--no-warnings',
        workerPath,
      ],
      {
        cwd: workspaceRoot,
        environment: {
          ...createSandboxEnvironment(process.env, request.world.timeZone, folder),
          ...node.environment,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.output.drain(this.process.stdout);
    this.output.drain(this.process.stderr);
    this.process.on('message', (message) => {
      const response = parseWorkerResponse(message);
      if (response === undefined) return this.giveUp(unreadableAnswer);
      if (this.ignored > 0) {
        this.ignored--;
        return;
      }
      this.received.push(response);
      this.wake();
    });
    const limitMiB = request.limits.memoryMiB + memoryBesideHeapMiB;
    const { pid } = this.process;
    if (pid !== undefined) {
      const stopWatching = watchMemory(pid, limitMiB, () =>
        this.giveUp(`used more than ${limitMiB} MiB of memory`),
      );
      this.process.once('exit', stopWatching);
    }
    this.process.once('error', (error) => this.end(`could not be started: ${error.message}`));
    this.process.once('exit', (code, signal) => {
      const finish = () => this.end(this.describeEnd(code, signal));
      const timer = setTimeout(finish, drainTimeoutMs);
      this.process.once('close', () => {
        clearTimeout(timer);
        finish();
      });
    });
  }

  /**
   * Starts a worker and waits until it listens; when it does not, nothing is left running.
   * @throws SandboxError `sandbox-unavailable`
   * @throws AbortError
   */
  static async start(options: SandboxChildOptions, signal: AbortSignal): Promise<SandboxChild> {
    // What processes have left that were killed; once is enough.
    swept ??= sandboxFolders.removeAbandoned();
    await swept;
    const folder = await sandboxFolders.create();
    const child = new SandboxChild(options, folder);
    const abortion = onAbort(signal, () => void child.kill());
    const answer = await child.nextAnswer(startTimeoutMs);
    abortion.dispose();
    if (!signal.aborted && answer.kind === 'answered' && answer.response.kind === 'ready') return child;
    await child.kill();
    throwIfAborted(signal);
    const why = answer.kind === 'ended' ? answer.how : 'did not start in time';
    throw new SandboxError('sandbox-unavailable', `The sandbox process ${why}.`);
  }

  /** Sends a request and waits for the answer; a child that does not answer in time keeps running until it is killed. */
  async ask(request: WorkerRequest, timeoutMs: number): Promise<ChildAnswer> {
    this.send(request);
    return this.nextAnswer(timeoutMs);
  }

  /** Sends a request; answers come in the order of the requests. */
  send(request: WorkerRequest): void {
    // Fails when the process has just ended: its end is what is answered then.
    if (this.process.connected) this.process.send(request, () => {});
  }

  /** Nobody waits for the answers to so many of the requests sent. */
  ignoreAnswers(count: number): void {
    this.ignored += count;
    while (this.ignored > 0 && this.received.shift() !== undefined) this.ignored--;
  }

  /** Ends the process and all below it. Never throws; resolves when it is gone. */
  async kill(): Promise<void> {
    const { pid } = this.process;
    if (pid !== undefined && this.process.exitCode === null && this.process.signalCode === null) {
      await killProcessTree(pid);
    }
    this.end('was stopped');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
  }

  /** Waits for the answer to the earliest request that has none yet. */
  async nextAnswer(timeoutMs: number): Promise<ChildAnswer> {
    let hasTimedOut = false;
    const timer = setTimeout(() => {
      hasTimedOut = true;
      this.wake();
    }, timeoutMs);
    try {
      for (;;) {
        const response = this.received.shift();
        if (response !== undefined) return { kind: 'answered', response };
        if (this.ending !== undefined) return { kind: 'ended', how: this.ending };
        if (hasTimedOut) return { kind: 'timed-out' };
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whoever waits for an answer learns why there is none. */
  private giveUp(how: string): void {
    this.end(how);
    void this.kill();
  }

  private end(how: string): void {
    this.ending ??= how;
    this.wake();
  }

  private describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
    const { text } = this.output;
    const notice = text.lastIndexOf(exitNoticePrefix);
    if (notice >= 0) return text.slice(notice + exitNoticePrefix.length).split(/\r?\n/, 1)[0] ?? '';
    if (/heap out of memory|Allocation failed|OutOfMemory/.test(text)) {
      return `ran out of memory (limit: ${this.options.request.limits.memoryMiB} MiB)`;
    }
    const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
    const lines = this.output.lastLines(2);
    return lines === '' ? how : `${how} (${lines})`;
  }
}
