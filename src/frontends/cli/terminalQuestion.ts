import { createInterface } from 'node:readline';
import { AbortError, onAbort, throwIfAborted } from '../../base/abort';

/**
 * Asks on the terminal that talk goes to; ended by the signal with AbortError. A terminal that is closed (Ctrl-D) answers nothing.
 * @param interrupt called for Ctrl-C, which the terminal keeps to itself while it asks. Default: as if the process got SIGINT
 */
export function terminalQuestion(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  interrupt: () => void = () => void process.emit('SIGINT', 'SIGINT'),
): (question: string, signal: AbortSignal) => Promise<string> {
  return async (question, signal) => {
    throwIfAborted(signal);
    const lines = createInterface({ input, output });
    const { promise, resolve, reject } = pending<string>();
    const abortion = onAbort(signal, () => reject(new AbortError()));
    lines.on('SIGINT', interrupt);
    const answerNothing = (): void => {
      output.write('\n');
      resolve('');
    };
    lines.once('close', answerNothing);
    lines.question(question, resolve);
    try {
      return await promise;
    } finally {
      abortion.dispose();
      lines.off('close', answerNothing);
      lines.close();
    }
  };
}

function pending<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
