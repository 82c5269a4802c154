import { createInterface } from 'node:readline/promises';
import { onAbort } from '../../base/abort';

/** Asks on the terminal that talk goes to; ended by the signal with AbortError. */
export function terminalQuestion(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): (question: string, signal: AbortSignal) => Promise<string> {
  return async (question, signal) => {
    const lines = createInterface({ input, output });
    const ended = new AbortController();
    const abortion = onAbort(signal, () => ended.abort());
    // A terminal that is closed answers nothing.
    lines.once('close', () => ended.abort());
    try {
      return await lines.question(question, { signal: ended.signal });
    } finally {
      abortion.dispose();
      lines.close();
    }
  };
}
