import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runChild } from './childRun';

const timeLimitMs = 10 * 60_000;

export interface ShuffledRun {
  readonly passed: number;
  readonly failed: number;
  /** Full titles of what failed. */
  readonly failures: readonly string[];
}

/** All tests in one process, in random order, in another time zone. Without a report, none passed. */
export async function runShuffled(installation: string, folder: string): Promise<ShuffledRun> {
  const report = path.join(folder, 'shuffled.json');
  const mocha = path.join(installation, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const shuffle = ['--require', require.resolve('./shuffle.cjs')];
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  const settings = ['--exit', '--timeout', '2000', '--no-config', '--no-package'];
  await runChild([mocha, ...settings, ...shuffle, ...reporter, 'test/**/*.{js,cjs,mjs}'], {
    cwd: folder,
    timeLimitMs,
    environment: { TZ: 'Asia/Kolkata' },
  });
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 0, failures: ['The run ended without a report.'] };
  const { stats, failures } = JSON.parse(text) as {
    readonly stats: { readonly passes: number; readonly failures: number };
    readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly message?: string } }[];
  };
  return {
    passed: stats.passes,
    failed: stats.failures,
    failures: failures.map(({ fullTitle, err }) => `${fullTitle}: ${err.message?.split('\n')[0] ?? ''}`),
  };
}
