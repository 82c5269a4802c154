import childProcess, { type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createProcessSandbox, type ProcessSandboxOptions } from '../../src/adapters/sandbox/processSandbox';
import { killProcessTree } from '../../src/base/node/processTree';
import type {
  Scenario,
  ScenarioObservation,
  ScenarioStep,
  StepOutcome,
} from '../../src/core/synthesis/scenario';
import { toolsIn } from '../../src/core/synthesis/testTools';
import type {
  OpenModuleRequest,
  OpenModuleResult,
  Sandbox,
  SandboxSession,
} from '../../src/core/testing/sandbox';
import { buildWorker } from './buildWorker';

export interface OpenOptions {
  readonly signal?: AbortSignal;
  readonly request?: Partial<Omit<OpenModuleRequest, 'world' | 'limits'>>;
  readonly world?: Partial<OpenModuleRequest['world']>;
  readonly limits?: Partial<OpenModuleRequest['limits']>;
}

/** A temporary workspace with a real sandbox on it, for one test. */
export class SandboxHarness {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'agentic-qe-sandbox-')));
  readonly sandbox: Sandbox;
  /** Every process that was started since the harness exists. */
  readonly started: ChildProcess[] = [];
  private readonly sessions: SandboxSession[] = [];
  private readonly realSpawn = childProcess.spawn;

  constructor(options: Partial<ProcessSandboxOptions> = {}) {
    childProcess.spawn = ((...args: Parameters<typeof childProcess.spawn>) => {
      const child = this.realSpawn(...args);
      this.started.push(child);
      return child;
    }) as typeof childProcess.spawn;
    this.sandbox = createProcessSandbox({
      workerPath: buildWorker(),
      workspaceRoot: this.root,
      // The Node that runs the tests is the one to test.
      nodePath: process.execPath,
      ...options,
    });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** Writes the file and opens it with its own text as code. */
  async open(module: string, code: string, options: OpenOptions = {}): Promise<OpenModuleResult> {
    this.write({ [module]: code });
    const result = await this.sandbox.openModule(
      {
        module,
        code,
        pointCount: 0,
        ...options.request,
        world: { timeZone: 'UTC', clockOffsetMs: 0, randomSeed: 1, ...options.world },
        limits: {
          loadTimeoutMs: 20_000,
          scenarioTimeoutMs: 5000,
          trialTimeoutMs: 5000,
          memoryMiB: 128,
          ...options.limits,
        },
      },
      options.signal ?? new AbortController().signal,
    );
    if (result.status === 'opened') this.sessions.push(result.session);
    return result;
  }

  /** Opens a module that has to load. */
  async openSession(module: string, code: string, options: OpenOptions = {}): Promise<SandboxSession> {
    const result = await this.open(module, code, options);
    if (result.status === 'failed') throw new Error(`${result.reason}: ${result.message}`);
    return result.session;
  }

  async dispose(): Promise<void> {
    for (const session of this.sessions) await session.close();
    // A test that failed because of them must not hang on them as well.
    for (const pid of this.survivors()) await killProcessTree(pid);
    childProcess.spawn = this.realSpawn;
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Pids of started processes that still run. */
  survivors(): number[] {
    return this.started.flatMap(({ pid }) => (pid !== undefined && isRunning(pid) ? [pid] : []));
  }
}

/** Gives each test of the enclosing suite a harness of its own. */
export function useSandbox(options: Partial<ProcessSandboxOptions> = {}): () => SandboxHarness {
  let harness: SandboxHarness | undefined;
  beforeEach(() => {
    harness = new SandboxHarness(options);
  });
  afterEach(async () => {
    await harness?.dispose();
  });
  return () => {
    if (harness === undefined) throw new Error('The harness exists only inside tests');
    return harness;
  };
}

/** A scenario whose bindings are the names it is given, each for the export of the same name. */
export function aScenario(
  exportNames: string,
  steps: readonly (string | ScenarioStep)[],
  id = steps.map((step) => (typeof step === 'string' ? step : step.expression)).join('; '),
): Scenario {
  const names = exportNames.split(' ').filter(Boolean);
  return {
    id,
    subject: names[0] ?? '',
    bindings: Object.fromEntries(names.map((name) => [name === 'default' ? 'subject' : name, name])),
    steps: steps.map((step) => (typeof step === 'string' ? { expression: step, role: 'act' } : step)),
  };
}

/** A scenario with a folder of its own and tools of Node.js: those that it mentions. */
export function aScenarioWithTools(
  exportNames: string,
  steps: readonly (string | ScenarioStep)[],
  id?: string,
): Scenario {
  const scenario = aScenario(exportNames, steps, id);
  const tools = toolsIn(
    scenario.steps.map(({ expression }) => expression),
    new Set(Object.keys(scenario.bindings)),
  );
  return { ...scenario, tools };
}

export async function observeAll(
  session: SandboxSession,
  scenarios: readonly Scenario[],
  signal = new AbortController().signal,
): Promise<ScenarioObservation[]> {
  const observations: ScenarioObservation[] = [];
  for await (const observation of session.execute(scenarios, signal)) observations.push(observation);
  return observations;
}

/** Runs one expression and returns its observation, which has to be `observed`. */
export async function observe(
  session: SandboxSession,
  exportNames: string,
  ...expressions: string[]
): Promise<{
  readonly outcome: StepOutcome;
  readonly effects: readonly string[];
  readonly points: readonly number[];
}> {
  const [observation] = await observeAll(session, [aScenario(exportNames, expressions)]);
  const outcome = observation?.status === 'observed' ? observation.outcomes.at(-1) : undefined;
  if (observation?.status !== 'observed' || outcome === undefined) {
    throw new Error(`Not observed: ${JSON.stringify(observation)}`);
  }
  return { outcome, effects: observation.effects, points: observation.points };
}

/** The code of what an expression returned. */
export async function codeOf(
  session: SandboxSession,
  exportNames: string,
  expression: string,
): Promise<string> {
  const { outcome } = await observe(session, exportNames, expression);
  if (outcome.status === 'returned' && 'code' in outcome.value) return outcome.value.code;
  throw new Error(`No value: ${JSON.stringify(outcome)}`);
}

/** Does the process still do anything? Dead ones that nobody has reaped yet (orphans in containers) do not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
