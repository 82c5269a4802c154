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
    try {
      for (const scenario of scenarios) yield await this.executeOne(scenario, signal);
    } finally {
      this.isBusy = false;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.dropChild();
  }

  private async executeOne(scenario: Scenario, signal: AbortSignal): Promise<ScenarioObservation> {
    throwIfAborted(signal);
    if (this.isClosed) throw new AbortError('The sandbox session was closed');
    const child = this.child ?? (await this.options.replaceChild(signal));
    if (typeof child === 'string') return { scenarioId: scenario.id, status: 'crashed', message: child };
    this.child = child;

    const abortion = onAbort(signal, () => void child.kill());
    let answer: ChildAnswer;
    try {
      answer = await child.ask({ kind: 'run', scenario }, this.options.scenarioTimeoutMs + answerMarginMs);
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
