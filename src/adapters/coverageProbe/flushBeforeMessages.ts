import { isMainThread, MessagePort } from 'node:worker_threads';
import type { CoverageRecorder } from './coverageRecorder';

/**
 * Worker processes and threads of test runners are killed when they have reported their last result, with no 'exit' event:
 * so what they executed is written before each message that they send.
 */
export function flushBeforeMessages(recorder: CoverageRecorder): void {
  const send = process.send;
  if (send) {
    process.send = (...parameters: unknown[]): boolean => {
      recorder.flush();
      return Reflect.apply(send, process, parameters);
    };
  }
  if (isMainThread) return;
  const postMessage = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (
    this: MessagePort,
    ...parameters: Parameters<typeof postMessage>
  ) {
    recorder.flush();
    postMessage.apply(this, parameters);
  };
}
