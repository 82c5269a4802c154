import type { MarkRecord } from '../../core/testing/probeRecords';
import type { MarkedRun } from '../../core/testing/testRunner';
import { BodyContext, type MarkedBody } from './bodyContext';
import type { OriginOptions } from './callOrigin';
import type { MutantTrials } from './mutantTrials';
import { OpenTimers } from './openTimers';
import { runThen } from './runThen';
import { isSameState, sharedStateOf } from './sharedState';
import { ShiftedWorld } from './shiftedWorld';
import { UncaughtErrors } from './uncaughtErrors';
import { WorldGuard } from './worldGuard';

export interface MarkedRunsOptions {
  readonly settings: MarkedRun;
  readonly origin: OriginOptions;
  readonly write: (record: MarkRecord) => void;
  readonly trials: MutantTrials | undefined;
}

// Kept from before a framework or a test puts its own in its place.
const { setImmediate } = globalThis;

/** Runs the bodies of marked tests in the world that a run asks for, and writes down how each one went. */
export class MarkedRuns {
  private readonly context: BodyContext;
  private readonly world: ShiftedWorld;
  private readonly timers: OpenTimers;
  private readonly guard: WorldGuard | undefined;
  private readonly uncaught: UncaughtErrors;

  constructor(private readonly options: MarkedRunsOptions) {
    const { settings, origin, write } = options;
    this.context = new BodyContext(origin);
    this.world = new ShiftedWorld(settings);
    // Before any module of the user's takes hold of the clock.
    this.world.prepare(globalThis);
    this.timers = new OpenTimers(this.context, settings.bodyTimeoutMs);
    this.guard = settings.isGuarded ? new WorldGuard(this.context, write) : undefined;
    this.uncaught = new UncaughtErrors(write);
  }

  run(mark: string, body: () => unknown, realm: object): unknown {
    const { write, trials } = this.options;
    const marked: MarkedBody = { mark, realm };
    this.timers.settle();
    write({ kind: 'mark-start', mark });
    this.uncaught.enter(mark);
    this.guard?.watchVitestExit();
    this.world.enter(realm);
    const stateBefore = sharedStateOf(realm);
    const steadily = (): unknown => {
      this.world.restart();
      return body();
    };
    const end = (): void => {
      this.world.leave();
      this.guard?.checkFolders(marked);
      if (!isSameState(sharedStateOf(realm), stateBefore))
        write({ kind: 'effect', mark, effect: 'environment' });
      // A body whose timers run on has not ended, although its promise has.
      this.timers.whenNoneLeft(marked, () => write({ kind: 'mark-end', mark }));
    };
    const settled = async (): Promise<unknown> => {
      try {
        return await this.context.run(marked, () => (trials ? trials.run(mark, steadily) : steadily()));
      } finally {
        // An error that it leaves unhandled is heard of when the microtasks are done, and is not to be taken for the next one's.
        await new Promise<void>((resolve) => setImmediate(() => resolve()));
      }
    };
    return runThen(settled, end);
  }

  /** The process ends by itself: nothing that was left running has kept it. */
  close(): void {
    this.timers.settle();
    this.guard?.close();
  }
}
