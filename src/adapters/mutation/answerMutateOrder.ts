import { parentPort, workerData } from 'node:worker_threads';
import type { MutateRequest } from '../../core/mutation/mutant';
import { mutateSource } from './mutateSource';

/** In the thread that `StrykerMutantInstrumenter` starts: mutates the one source it was started for. */
export async function answerMutateOrder(): Promise<void> {
  parentPort?.postMessage(await mutateSource(workerData as MutateRequest));
}
