import { unavailable } from '../../figure';
import type { ReadTest } from '../../testing/languageAdapter';
import type { CandidateRequest, ProposedTest, RejectedCandidate, TestCandidate } from '../candidate';
import { importsOf } from './importsOf';
import { objectionTo } from './testPolicy';

export type CandidateOrRejected =
  | { readonly type: 'candidate'; readonly candidate: TestCandidate }
  | { readonly type: 'rejected'; readonly rejected: RejectedCandidate };

const longestTitle = 200;
/** Known when the call has ended. */
const costToCome = unavailable('The call had not ended.');

/** Turns the tests of one answer into candidates, each with an id, a unit and a title of its own. */
export class CandidateMaker {
  private readonly titles: Set<string>;
  private readonly bodies = new Set<string>();
  private count = 0;

  constructor(
    private readonly request: CandidateRequest,
    private readonly modelId: string,
  ) {
    this.titles = new Set((request.proposed ?? []).map(titleKey));
  }

  make(test: ReadTest): CandidateOrRejected {
    const { unit, title } = placeOf(test, this.request);
    const { modelId } = this;
    this.count += 1;
    // No name of a unit has a colon.
    const base = { id: `answer:${modelId}:${this.count}`, unit, modelId, cost: costToCome };
    const reject = (reason: string): CandidateOrRejected => ({
      type: 'rejected',
      rejected: { ...base, title, reason },
    });
    const objection = objectionTo(test, this.request.style);
    if (objection !== undefined) return reject(objection);
    const imports = importsOf(test, this.request);
    if (imports.status === 'refused') return reject(imports.reason);
    const { bodyLines, isAsync } = test;
    const body = bodyLines.join('\n');
    if (this.bodies.has(body)) return reject('Another test of the answer does the same.');
    this.bodies.add(body);
    return {
      type: 'candidate',
      candidate: { ...base, title: this.unique(unit, title), bodyLines, isAsync, imports: imports.lines },
    };
  }

  private unique(unit: string, title: string): string {
    let free = title;
    for (let number = 2; this.titles.has(titleKey({ unit, title: free })); number += 1)
      free = `${title} (${number})`;
    this.titles.add(titleKey({ unit, title: free }));
    return free;
  }
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
