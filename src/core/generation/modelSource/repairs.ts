import type { LanguageAdapter, ReadTest } from '../../testing/languageAdapter';
import type { FailedTest, ProposedTest, TestCandidate, TestStyle } from '../candidate';
import { testFileOf } from './testFileOf';

/** Which test of an answer stands in the place of which failed one. Each failed test is given away once. */
export class Repairs {
  private readonly open: FailedTest[];

  constructor(failures: readonly FailedTest[]) {
    this.open = [...failures];
  }

  /** The failed test of this unit and title. */
  take(place: ProposedTest): FailedTest | undefined {
    return this.remove(({ candidate }) => placeKey(candidate) === placeKey(place));
  }

  /** The first one that is left of the unit, else the first of all: for a test whose title was changed. */
  takeNext(unit: string): FailedTest | undefined {
    return this.remove(({ candidate }) => candidate.unit === unit) ?? this.remove(() => true);
  }

  private remove(matches: (failed: FailedTest) => boolean): FailedTest | undefined {
    const index = this.open.findIndex(matches);
    return index < 0 ? undefined : this.open.splice(index, 1)[0];
  }
}

export interface RepairCheck {
  readonly repaired: Pick<TestCandidate, 'bodyLines' | 'imports' | 'claim'>;
  readonly assertions: ReadTest['assertions'];
  readonly style: TestStyle;
  readonly language: Pick<LanguageAdapter, 'readTests'>;
}

/** Why a test is no repair of the failed one, in one sentence; undefined when nothing speaks against it. */
export function objectionToRepair(
  { candidate: failed }: FailedTest,
  { repaired, assertions, style, language }: RepairCheck,
): string | undefined {
  if (repaired.claim === undefined && textOf(repaired) === textOf(failed))
    return 'It was given back as it was, and nothing was said against the code.';
  const before = checksIn(assertionsOf(failed, style, language));
  const now = checksIn(assertions);
  if (now >= before) return undefined;
  return `It checks less than the test that failed: ${now} of its ${before} assertions are left.`;
}

/** What the failed test checked; nothing when its text cannot be read, which may be why it failed. */
function assertionsOf(
  failed: TestCandidate,
  style: TestStyle,
  language: Pick<LanguageAdapter, 'readTests'>,
): ReadTest['assertions'] {
  const { language: target, moduleSpecifier } = style;
  const read = language.readTests(testFileOf(failed, style), { language: target, moduleSpecifier });
  return (read.status === 'read' ? read.tests[0]?.assertions : undefined) ?? [];
}

/** Different checks of what the module under test does: the same one twice says no more than once. */
function checksIn(assertions: ReadTest['assertions']): number {
  const values = assertions.filter(({ kind }) => kind === 'value');
  return new Set(values.map((each) => JSON.stringify([each.name, each.subject, each.expected]))).size;
}

function textOf({ bodyLines, imports }: Pick<TestCandidate, 'bodyLines' | 'imports'>): string {
  const lines = bodyLines.map((line) => line.trim()).filter((line) => line !== '');
  return JSON.stringify([lines, imports]);
}

function placeKey({ unit, title }: ProposedTest): string {
  return `${unit}\n${title}`.toLowerCase();
}
