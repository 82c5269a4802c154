import type { LogOutputChannel } from 'vscode';
import type { Logger } from '../../base/logger';

type Details = Readonly<Record<string, unknown>>;

/** Writes the product's log into the output channel, details as JSON behind the message. */
export function logTo(channel: Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error'>): Logger {
  return {
    debug: (message, details) => channel.debug(line(message, details)),
    info: (message, details) => channel.info(line(message, details)),
    warn: (message, details) => channel.warn(line(message, details)),
    error: (message, details) => channel.error(line(message, details)),
  };
}

function line(message: string, details?: Details): string {
  return details === undefined ? message : `${message} ${JSON.stringify(details)}`;
}
