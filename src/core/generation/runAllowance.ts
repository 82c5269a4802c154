import type { SpendingEstimate } from './candidateSources';
import type { ConfirmSpending, SpendingPlan } from './spendingPlan';

export interface RunAllowanceOptions {
  readonly runId: string;
  readonly workspaceRoot: string;
  /** Undefined: there is nobody to ask, and whoever started the run has agreed by that. */
  readonly confirm: ConfirmSpending | undefined;
  readonly signal: AbortSignal;
}

/** What one run may still do with paid models: spending is agreed to once, and there is one step up in strength. */
export class RunAllowance {
  private answer: Promise<boolean> | undefined;
  private escalations = 1;
  private isOpen = true;

  constructor(private readonly options: RunAllowanceOptions) {}

  get isPaidWorkOpen(): boolean {
    return this.isOpen;
  }

  /** Asks the user, the first time; later plans of the run go by that answer. @throws AbortError */
  async ask(plan: {
    readonly modelName: string;
    readonly files: SpendingPlan['files'];
    readonly estimate: SpendingEstimate;
  }): Promise<boolean> {
    const { confirm, runId, workspaceRoot, signal } = this.options;
    this.answer ??= confirm ? confirm({ ...plan, runId, workspaceRoot }, signal) : Promise.resolve(true);
    return await this.answer;
  }

  /** @returns true the first time */
  takeEscalation(): boolean {
    return this.escalations-- > 0;
  }

  /** A budget or all providers are exhausted: no model is asked any more in this run. */
  endPaidWork(): void {
    this.isOpen = false;
  }
}
