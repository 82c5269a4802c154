import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment } from './childEnvironment';
import { spawnWithParent } from './spawnWithParent';

const shownOutputChars = 4000;

/**
 * Runs npm in `directory` without a shell and resolves when it ended well.
 * @throws Error with the end of npm's output when it failed or took longer than `timeoutMs`.
 */
export async function runNpm(args: readonly string[], directory: string, timeoutMs: number): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const child = spawnWithParent(process.execPath, [findNpmCli(), ...args], {
    cwd: directory,
    environment: childEnvironment(),
    signal: deadline,
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-shownOutputChars);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (exitCode === 0) return;
  const reason = deadline.aborted
    ? `did not end within ${timeoutMs / 1000} s`
    : `failed (exit code ${exitCode})`;
  throw new Error(`npm ${args.join(' ')} ${reason} in ${directory}:\n${output.trim()}`);
}

/**
 * Absolute path of npm's JavaScript entry, so that Node can run it on every platform.
 * @throws Error when no npm is found.
 */
export function findNpmCli(): string {
  const found = npmCliCandidates().find((candidate) => existsSync(candidate));
  if (found === undefined) {
    throw new Error(`npm was not found beside ${process.execPath} nor on PATH; install Node.js with npm.`);
  }
  return found;
}

function npmCliCandidates(): string[] {
  const cli = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates: string[] = [];
  const runningUnder = process.env.npm_execpath;
  if (runningUnder !== undefined && path.basename(runningUnder) === 'npm-cli.js')
    candidates.push(runningUnder);
  for (const directory of (process.env.PATH ?? '').split(path.delimiter).filter((entry) => entry !== '')) {
    candidates.push(...linkedNpm(path.join(directory, 'npm')), path.join(directory, cli));
  }
  const nodeDirectory = path.dirname(process.execPath);
  candidates.push(path.join(nodeDirectory, cli), path.join(nodeDirectory, '..', 'lib', cli));
  return candidates;
}

/** On Linux and macOS `npm` on PATH is a link to npm-cli.js; version managers put a shell script there instead. */
function linkedNpm(command: string): string[] {
  if (!existsSync(command)) return [];
  const target = realpathSync(command);
  return target.endsWith('.js') ? [target] : [];
}
