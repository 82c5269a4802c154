import type { ConfirmSpending } from '../../core/generation/spendingPlan';
import { spendingLines } from '../../core/generation/spendingText';

export interface ConfirmSpendingOptions {
  /** The options of the command say so already. */
  readonly isAgreed: boolean;
  readonly say: (text: string) => void;
  /** Undefined: there is no terminal to ask on. */
  readonly ask: ((question: string, signal: AbortSignal) => Promise<string>) | undefined;
}

/** Shows the plan of what is to be paid; asks on a terminal, and pays nothing where nobody has agreed. */
export function createConfirmSpending({ isAgreed, say, ask }: ConfirmSpendingOptions): ConfirmSpending {
  return async (plan, signal) => {
    say(`${spendingLines(plan).join('\n')}\n`);
    if (isAgreed) return true;
    if (!ask) {
      say('Nobody agreed to this: add --yes, --model or --max-cost. What is free goes on.\n');
      return false;
    }
    return /^\s*y(es)?\s*$/i.test(await ask('Pay for this? [y/N] ', signal));
  };
}
