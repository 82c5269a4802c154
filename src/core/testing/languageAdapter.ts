import type { LineRange, ModuleModel } from '../synthesis/moduleModel';
import type { WorkspacePath } from './workspace';

/**
 * Contract between instrumented source and the sandbox: counter `n` is `globalThis[pointsKey][n]`, a `Uint32Array` of one
 * element per point that has to exist before the module is loaded. The source reads the global anew on every hit.
 */
export const pointsKey = '__agenticQePoints';

/** A counter that the instrumented source increments: one statement, or one path of a branch. */
export interface ProbePoint {
  readonly kind: 'statement' | 'branch';
  /** Line from 1 in the original source. */
  readonly line: number;
  /** Where it begins in the original source, in UTF-16 units. */
  readonly offset: number;
  /** Of a branch: what holds where it is taken, if that can be said in a few words. */
  readonly condition?: BranchCondition;
}

/** `discount.percent` `is greater than 100`. */
export interface BranchCondition {
  /** A name of the source, with properties. */
  readonly subject: string;
  readonly state: string;
  /** What it is compared with, where that has a name: `limit` in `price` `is greater than limit.low`. */
  readonly other?: string;
  /** Only whether it counts as true is asked: `is set`, `is not set`. */
  readonly isTruth?: boolean;
  /** Where the condition begins in the source, in UTF-16 units: the same for both of its sides. */
  readonly at: number;
}

export interface InstrumentedSource {
  /** The source with counters, in the same language. */
  readonly code: string;
  /** The same, with what a search is led by (`searchGuides.ts`); the counters have the same numbers. */
  readonly guidedCode: string;
  /** What each counter stands for; the index is the counter's number. */
  readonly points: readonly ProbePoint[];
}

export type InspectResult =
  | { readonly status: 'inspected'; readonly model: ModuleModel; readonly instrumented: InstrumentedSource }
  | { readonly status: 'syntax-error'; readonly message: string; readonly line: number };

/** Knows one family of languages: reads source into a ModuleModel and can count what it executes. */
export interface LanguageAdapter {
  /** True for file names this adapter understands, declaration files excluded. */
  handles(path: WorkspacePath): boolean;
  /** @param readSibling reads another workspace file for the types it declares; undefined when there is none. */
  inspect(
    path: WorkspacePath,
    source: string,
    readSibling: (path: WorkspacePath) => Promise<string | undefined>,
  ): Promise<InspectResult>;
  /** Puts a block of tests into an existing test file: new imports after the last import, the block at the end. */
  mergeTestFile(existing: string, addition: TestFileParts): MergeResult;
  /** Takes a test file of somebody else apart. Executes nothing. */
  readTests(text: string, target: ReadTestsTarget): ReadTestsResult;
  /** Where the tests of a file stand, in the order of the text; undefined for text with syntax errors. Executes nothing. */
  locateTests(text: string): readonly LocatedTest[] | undefined;
}

/** One `it` or `test` whose title is written out, and its place. */
export interface LocatedTest {
  /** Titles of the `describe` blocks around it, outermost first. */
  readonly suites: readonly string[];
  readonly title: string;
  /** From its call to the end of it. */
  readonly range: LineRange;
}

/** The file that the tests will go into. */
export interface ReadTestsTarget {
  readonly language: 'typescript' | 'javascript';
  /** How it refers to the module under test; a relative import that ends the same way is taken for that module. */
  readonly moduleSpecifier: string;
  /** Does another specifier mean that module too (a path alias, the package's own name)? Default: none does. */
  readonly isModuleUnderTest?: (specifier: string) => boolean;
}

export type ReadTestsResult =
  | {
      readonly status: 'read';
      readonly tests: readonly ReadTest[];
      /** A test or suite marked to be run alone (`it.only`, `fdescribe`): nothing else of the file is. Absent: there is none. */
      readonly focus?: { readonly call: string; readonly line: number };
    }
  | { readonly status: 'syntax-error'; readonly message: string; readonly line: number };

/** One `it` or `test` of a test file, with all that it needs of what stands around it. */
export interface ReadTest {
  /** Titles of the `describe` blocks around it, outermost first. */
  readonly suites: readonly string[];
  readonly title: string;
  /** Helpers and hooks it needs, then its own statements. No line break stands inside of a text literal. */
  readonly bodyLines: readonly string[];
  readonly isAsync: boolean;
  /** Names of other modules that it uses as values. */
  readonly imports: readonly ReadImport[];
  /** What it takes from its surroundings, declared and imported nowhere: `expect`, `process`. */
  readonly globals: readonly string[];
  /** What it calls, in order: `vi.spyOn`, `expect.not.toBe`, `new Date`. */
  readonly calls: readonly ReadCall[];
  /** Members that it assigns to or deletes. */
  readonly assignments: readonly ReadAssignment[];
  /** Local names of what the module under test gave or made, beside its imports: `cart` of `const cart = new Cart()`, `own.cart` of a literal. */
  readonly subjects: readonly string[];
  /** What it checks, in order. */
  readonly assertions: readonly ReadAssertion[];
  /** The same for tests that do the same: their titles, names of locals, quotes and layout do not count. */
  readonly fingerprint: string;
  /** Why it cannot stand on its own, in one sentence; what else is said of it is incomplete then. */
  readonly problem?: string;
}

export interface ReadAssignment {
  /** Dotted: `Cart.prototype.add`, `cart.total`. */
  readonly target: string;
  /** A function is put there, or a fake of one. */
  readonly isFunction: boolean;
}

/** One assertion, by what it can tell about the code. */
export interface ReadAssertion {
  /** `expect.not.toBe`, `assert.equal`. */
  readonly name: string;
  /**
   * `value`: compares something that comes from the module under test with something that does not.
   * `existence`: only that such a value is there, truthy or of a `typeof`. `tautology`: a thing is compared with itself.
   * `constant`: nothing of the module is in it.
   */
  readonly kind: 'value' | 'existence' | 'tautology' | 'constant';
  /** Texts of what is checked and of what it should be; absent where there is none. */
  readonly subject?: string;
  readonly expected?: string;
}

export interface ReadImport {
  /** `moduleSpecifier` for the module under test; else the module without `node:`, source extension and `/index`. */
  readonly module: string;
  /** As it stands in the text. */
  readonly specifier: string;
  /** `default`, `*` or the name of an export. */
  readonly exported: string;
  readonly local: string;
}

export interface ReadCall {
  /** Dotted, without arguments; what comes from outside goes by its own name: `vi.mock`, `crypto.randomUUID`, `sinon.stub`. */
  readonly name: string;
  /** Text of the first argument. */
  readonly argument?: string;
}

/** The parts a test file is made of, before they are joined or merged. */
export interface TestFileParts {
  readonly imports: readonly ImportLine[];
  /** `describe` blocks, formatted, without imports. */
  readonly body: string;
}

export interface ImportLine {
  readonly specifier: string;
  readonly style: 'import' | 'require';
  readonly defaultName?: string;
  readonly namespaceName?: string;
  /** Exports by name; `a as b` binds `a` to the local name `b`. */
  readonly names: readonly string[];
}

export type MergeResult =
  | { readonly status: 'merged'; readonly text: string }
  /** The existing file uses one of our names for something else, or cannot be parsed. */
  | { readonly status: 'conflict'; readonly reason: string };
