import { AbortError, onAbort, throwIfAborted } from '../../base/abort';
import type { Scenario, ScenarioObservation } from '../../core/synthesis/scenario';
import type { SandboxSession } from '../../core/testing/sandbox';
import type { ChildAnswer, SandboxChild } from './sandboxChild';

/** On top of the worker's own limit: the way there and back on a busy machine. */
const answerMarginMs = 500;

export interface ProcessSandboxSessionOptions {
  /** The child that has the module loaded already. */
  readonly child: SandboxChild;
  readonly scenarioTimeoutMs: number;
  /** Starts another child with the same module; a string says why it could not be loaded again. */
  readonly replaceChild: (signal: AbortSignal) => Promise<SandboxChild | string>;
}

/** Scenarios that the child has before it is done with the first of them, so that it never waits for the next. */
const sentAhead = 6;

/** What of a list of scenarios is with the child. */
class SentScenarios {
  private sent = 0;
  private answered = 0;

  constructor(private readonly scenarios: readonly Scenario[]) {}

  get unanswered(): number {
    return this.sent - this.answered;
  }

  restartAt(index: number): void {
    this.sent = index;
    this.answered = index;
  }

  sendUpTo(end: number, child: SandboxChild): void {
    for (const scenario of this.scenarios.slice(this.sent, end)) {
      child.send({ kind: 'run', scenario });
      this.sent++;
    }
  }

  noteAnswer(): void {
    this.answered++;
  }
}

/** A module in a child process; the child is replaced, when the next scenario needs it, after a hang or a crash. */
export class ProcessSandboxSession implements SandboxSession {
  private child: SandboxChild | undefined;
  private isBusy = false;
  private isClosed = false;

  constructor(private readonly options: ProcessSandboxSessionOptions) {
    this.child = options.child;
  }

  async *execute(scenarios: readonly Scenario[], signal: AbortSignal): AsyncGenerator<ScenarioObservation> {
    if (this.isBusy) throw new Error('The session is executing scenarios already');
    this.isBusy = true;
    const queue = new SentScenarios(scenarios);
    try {
      for (const [index, scenario] of scenarios.entries())
        yield await this.executeOne(scenario, index, queue, signal);
    } finally {
      this.isBusy = false;
      // What was sent ahead and is not wanted any more.
      this.child?.ignoreAnswers(queue.unanswered);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.dropChild();
  }

  private async executeOne(
    scenario: Scenario,
    index: number,
    queue: SentScenarios,
    signal: AbortSignal,
  ): Promise<ScenarioObservation> {
    throwIfAborted(signal);
    if (this.isClosed) throw new AbortError('The sandbox session was closed');
    // A new child knows nothing of what was sent to the one before it.
    if (!this.child) queue.restartAt(index);
    const child = this.child ?? (await this.options.replaceChild(signal));
    if (typeof child === 'string') return { scenarioId: scenario.id, status: 'crashed', message: child };
    this.child = child;

    const abortion = onAbort(signal, () => void child.kill());
    let answer: ChildAnswer;
    try {
      queue.sendUpTo(index + sentAhead, child);
      answer = await child.nextAnswer(this.options.scenarioTimeoutMs + answerMarginMs);
      queue.noteAnswer();
    } finally {
      abortion.dispose();
    }
    if (signal.aborted || this.isClosed) {
      await this.dropChild();
      throw new AbortError();
    }
    const observation = toObservation(scenario.id, answer);
    // What timed out may still be running and would count into the next scenario.
    if (answer.kind !== 'answered' || observation.status === 'timed-out') await this.dropChild();
    return observation;
  }

  private async dropChild(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    await child?.kill();
  }
}

function toObservation(scenarioId: string, answer: ChildAnswer): ScenarioObservation {
  if (answer.kind === 'timed-out') return { scenarioId, status: 'timed-out' };
  if (answer.kind === 'ended') {
    return { scenarioId, status: 'crashed', message: `The process ${answer.how}` };
  }
  const { response } = answer;
  if (response.kind === 'observed' && response.observation.scenarioId === scenarioId)
    return response.observation;
  return { scenarioId, status: 'crashed', message: `The process answered "${response.kind}" out of turn` };
}
