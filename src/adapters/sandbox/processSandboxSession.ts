import { AbortError, onAbort, throwIfAborted } from '../../base/abort';
import type { Scenario, ScenarioObservation } from '../../core/synthesis/scenario';
import type { Trial, TrialReport, TrialResult, TrialScope } from '../../core/synthesis/trial';
import type { SandboxSession } from '../../core/testing/sandbox';
import type { ChildAnswer, SandboxChild } from './sandboxChild';
import { TrialPacker } from './trialPacking';

/** On top of the worker's own limit: the way there and back on a busy machine. */
const answerMarginMs = 500;

export interface ProcessSandboxSessionOptions {
  /** The child that has the module loaded already. */
  readonly child: SandboxChild;
  readonly scenarioTimeoutMs: number;
  readonly trialTimeoutMs: number;
  /** Starts another child with the same module; a string says why it could not be loaded again. */
  readonly replaceChild: (signal: AbortSignal) => Promise<SandboxChild | string>;
}

/** The child tells after so long how far it got with a row of trials. */
const trialsAnswerMs = 300;

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
  private trialScope: TrialScope = { bindings: {}, seenPoints: [] };
  /** What the child knows of trials; undefined: it has not been told their scope. */
  private packer: TrialPacker | undefined;

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

  startTrials(scope: TrialScope): void {
    this.trialScope = scope;
    this.packer = undefined;
  }

  async attempt(trials: readonly Trial[], signal: AbortSignal): Promise<TrialResult> {
    if (this.isBusy) throw new Error('The session is executing scenarios already');
    this.isBusy = true;
    try {
      return await this.attemptAll(trials, signal);
    } finally {
      this.isBusy = false;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.dropChild();
  }

  private async attemptAll(trials: readonly Trial[], signal: AbortSignal): Promise<TrialResult> {
    const reports: TrialReport[] = [];
    let done = 0;
    let isOneByOne = false;
    while (done < trials.length) {
      const part = isOneByOne ? trials.slice(done, done + 1) : trials.slice(done);
      const answer = await this.attemptPart(part, signal);
      if (answer.kind === 'answered' && answer.response.kind === 'tried') {
        const { response } = answer;
        reports.push(...response.reports.map((report) => ({ ...report, index: done + report.index })));
        done += Math.max(1, response.done);
        if (!response.reports.some(({ status }) => status === 'hung')) continue;
        await this.dropChild();
        break;
      }
      await this.dropChild();
      if (isOneByOne || part.length === 1) {
        reports.push({ index: done, status: answer.kind === 'timed-out' ? 'hung' : 'crashed', clues: [] });
        done++;
        break;
      }
      // One of them ended the child, and it could not say which.
      isOneByOne = true;
    }
    return { done, reports };
  }

  private async attemptPart(trials: readonly Trial[], signal: AbortSignal): Promise<ChildAnswer> {
    const child = await this.liveChild(signal);
    if (typeof child === 'string') return { kind: 'ended', how: child };
    if (!this.packer) {
      this.packer = new TrialPacker();
      child.send({ kind: 'start-trials', scope: this.trialScope });
    }
    const timeoutMs = trialsAnswerMs + this.options.trialTimeoutMs + answerMarginMs;
    const packed = this.packer.pack(trials);
    return await this.whileAlive(child, signal, () => child.ask({ kind: 'try', packed }, timeoutMs));
  }

  private async liveChild(signal: AbortSignal): Promise<SandboxChild | string> {
    throwIfAborted(signal);
    if (this.isClosed) throw new AbortError('The sandbox session was closed');
    const child = this.child ?? (await this.options.replaceChild(signal));
    if (typeof child !== 'string') this.child = child;
    return child;
  }

  /** @throws AbortError when the signal aborts or the session is closed meanwhile, after the child is gone */
  private async whileAlive(
    child: SandboxChild,
    signal: AbortSignal,
    ask: () => Promise<ChildAnswer>,
  ): Promise<ChildAnswer> {
    const abortion = onAbort(signal, () => void child.kill());
    let answer: ChildAnswer;
    try {
      answer = await ask();
    } finally {
      abortion.dispose();
    }
    if (signal.aborted || this.isClosed) {
      await this.dropChild();
      throw new AbortError();
    }
    return answer;
  }

  private async executeOne(
    scenario: Scenario,
    index: number,
    queue: SentScenarios,
    signal: AbortSignal,
  ): Promise<ScenarioObservation> {
    // A new child knows nothing of what was sent to the one before it.
    if (!this.child) queue.restartAt(index);
    const child = await this.liveChild(signal);
    if (typeof child === 'string') return { scenarioId: scenario.id, status: 'crashed', message: child };
    const answer = await this.whileAlive(child, signal, async () => {
      queue.sendUpTo(index + sentAhead, child);
      const next = await child.nextAnswer(this.options.scenarioTimeoutMs + answerMarginMs);
      queue.noteAnswer();
      return next;
    });
    const observation = toObservation(scenario.id, answer);
    // What timed out may still be running and would count into the next scenario.
    if (answer.kind !== 'answered' || observation.status === 'timed-out') await this.dropChild();
    return observation;
  }

  private async dropChild(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.packer = undefined;
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
