import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { pointsKey } from '../../../core/testing/languageAdapter';
import type { WorkerRequest, WorkerResponse } from '../workerProtocol';
import { AuthoredErrors } from './authoredErrors';
import { blockFileSystem } from './blockFileSystem';
import { blockNetwork } from './blockNetwork';
import { blockProcess, crashWorker, exitWorker } from './blockProcess';
import { describeExports } from './describeExports';
import { EventRecorder } from './eventRecorder';
import { ModuleLoader } from './moduleLoader';
import { summarizeThrown } from './observeError';
import { OwnFolder } from './ownFolder';
import { runSynchronously } from './runSynchronously';
import { ScenarioRunner, type ScenarioRunnerOptions } from './scenarioRunner';
import { SearchGuides } from './searchGuides';
import { findSourceLocation } from './sourceLocation';
import { SteadyWorld } from './steadyWorld';
import { TrialRunner } from './trialRunner';
import { VirtualClock } from './virtualClock';
import { WorldGuard } from './worldGuard';

type LoadRequest = Extract<WorkerRequest, { kind: 'load' }>;

const RealError = Error;
const later = setImmediate;

/** Serves the parent process: loads one module, then runs scenarios against it until the parent hangs up. */
export function runWorker(): void {
  const send = takeChannel();
  let runner: ScenarioRunner | undefined;
  let trials: TrialRunner | undefined;
  let workspaceRoot = process.cwd();
  const failures: unknown[] = [];
  let turn: Promise<void> = Promise.resolve();

  const onUncaught = (error: unknown): void => {
    failures.push(error);
    runner?.reportCrash(describeFailure(error, workspaceRoot));
    trials?.reportCrash();
  };
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
  process.on('disconnect', () => exitWorker(0));
  process.on('message', (request: WorkerRequest) => {
    // The code under observation can emit this event too.
    if (typeof request !== 'object' || request === null) return;
    const serve = async (): Promise<void> => {
      if (request.kind === 'load') {
        workspaceRoot = fs.realpathSync(request.workspaceRoot);
        const loaded = await load(request, workspaceRoot, failures);
        ({ runner, trials } = loaded);
        send(loaded.response);
      } else if (request.kind === 'run' && runner !== undefined) {
        send({ kind: 'observed', observation: await runner.run(request.scenario) });
      } else if (request.kind === 'start-trials') {
        trials?.start(request.scope);
      } else if (request.kind === 'try' && trials !== undefined) {
        send({ kind: 'tried', ...(await trials.run(request.packed)) });
      }
    };
    // One after the other: a scenario must not begin before the one before it has settled.
    turn = turn.then(serve).catch((error: unknown) => crashWorker(error));
  });
  send({ kind: 'ready' });
}

/** The channel to the parent is ours: user code that asks `if (process.send)` must not find it. */
function takeChannel(): (response: WorkerResponse) => void {
  const send = process.send?.bind(process);
  if (send === undefined) throw new RealError('The sandbox worker needs a parent process');
  Object.defineProperty(process, 'send', { value: undefined, configurable: true, writable: true });
  process.execArgv = [];
  // Made when they are first asked for: they must not look like something that a scenario has opened.
  void [process.stdout, process.stderr];
  delete process.env.ELECTRON_RUN_AS_NODE;
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  return (response) => void send(response);
}

interface Loaded {
  readonly response: WorkerResponse;
  readonly runner?: ScenarioRunner;
  readonly trials?: TrialRunner;
}

async function load(request: LoadRequest, workspaceRoot: string, failures: unknown[]): Promise<Loaded> {
  const points = new Uint32Array(request.pointCount);
  Object.defineProperty(globalThis, pointsKey, { value: points, enumerable: false });
  const guard = new WorldGuard();
  const { file, code } = request;
  const loader = new ModuleLoader({ workspaceRoot, file, code, guard });
  const { authored, ...world } = installGuards(request, guard, workspaceRoot);
  const guides = new SearchGuides();
  guides.install();

  const finishLoading = guard.startLoading();
  try {
    const moduleExports = runSynchronously(() => loader.load(), request.loadTimeoutMs);
    // What the module started while loading fails in the next turn, if it fails.
    await new Promise<void>((resolve) => later(resolve));
    if (failures.length > 0) throw failures[0];
    const options: ScenarioRunnerOptions = {
      moduleExports,
      points,
      guard,
      ...world,
      workspaceRoot,
      timeoutMs: request.scenarioTimeoutMs,
      isAuthored: (error) => authored.has(error),
    };
    const loadedPoints = [...points.keys()].filter((index) => (points[index] ?? 0) > 0);
    return {
      response: { kind: 'loaded', exports: describeExports(moduleExports), loadedPoints },
      runner: new ScenarioRunner(options),
      trials: new TrialRunner({ ...options, timeoutMs: request.trialTimeoutMs }, guides),
    };
  } catch (error) {
    return { response: { kind: 'load-failed', message: describeFailure(error, workspaceRoot) } };
  } finally {
    finishLoading();
  }
}

function installGuards(
  request: LoadRequest,
  guard: WorldGuard,
  workspaceRoot: string,
): Pick<ScenarioRunnerOptions, 'world' | 'clock' | 'events' | 'folder'> & {
  readonly authored: AuthoredErrors;
} {
  const clock = new VirtualClock({
    clockOffsetMs: request.clockOffsetMs,
    isLoading: () => guard.isLoading,
  });
  const world = new SteadyWorld({ now: () => clock.now(), randomSeed: request.randomSeed });
  clock.install();
  const events = new EventRecorder();
  events.install();
  const folder = new OwnFolder(request.folder);
  blockFileSystem(guard, folder);
  blockNetwork(guard);
  blockProcess(guard, { findCaller: () => findSourceLocation(new RealError().stack, workspaceRoot) });
  syncBuiltinESMExports();
  const authored = new AuthoredErrors();
  authored.install();
  return { world, clock, events, folder, authored };
}

function describeFailure(error: unknown, workspaceRoot: string): string {
  const stack: unknown = error instanceof RealError ? error.stack : undefined;
  const summary = summarizeThrown(error);
  const location = findSourceLocation(stack, workspaceRoot);
  return location === undefined ? summary : `${summary} (at ${location})`;
}
