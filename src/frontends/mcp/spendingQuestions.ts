import { throwIfAborted } from '../../base/abort';
import type { Disposable } from '../../base/disposable';
import { describeError } from '../../base/error';
import type { Logger } from '../../base/logger';
import type { ConfirmSpending } from '../../core/generation/spendingPlan';
import { spendingLines, spendingSentence } from '../../core/generation/spendingText';
import type { AskClient } from './askClient';

/** Asks whether a run may pay, through the client that has called for it. Nothing is paid where nobody can be asked. */
export class SpendingQuestions {
  private readonly asking = new Map<string, AskClient | undefined>();
  private readonly refusals = new Map<string, string>();

  constructor(private readonly logger: Logger) {}

  /** To be called when the run was submitted, until its result is told. */
  open(runId: string, ask: AskClient | undefined): Disposable {
    this.asking.set(runId, ask);
    return {
      dispose: () => {
        this.asking.delete(runId);
        this.refusals.delete(runId);
      },
    };
  }

  /** Why the run paid nothing although a model could have been asked; undefined when the user decided, or nothing was to be paid. */
  refusalOf(runId: string): string | undefined {
    return this.refusals.get(runId);
  }

  readonly confirm: ConfirmSpending = async (plan, signal) => {
    const ask = this.asking.get(plan.runId);
    if (!ask) {
      this.refuse(plan.runId, `${spendingSentence(plan)} It was not asked: this client cannot ask its user.`);
      return false;
    }
    try {
      return await ask(spendingLines(plan).join('\n'), 'Pay for this', signal);
    } catch (error) {
      throwIfAborted(signal);
      this.logger.warn('The user could not be asked', { runId: plan.runId, error: describeError(error) });
      this.refuse(plan.runId, `${spendingSentence(plan)} It was not asked: the client did not answer.`);
      return false;
    }
  };

  private refuse(runId: string, sentence: string): void {
    const remedy = 'With generation.confirmSpending off in the settings of the user, budgets alone decide.';
    if (this.asking.has(runId)) this.refusals.set(runId, `${sentence} ${remedy}`);
  }
}
