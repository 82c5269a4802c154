import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { throwIfAborted } from '../../base/abort';
import { spawnProcess } from '../../base/node/processTree';
import { SandboxError } from '../../core/errors';
import { OutputTail } from './outputTail';
import { createSandboxEnvironment } from './sandboxEnvironment';

const oldestMajor = 20;
const probeTimeoutMs = 20_000;
const probeCode =
  'console.log(JSON.stringify({ path: process.execPath, version: process.versions.node, hasPermissions: process.permission !== undefined }))';

/** A Node program that can run the sandbox's worker. */
export interface NodeExecutable {
  readonly path: string;
  /** E.g. `20.20.2`. */
  readonly version: string;
  /** Flags that forbid writing, child processes, threads and native add-ons; empty where the program has no such flags. */
  readonly permissionFlags: readonly string[];
  /** To be added to the environment of every child. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ResolveNodeOptions {
  /** The user's own choice; if it does not work, nothing else is tried. */
  readonly explicitPath?: string;
  /** Where version managers look for the project's version. */
  readonly cwd: string;
}

/**
 * Finds Node 20 or newer: the explicit path, else `node` on PATH, else the program that runs us (an editor's Electron in its
 * Node mode). The choice is tried out, not guessed.
 * @throws SandboxError `sandbox-unavailable`
 */
export async function resolveNodeExecutable(
  options: ResolveNodeOptions,
  signal: AbortSignal,
): Promise<NodeExecutable> {
  const candidates: string[] = [];
  if (options.explicitPath) {
    candidates.push(options.explicitPath);
  } else {
    candidates.push(...findOnPath(process.env), process.execPath);
  }
  const refusals: string[] = [];
  for (const path of candidates) {
    const result = await probe(path, options.cwd, signal);
    if (typeof result !== 'string') return result;
    refusals.push(`${path}: ${result}`);
  }
  throw new SandboxError('sandbox-unavailable', `No usable Node was found (${refusals.join('; ')}).`, {
    hint: `Install Node ${oldestMajor} or newer and make sure that it is on the PATH, or name it in the settings.`,
  });
}

function findOnPath(environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(Boolean);
  // Windows: only the program itself; a `.cmd` shim would need a shell.
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = folders.map((folder) => join(folder, name)).filter(isProgram);
  return [...new Set(found)].slice(0, 3);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @returns the executable, or why it cannot be used. */
async function probe(path: string, cwd: string, signal: AbortSignal): Promise<NodeExecutable | string> {
  const isElectron = path === process.execPath && process.versions.electron !== undefined;
  const environment: Record<string, string> = isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  const plain = await ask(path, [], { cwd, environment, signal });
  if (typeof plain === 'string') return plain;
  const flags = permissionFlagsOf(plain.version);
  if (flags === undefined) return `version ${plain.version} is older than ${oldestMajor}`;
  // Shims of version managers cost time at every start: go straight to what they lead to.
  const realPath = isElectron ? path : plain.path;
  const guarded = await ask(realPath, flags, { cwd, environment, signal });
  const hasPermissions = typeof guarded !== 'string' && guarded.hasPermissions;
  return {
    path: realPath,
    version: plain.version,
    permissionFlags: hasPermissions ? flags : [],
    environment,
  };
}

function permissionFlagsOf(version: string): string[] | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldestMajor) return undefined;
  const isStable = major >= 24 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return [isStable ? '--permission' : '--experimental-permission', '--allow-fs-read=*'];
}

interface ProbeAnswer {
  readonly path: string;
  readonly version: string;
  readonly hasPermissions: boolean;
}

interface ProbeContext {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

async function ask(
  path: string,
  flags: readonly string[],
  context: ProbeContext,
): Promise<ProbeAnswer | string> {
  const stop = AbortSignal.any([context.signal, AbortSignal.timeout(probeTimeoutMs)]);
  const child = spawnProcess(path, [...flags, '--no-warnings', '-e', probeCode], {
    cwd: context.cwd,
    environment: { ...createSandboxEnvironment(process.env, 'UTC'), ...context.environment },
    signal: stop,
  });
  const output = new OutputTail();
  const errors = new OutputTail();
  output.drain(child.stdout);
  errors.drain(child.stderr);
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killSignal) => {
      if (code === 0) resolve(undefined);
      else resolve(errors.lastLines(1) || `ended with ${killSignal ?? `exit code ${code}`}`);
    });
  });
  throwIfAborted(context.signal);
  if (failure !== undefined) return failure;
  try {
    return JSON.parse(output.lastLines(1)) as ProbeAnswer;
  } catch {
    return 'does not answer like Node';
  }
}
