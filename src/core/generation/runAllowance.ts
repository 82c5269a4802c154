import type { MicroUsd } from '../cost/money';
import type { WorkspacePath } from '../testing/workspace';
import type { ConfirmSpending, SpendingPlan } from './spendingPlan';

export interface RunAllowanceOptions {
  readonly runId: string;
  readonly workspaceRoot: string;
  /** Undefined: there is nobody to ask, and whoever started the run has agreed by that. */
  readonly confirm: ConfirmSpending | undefined;
  readonly signal: AbortSignal;
}

/** A plan without the run that it belongs to. */
export type PlannedSpending = Pick<SpendingPlan, 'modelName' | 'files' | 'estimate'>;

/** What is agreed to: an amount, for these files. */
interface Agreement {
  readonly files: ReadonlySet<WorkspacePath>;
  leftMicroUsd: MicroUsd;
}

/**
 * What one run may still do with paid models: no more than was agreed to, and there is one step up in strength. Whoever refuses once
 * is not asked again, and nothing more is paid.
 */
export class RunAllowance {
  private agreement: Agreement | undefined;
  private escalations = 1;
  private isOpen = true;

  constructor(private readonly options: RunAllowanceOptions) {}

  get isPaidWorkOpen(): boolean {
    return this.isOpen;
  }

  /** Asks the user. What is agreed to takes the place of what was agreed to before. @throws AbortError */
  async ask(plan: PlannedSpending): Promise<boolean> {
    const { confirm, runId, workspaceRoot, signal } = this.options;
    if (!this.isOpen) return false;
    const isFurther = this.agreement !== undefined;
    if (confirm && !(await confirm({ ...plan, runId, workspaceRoot, isFurther }, signal))) {
      this.endPaidWork();
      return false;
    }
    const files = new Set(plan.files.map(({ path }) => path));
    this.agreement = { files, leftMicroUsd: plan.estimate.worstMicroUsd };
    return true;
  }

  /** Does what was agreed to and is not spent yet cover so much more for the file? */
  covers(file: WorkspacePath, worstMicroUsd: MicroUsd): boolean {
    const { agreement } = this;
    if (!agreement) return false;
    return agreement.files.has(file) && worstMicroUsd <= agreement.leftMicroUsd;
  }

  noteSpent(costMicroUsd: MicroUsd): void {
    // Whoever agreed to what is not known has agreed to any amount.
    if (this.agreement && Number.isFinite(this.agreement.leftMicroUsd))
      this.agreement.leftMicroUsd -= costMicroUsd;
  }

  /** @returns true the first time */
  takeEscalation(): boolean {
    return this.escalations-- > 0;
  }

  /** Refused, or a budget or all providers are exhausted: no model is asked any more in this run. */
  endPaidWork(): void {
    this.isOpen = false;
  }
}
