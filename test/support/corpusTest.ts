import type { DropReason } from '../../src/core/generation/receipt';

/** A hand-written test, as far as it differs from others. */
export interface CorpusTest {
  /** Unit it is about; imported by this name unless `imports` says otherwise. */
  readonly unit: string;
  readonly title: string;
  /** Statements of its body. */
  readonly body: string;
  /** Default: whether `await` stands in the body. */
  readonly isAsync?: boolean;
  /** Names of the module under test that it imports. Default: the unit. */
  readonly imports?: readonly string[];
  /** In place of the module under test. */
  readonly from?: string;
  /** Names from other modules, by module; `* as name` for all of a module. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

/** One that must be dropped, and why. */
export interface BadTest extends CorpusTest {
  /** Several: chance decides which. */
  readonly reason: DropReason | readonly DropReason[];
  /** Part of the evidence in its receipt. */
  readonly detail: RegExp;
  /** It is bad beside the good ones only, and so comes behind them. The others come first, to do what harm they can. */
  readonly isLate?: boolean;
}
