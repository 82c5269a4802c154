import type { LogOutputChannel } from 'vscode';
import type { Logger } from '../../base/logger';
import type { Redact } from '../../base/redaction';

/** The output channel as the commands use it. */
export type LogChannel = Pick<LogOutputChannel, 'debug' | 'info' | 'warn' | 'error' | 'show'>;

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

/** The channel, into which no secret gets whoever writes. */
export function redactedChannel(channel: LogChannel, redact: Redact): LogChannel {
  return {
    debug: (message) => channel.debug(redact(message)),
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error: (error) =>
      channel.error(redact(typeof error === 'string' ? error : (error.stack ?? error.message))),
    show: (...args: unknown[]) => channel.show(args.at(-1) === true),
  };
}

function line(message: string, details?: Details): string {
  return details === undefined ? message : `${message} ${JSON.stringify(details)}`;
}
