import { Worker } from 'node:worker_threads';
import { AbortError, onAbort, throwIfAborted } from '../../../../base/abort';
import type { TypeCheckAnswer, TypeCheckOrder, TypeCheckWorkerData } from './typeCheckOrder';

/** A project of half a million lines takes 20 s on a slow machine. */
const maxCheckMs = 120_000;
/** The compiler holds hundreds of megabytes of a large project. */
const maxIdleMs = 60_000;

/** The thread with the compiler: started when needed, ended when it has been idle. Only one order at a time. */
export class TypeCheckThread {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly workerPath: string,
    private readonly workerData: TypeCheckWorkerData,
  ) {}

  /** @throws AbortError when aborted; the thread has ended then */
  async ask(order: TypeCheckOrder, signal: AbortSignal): Promise<TypeCheckAnswer> {
    throwIfAborted(signal);
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const { worker } = this;
    // The process stays alive for an answer, not for a compiler that waits for work.
    worker.ref();
    let isAnswered = false;
    try {
      const answer = await this.exchange(worker, order, signal);
      isAnswered = true;
      return answer;
    } catch (error) {
      throwIfAborted(signal);
      return { status: 'unavailable', reason: `The compiler stopped: ${messageOf(error)}` };
    } finally {
      if (isAnswered) this.rest(worker);
      else await this.end(worker);
    }
  }

  private exchange(worker: Worker, order: TypeCheckOrder, signal: AbortSignal): Promise<TypeCheckAnswer> {
    return new Promise<TypeCheckAnswer>((resolve, reject) => {
      const onExit = (code: number): void => reject(new Error(`its thread ended with code ${code}.`));
      const listening = onAbort(signal, () => settle(() => reject(new AbortError())));
      const limit = setTimeout(
        () => settle(() => reject(new Error(`it took more than ${maxCheckMs / 1000} s.`))),
        maxCheckMs,
      );
      const settle = (end: () => void): void => {
        clearTimeout(limit);
        listening.dispose();
        worker.removeAllListeners('message').removeListener('exit', onExit);
        end();
      };
      worker.once('message', (answer: TypeCheckAnswer) => settle(() => resolve(answer)));
      worker.once('error', (error) => settle(() => reject(error)));
      worker.once('exit', onExit);
      worker.postMessage(order);
    });
  }

  private start(): Worker {
    const { workerPath, workerData } = this;
    // Nothing of it may get into the output of a server that speaks by it; options of this process are for this process.
    const worker = new Worker(workerPath, { workerData, execArgv: [], stdout: true, stderr: true });
    // A thread that fails while nobody waits for it is started anew with the next order.
    worker.on('error', () => this.forget(worker));
    worker.on('exit', () => this.forget(worker));
    return worker;
  }

  private rest(worker: Worker): void {
    worker.unref();
    this.idle = setTimeout(() => void this.end(worker), maxIdleMs).unref();
  }

  private async end(worker: Worker): Promise<void> {
    this.forget(worker);
    await worker.terminate();
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
