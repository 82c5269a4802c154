import type { Logger } from './logger';
import { type Redact, redactDeeply } from './redaction';

type Details = Readonly<Record<string, unknown>>;
type Level = keyof Logger;

/** Hands on what is logged without the secrets in it, wherever they stand: in the message, in details, in errors among them. */
export function createRedactingLogger(logger: Logger, redact: Redact): Logger {
  const write =
    (level: Level) =>
    (message: string, details?: Details): void => {
      if (details === undefined) logger[level](redact(message));
      else logger[level](redact(message), redactDeeply(details, redact) as Details);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
