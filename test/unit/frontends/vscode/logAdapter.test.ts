import assert from 'node:assert/strict';
import { logTo, redactedChannel } from '../../../../src/frontends/vscode/logAdapter';

function recordingChannel() {
  const lines: string[] = [];
  const write =
    (level: string) =>
    (text: string | Error): void => {
      lines.push(`${level}: ${text}`);
    };
  const show = (...args: unknown[]): void => {
    lines.push(`show ${args.join(', ')}`);
  };
  return {
    lines,
    channel: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error'), show },
  };
}

describe('logTo', () => {
  it('writes details as JSON behind the message', () => {
    const { lines, channel } = recordingChannel();
    const logger = logTo(channel);
    logger.info('Run ended', { kept: 3 });
    logger.warn('Slow');
    assert.deepEqual(lines, ['info: Run ended {"kept":3}', 'warn: Slow']);
  });
});

describe('redactedChannel', () => {
  it('takes keys out of every level, and of errors with their stacks', () => {
    const { lines, channel } = recordingChannel();
    const redacted = redactedChannel(channel, (text) => text.replaceAll('my-key', '[redacted]'));
    for (const level of ['debug', 'info', 'warn', 'error'] as const) redacted[level]('with my-key');
    redacted.error(new Error('refused my-key'));
    assert.deepEqual(lines.slice(0, 4), [
      'debug: with [redacted]',
      'info: with [redacted]',
      'warn: with [redacted]',
      'error: with [redacted]',
    ]);
    assert.match(lines[4] ?? '', /^error: Error: refused \[redacted\]\n +at /);
  });

  it('shows the channel, with or without taking the focus', () => {
    const { lines, channel } = recordingChannel();
    const redacted = redactedChannel(channel, (text) => text);
    redacted.show();
    redacted.show(true);
    assert.deepEqual(lines, ['show false', 'show true']);
  });
});
