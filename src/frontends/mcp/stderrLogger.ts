import type { Logger } from '../../base/logger';

type Details = Readonly<Record<string, unknown>>;

/** One JSON line for each thing that a maintainer of the server's host should know: warnings and errors. */
export function logToStderr(stderr: { write(text: string): unknown }): Logger {
  const write = (level: string, message: string, details: Details = {}): void => {
    stderr.write(`${JSON.stringify({ level, message, ...details })}\n`);
  };
  return {
    debug() {},
    info() {},
    warn: (message, details) => write('warning', message, details),
    error: (message, details) => write('error', message, details),
  };
}
