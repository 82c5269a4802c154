import type { LedgerRow } from '../cost/ledgerStore';
import type { Figure } from '../figure';
import type { ModuleModel } from '../synthesis/moduleModel';
import type { ImportLine, InstrumentedSource } from '../testing/languageAdapter';
import type { TestFrameworkId } from '../testing/testProject';

/** What a candidate source gets to know about one file under test. */
export interface CandidateRequest {
  readonly source: string;
  readonly model: ModuleModel;
  readonly instrumented: InstrumentedSource;
  /** Units and methods to write tests for, as `subject` names (`applyDiscount`, `ShoppingCart.add`); undefined: all of them. */
  readonly focus: readonly string[] | undefined;
  readonly style: TestStyle;
  /** A test file to take as a pattern: the one that will be extended, else another one of the project. */
  readonly exampleTests?: string;
  /** What another source has proposed already. */
  readonly proposed?: readonly ProposedTest[];
  /** What no test reaches or notices yet; absent: not measured. */
  readonly gaps?: readonly TestGap[];
  /** Tests of the same source that did not hold: these, and no others, are to be mended. */
  readonly failures?: readonly FailedTest[];
  /** Reproducibility: the same seed and text give the same candidates. */
  readonly seed: number;
}

/** Something that no test reaches or notices. */
export interface TestGap {
  readonly kind: 'statements' | 'branch' | 'mutant';
  /** As `subject` names go; `(module)` for what is in no exported unit. */
  readonly unit: string;
  /** From 1. */
  readonly line: number;
  /** One line: `line 12 is not executed`, `nobody notices when quantity < 0 becomes quantity <= 0`. */
  readonly description: string;
}

/** A test that did not hold, with what the check said. */
export interface FailedTest {
  readonly candidate: TestCandidate;
  readonly detail: string;
}

/** How the tests of the project are written. */
export interface TestStyle {
  readonly framework: TestFrameworkId;
  readonly language: 'typescript' | 'javascript';
  readonly moduleStyle: 'import' | 'require';
  /** The framework's functions are global, no import needed. */
  readonly hasGlobals: boolean;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly indent: string;
  /** Laws that hold for many values are tested with fast-check. Default: false. */
  readonly hasFastCheck?: boolean;
  /** How a test file refers to the module under test, e.g. `./cart` or `../src/cart.js`. */
  readonly moduleSpecifier: string;
}

/** A test by what it says. */
export interface ProposedTest {
  readonly unit: string;
  readonly title: string;
}

/** `temporary-folder`: its path is in `folder`. `fake-clock`: the real one is given back; the test itself starts the fake one. */
export type TestFixture = 'temporary-folder' | 'fake-clock';

/** One proposed test: an `it` with its text, and what it needs. */
export interface TestCandidate {
  /** Unique within the request; the run makes it unique among files. Also the mark of the coverage probe. */
  readonly id: string;
  /** The `describe` it goes into: the unit under test. */
  readonly unit: string;
  /** The behaviour it states: `throws RangeError for a negative quantity`. */
  readonly title: string;
  /** Statements of the test body, without indentation of the block around it. */
  readonly bodyLines: readonly string[];
  readonly isAsync: boolean;
  readonly imports: readonly ImportLine[];
  /** What the `describe` around it provides before each test and clears away after it. Default: nothing. */
  readonly fixtures?: readonly TestFixture[];
  /** It is about what the module does when it is loaded: what is executed then counts for it. Default: false. */
  readonly isOfLoading?: true;
  /** The failed candidate that this one is written in place of, by its id within the same source. */
  readonly replaces?: string;
  /** Why its author holds that the code is wrong where the test fails: one sentence. */
  readonly claim?: string;
  /** Model that wrote it (`embedded` for the engine). */
  readonly modelId: string;
  readonly cost: Figure;
}

/** A candidate that its source itself gave up on, with the reason for the receipt. */
export interface RejectedCandidate {
  readonly id: string;
  readonly unit: string;
  readonly title: string;
  readonly reason: string;
  /** Default: that of the source, for nothing. */
  readonly modelId?: string;
  readonly cost?: Figure;
}

export type CandidatePart =
  | { readonly type: 'progress'; readonly message: string; readonly fraction: number }
  | { readonly type: 'candidate'; readonly candidate: TestCandidate }
  | { readonly type: 'rejected'; readonly rejected: RejectedCandidate }
  /** Something the user should know: the module could not be loaded, a function was left out. */
  | { readonly type: 'notice'; readonly message: string }
  /** Calls that are on record now. Their cost belongs to what this source has proposed since the last such part. */
  | { readonly type: 'charge'; readonly rows: readonly LedgerRow[] };

/**
 * Writes test candidates: the embedded engine, or a language model. Judging them is not its business, but every call it makes
 * is on record when it ends (`withFreeMetering`, `withMetering`).
 */
export interface CandidateSource {
  readonly modelId: string;
  /** @throws GenerationError `module-not-loadable` when nothing can be observed because the module does not load. */
  write(request: CandidateRequest, signal: AbortSignal): AsyncIterable<CandidatePart>;
}
