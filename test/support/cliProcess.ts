import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../tools/repositoryPaths';

const script = path.join(repositoryRoot, 'dist/cli.js');

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built CLI as a child process, with its storage in a folder of the test's. */
export function startCli(
  args: readonly string[],
  storageFolder: string,
  environment: Readonly<Record<string, string>> = {},
): { child: ChildProcess; result: Promise<CliResult> } {
  if (!existsSync(script)) throw new Error('dist/cli.js is missing: npm run build');
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, AGENTIC_QE_HOME: storageFolder },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return { child, result };
}
