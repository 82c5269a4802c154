import type { CancellationToken } from 'vscode';
import type { Door } from '../../../core/cost/door';
import type { RunResult } from '../../../core/fleet/fleetRun';
import type { SummaryOf, TaskRequest } from '../../../core/fleet/task';
import type { RunPart } from '../../../core/streaming/runPart';
import type { CommandContext } from '../commandContext';
import { runLogLines } from '../text/runLogLines';

export interface FollowOptions {
  /** Through which the run was asked for; default: a command. */
  readonly door?: Door;
  readonly token: CancellationToken;
  /** Told what happens, in order; nothing of it after a cancellation. */
  readonly onPart?: (part: RunPart) => void;
  /** Told once, when the user has cancelled and the run is being stopped. */
  readonly onCancel?: () => void;
}

/** A run that has ended, and how. */
export interface FollowedRun<R extends TaskRequest> {
  readonly runId: string;
  readonly result: RunResult<SummaryOf<R>>;
}

/** Performs one run of this window and writes it into the log; resolves when it has ended and its child processes are gone. */
export async function followRun<R extends TaskRequest>(
  { registry, services, log }: Pick<CommandContext, 'registry' | 'services' | 'log'>,
  request: R,
  { door, token, onPart, onCancel }: FollowOptions,
): Promise<FollowedRun<R>> {
  const { runId, result, cancel } = registry.start(request, door ? { door } : {});
  const parts = services.streams.subscribe(runId, 0, ({ part }) => {
    for (const { level, text } of runLogLines(part)) log[level](text);
    if (!token.isCancellationRequested) onPart?.(part);
  });
  const stop = (): void => {
    onCancel?.();
    cancel();
  };
  // A token that is cancelled already does not say so again.
  if (token.isCancellationRequested) stop();
  const cancellation = token.onCancellationRequested(stop);
  try {
    return { runId, result: await result };
  } finally {
    cancellation.dispose();
    parts.dispose();
  }
}
