import { Worker } from 'node:worker_threads';
import { AbortError, onAbort, throwIfAborted } from '../../base/abort';
import { describeError } from '../../base/error';
import type { MutantInstrumenter, MutateRequest, MutateResult } from '../../core/mutation/mutant';

export interface MutantInstrumenterOptions {
  /** Absolute path of the built `mutationWorker.js`. */
  readonly workerPath: string;
}

/** 1,500 mutants take 2 s. */
const maxMutateMs = 60_000;

/** Mutates with Stryker's instrumenter, in a thread of its own for each source: Babel would hold up the editor while it works. */
export class StrykerMutantInstrumenter implements MutantInstrumenter {
  constructor(private readonly options: MutantInstrumenterOptions) {}

  async mutate(request: MutateRequest, signal: AbortSignal): Promise<MutateResult> {
    throwIfAborted(signal);
    // Nothing of it may get into the output of a server that speaks by it; options of this process are for this process.
    const worker = new Worker(this.options.workerPath, {
      workerData: request,
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const stop = (): void => void worker.terminate();
    const abort = onAbort(signal, stop);
    const limit = setTimeout(stop, maxMutateMs).unref();
    try {
      const answer = await answerOf(worker);
      throwIfAborted(signal);
      return answer;
    } catch (error) {
      if (signal.aborted) throw new AbortError();
      return { status: 'unavailable', reason: `${request.file} cannot be mutated: ${describeError(error)}` };
    } finally {
      clearTimeout(limit);
      abort.dispose();
    }
  }
}

function answerOf(worker: Worker): Promise<MutateResult> {
  return new Promise((resolve, reject) => {
    let answer: MutateResult | undefined;
    worker.once('message', (message: MutateResult) => {
      answer = message;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (answer) resolve(answer);
      else reject(new Error(`its thread ended with code ${code}`));
    });
  });
}

/** The product's way of making mutants. */
export function createMutantInstrumenter(options: MutantInstrumenterOptions): MutantInstrumenter {
  return new StrykerMutantInstrumenter(options);
}
