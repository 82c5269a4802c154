import { parentPort, workerData } from 'node:worker_threads';
import { TextChecker } from './textChecker';
import type { TypeCheckOrder, TypeCheckWorkerData } from './typeCheckOrder';

/** Answers the orders of the thread that started this one, in their order, until it is ended. */
export function serveTypeChecks(): void {
  const checker = new TextChecker(workerData as TypeCheckWorkerData);
  parentPort?.on('message', (order: TypeCheckOrder) => parentPort?.postMessage(checker.check(order)));
}
