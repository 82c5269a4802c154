import { describeExports } from '../../src/adapters/sandbox/worker/describeExports';
import { observeValue } from '../../src/adapters/sandbox/worker/observeValue';
import { TrialCompiler } from '../../src/adapters/sandbox/worker/trialCompiler';
import { endingOfError, endingOfValue } from '../../src/adapters/sandbox/worker/trialEnding';
import { wholeModule } from '../../src/core/synthesis/runtimeExports';
import {
  type ObservedError,
  type Scenario,
  type ScenarioObservation,
  type StepOutcome,
  standInName,
  type WorldEffect,
} from '../../src/core/synthesis/scenario';
import type { Trial, TrialCall, TrialReport } from '../../src/core/synthesis/trial';
import type {
  OpenModuleRequest,
  OpenModuleResult,
  Sandbox,
  SandboxSession,
  SandboxWorld,
} from '../../src/core/testing/sandbox';

/** What a fake module gets: counters to hit, the world it is in, and effects to report. */
export interface FakeModuleContext {
  readonly hit: (point: number) => void;
  readonly world: SandboxWorld;
  readonly touch: (effect: WorldEffect) => void;
}

export type FakeModule = (context: FakeModuleContext) => Record<string, unknown>;

/** Runs scenarios in this process with `new Function`: no limits, no isolation, a fresh module for every session. */
export class FakeSandbox implements Sandbox {
  openSessions = 0;
  readonly executed: Scenario[] = [];
  readonly worlds: SandboxWorld[] = [];
  /** Scenarios that contain this text never end. */
  hangsOn: string | undefined;

  constructor(private readonly load: FakeModule) {}

  async openModule(request: OpenModuleRequest): Promise<OpenModuleResult> {
    const points = new Set<number>();
    const effects = new Set<WorldEffect>();
    this.worlds.push(request.world);
    let exports: Record<string, unknown>;
    try {
      exports = this.load({
        world: request.world,
        hit: (point) => points.add(point),
        touch: (effect) => effects.add(effect),
      });
    } catch (error) {
      return { status: 'failed', reason: 'threw', message: String((error as Error).message) };
    }
    const loadedPoints = [...points];
    this.openSessions++;
    const run = (scenario: Scenario) => this.run(scenario, exports, points, effects);
    return {
      status: 'opened',
      exports: describeExports({ __esModule: true, ...exports }).filter(({ name }) => name !== '__esModule'),
      loadedPoints,
      session: {
        async *execute(scenarios, signal) {
          for (const scenario of scenarios) {
            signal.throwIfAborted();
            yield await run(scenario);
          }
        },
        ...this.trials(exports, points),
        close: async () => {
          this.openSessions--;
        },
      },
    };
  }

  private trials(
    exports: Record<string, unknown>,
    points: Set<number>,
  ): Pick<SandboxSession, 'startTrials' | 'attempt'> {
    let compiler = new TrialCompiler(new Map());
    const seen = new Set<string>();
    const runOne = (trial: Trial): TrialReport['status'] => {
      if (this.hangsOn !== undefined && trial.calls.some((call) => textOf(call).includes(this.hangsOn ?? '')))
        return 'hung';
      points.clear();
      let ending = '';
      try {
        const value = resultOf(trial, compiler);
        if (value instanceof Promise) {
          value.catch(() => {});
          return 'waits';
        }
        ending = endingOfValue(value);
      } catch (error) {
        ending = endingOfError(error);
      }
      const showed = [`${trial.calls.at(-1)?.callable.path} ${ending}`, ...[...points].map(String)];
      const isNew = showed.some((one) => !seen.has(one));
      for (const one of showed) seen.add(one);
      return isNew ? 'new' : 'seen';
    };
    return {
      startTrials: ({ bindings }) => {
        seen.clear();
        compiler = new TrialCompiler(
          new Map(Object.entries(bindings).map(([local, name]) => [local, exports[name]])),
        );
      },
      attempt: async (trials) => {
        const reports: TrialReport[] = [];
        for (const [index, trial] of trials.entries()) {
          const status = runOne(trial);
          reports.push({ index, status, clues: [] });
          if (status === 'hung') break;
        }
        return { done: reports.length, reports };
      },
    };
  }

  private async run(
    scenario: Scenario,
    exports: Record<string, unknown>,
    points: Set<number>,
    effects: Set<WorldEffect>,
  ): Promise<ScenarioObservation> {
    this.executed.push(scenario);
    const { hangsOn } = this;
    if (hangsOn !== undefined && scenario.steps.some(({ expression }) => expression.includes(hangsOn))) {
      return { scenarioId: scenario.id, status: 'timed-out' };
    }
    points.clear();
    effects.clear();
    const scope = new Map(
      Object.entries(scenario.bindings).map(([local, name]) => [
        local,
        name === wholeModule ? exports : exports[name],
      ]),
    );
    const outcomes: StepOutcome[] = [];
    for (const step of scenario.steps) {
      if (outcomes.at(-1)?.status === 'threw' || outcomes.at(-1)?.status === 'not-reached') {
        outcomes.push({ status: 'not-reached' });
        continue;
      }
      let isPromise = false;
      try {
        let value: unknown = new Function(...scope.keys(), standInName, `return (${step.expression});`)(
          ...scope.values(),
          () => undefined,
        );
        isPromise = value instanceof Promise;
        value = await value;
        if (step.resultName !== undefined) scope.set(step.resultName, value);
        outcomes.push({ status: 'returned', isPromise, value: observeValue(value, expressOptions) });
      } catch (error) {
        outcomes.push({ status: 'threw', isPromise, error: toObservedError(error) });
      }
    }
    return {
      scenarioId: scenario.id,
      status: 'observed',
      outcomes,
      points: [...points],
      effects: [...effects],
      questions: [],
    };
  }
}

function textOf({ callable, arguments: inputs }: TrialCall): string {
  return `${callable.path}(${inputs.map(({ code }) => code).join(', ')})`;
}

function resultOf({ receiver, calls }: Trial, compiler: TrialCompiler): unknown {
  const call = (
    { callable, arguments: inputs, before = [], on, expression }: TrialCall,
    by: unknown,
  ): unknown => {
    const setup = before.flatMap((input) => input.setup);
    const head = expression === undefined ? callable : ({ form: 'whole', path: expression } as const);
    return compiler.head({ form: head.form, path: head.path, setup })(
      on ? call(on, by) : by,
      inputs.flatMap((input) => {
        const value = compiler.input(input)();
        return input.code.startsWith('...') ? (value as unknown[]) : [value];
      }),
    );
  };
  const instance = receiver && call(receiver.call, undefined);
  return calls.map((one) => call(one, instance)).at(-1);
}

const expressOptions = { maxDepth: 6, maxCodeLength: 600, isAuthored: () => true, classNames: new Map() };

function toObservedError(error: unknown): ObservedError {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error), isDeliberate: true };
  return { name: error.name, message: error.message, isDeliberate: !(error instanceof TypeError) };
}
