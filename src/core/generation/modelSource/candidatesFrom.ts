import { unavailable } from '../../figure';
import type { LanguageAdapter, ReadTest } from '../../testing/languageAdapter';
import type {
  CandidateRequest,
  FailedTest,
  ProposedTest,
  RejectedCandidate,
  TestCandidate,
} from '../candidate';
import { importsOf } from './importsOf';
import { objectionToRepair, Repairs } from './repairs';
import { takeClaim } from './takeClaim';

export type CandidateOrRejected =
  | { readonly type: 'candidate'; readonly candidate: TestCandidate }
  | { readonly type: 'rejected'; readonly rejected: RejectedCandidate };

const longestTitle = 200;
/** Known when the call has ended. */
const costToCome = unavailable('The call had not ended.');

export interface CandidateMakerOptions {
  readonly modelId: string;
  readonly language: Pick<LanguageAdapter, 'readTests'>;
  /** Of the next test, from 1: no number twice for one file. */
  readonly nextNumber: () => number;
}

type Base = Pick<TestCandidate, 'id' | 'unit' | 'title' | 'modelId' | 'cost'>;

/**
 * Turns the tests of one answer into candidates, each with an id, a unit and a title of its own. Where failed tests are to be
 * mended, each stands in place of one of them.
 */
export class CandidateMaker {
  private readonly titles: Set<string>;
  private readonly bodies = new Set<string>();
  private readonly repairs: Repairs | undefined;
  /** Tests with the title of no failed one: which they stand for is known when all titles are. */
  private readonly retitled: ReadTest[] = [];

  constructor(
    private readonly request: CandidateRequest,
    private readonly options: CandidateMakerOptions,
  ) {
    const { proposed = [], failures } = request;
    this.titles = new Set(proposed.map(titleKey));
    for (const { candidate } of failures ?? []) this.titles.delete(titleKey(candidate));
    this.repairs = failures && new Repairs(failures);
  }

  /** Takes the tests of a code block. @returns what is known of them by now; `end` returns the rest */
  make(tests: readonly ReadTest[]): readonly CandidateOrRejected[] {
    const { repairs } = this;
    if (!repairs) return tests.map((test) => this.judge(test));
    return tests.flatMap((test) => {
      const failed = repairs.take(placeOf(test, this.request));
      if (failed) return [this.judge(test, failed)];
      this.retitled.push(test);
      return [];
    });
  }

  /** Takes the end of the answer. */
  end(): readonly CandidateOrRejected[] {
    return this.retitled.splice(0).map((test) => {
      const failed = this.repairs?.takeNext(placeOf(test, this.request).unit);
      return failed
        ? this.judge(test, failed)
        : reject(this.baseOf(test), 'It mends none of the tests that failed.');
    });
  }

  private judge(test: ReadTest, failed?: FailedTest): CandidateOrRejected {
    const base = this.baseOf(test);
    if (test.problem !== undefined) return reject(base, test.problem);
    const imports = importsOf(test, this.request);
    if (imports.status === 'refused') return reject(base, imports.reason);
    const { claim, bodyLines } = takeClaim(test.bodyLines);
    const body = bodyLines.join('\n');
    if (this.bodies.has(body)) return reject(base, 'Another test of the answer does the same.');
    this.bodies.add(body);
    const { isAsync, assertions } = test;
    const written = { bodyLines, isAsync, imports: imports.lines, ...(claim !== undefined && { claim }) };
    const objection =
      failed &&
      objectionToRepair(failed, {
        repaired: written,
        assertions,
        style: this.request.style,
        language: this.options.language,
      });
    if (objection !== undefined) return reject(base, objection);
    const replaces = failed && { replaces: failed.candidate.id };
    const title = this.unique(base.unit, base.title);
    return { type: 'candidate', candidate: { ...base, title, ...written, ...replaces } };
  }

  private baseOf(test: ReadTest): Base {
    const { modelId, nextNumber } = this.options;
    // No name of a unit has a colon.
    const id = `answer:${modelId}:${nextNumber()}`;
    return { id, ...placeOf(test, this.request), modelId, cost: costToCome };
  }

  private unique(unit: string, title: string): string {
    let free = title;
    for (let number = 2; this.titles.has(titleKey({ unit, title: free })); number += 1)
      free = `${title} (${number})`;
    this.titles.add(titleKey({ unit, title: free }));
    return free;
  }
}

function reject(base: Base, reason: string): CandidateOrRejected {
  return { type: 'rejected', rejected: { ...base, reason } };
}

function titleKey({ unit, title }: ProposedTest): string {
  return `${unit}\n${title}`;
}

/** The unit that a test is about, by its suites, else by what it imports; and its title with what the inner suites say. */
export function placeOf(
  { suites, title, imports }: Pick<ReadTest, 'suites' | 'title' | 'imports'>,
  { model, style }: Pick<CandidateRequest, 'model' | 'style'>,
): ProposedTest {
  const names = model.units.map(({ name }) => name);
  const named = suites.findIndex((suite) => names.some((name) => restBehind(name, suite) !== undefined));
  if (named >= 0) {
    const suite = suites[named] ?? '';
    const unit = names.find((name) => restBehind(name, suite) !== undefined) ?? suite;
    const inner = [restBehind(unit, suite) ?? '', ...suites.slice(named + 1)];
    return { unit, title: joined([...inner, title]) };
  }
  const used = imports.filter(({ module }) => module === style.moduleSpecifier);
  const isUsed = (unit: { readonly name: string; readonly exportName: string }): boolean =>
    used.some(({ exported, local }) => exported === unit.exportName || local === unit.name);
  const unit = model.units.find(isUsed)?.name ?? suites[0] ?? names[0] ?? model.file;
  return { unit, title: joined([...suites.slice(1), title]) };
}

/** `add` of `Cart.add`, `Cart#add()` or `Cart add`; nothing of `Cart`; undefined when the suite is about something else. */
function restBehind(unit: string, suite: string): string | undefined {
  if (!suite.startsWith(unit)) return undefined;
  const match = /^(?:\(\))?(?:(?:\.prototype)?[.#:\s-]+(.*))?$/.exec(suite.slice(unit.length));
  return match ? (match[1] ?? '') : undefined;
}

function joined(parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, longestTitle);
}
