import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import type { SetTimer } from '../../base/timer';
import type { TestRunner } from '../testing/testRunner';
import { tell } from './tell';

export interface ElapsedReportsOptions {
  /** Receives the whole seconds for which the runner has been at work. */
  readonly report: (elapsedSeconds: number) => Promise<void>;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
}

/** The same runner; while it is at work it is reported at intervals, so that a run which prints nothing does not seem to hang. */
export function withElapsedReports(runner: TestRunner, options: ElapsedReportsOptions): TestRunner {
  return {
    framework: runner.framework,
    assertInstalled: (project) => runner.assertInstalled(project),
    run: async (request, signal) => {
      const reports = startReports(options);
      try {
        return await runner.run(request, signal);
      } finally {
        reports.dispose();
      }
    },
  };
}

function startReports({ report, intervalMs, clock, setTimer }: ElapsedReportsOptions): Disposable {
  const startedAtMs = clock.now();
  const plan = (): Disposable =>
    setTimer(() => {
      timer = plan();
      tell(() => report(Math.round((clock.now() - startedAtMs) / 1000)));
    }, intervalMs);
  let timer = plan();
  return { dispose: () => timer.dispose() };
}
