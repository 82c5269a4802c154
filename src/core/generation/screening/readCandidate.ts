import { composeTestFile, renderTestFile } from '../../synthesis/writing/testFileComposer';
import type { ReadTest } from '../../testing/languageAdapter';
import type { TestPlan } from '../2-planTests';
import type { TestCandidate } from '../candidate';
import type { Rejection } from '../rejection';

export type CandidateReading =
  | { readonly status: 'read'; readonly test: ReadTest }
  | { readonly status: 'unparsable'; readonly rejection: Rejection };

/** The candidate as a reader of its file would find it: one test that stands on its own. */
export function readCandidate(
  candidate: TestCandidate,
  { language, style }: Pick<TestPlan, 'language' | 'style'>,
): CandidateReading {
  const text = renderTestFile(composeTestFile([candidate], style, { probe: false }), style);
  const read = language.readTests(text, style);
  if (read.status === 'syntax-error') return unparsable(read.message);
  const [test, ...others] = read.tests;
  if (!test || others.length > 0) return unparsable('It is not one test: its braces end it early.');
  return test.problem === undefined ? { status: 'read', test } : unparsable(test.problem);
}

function unparsable(detail: string): CandidateReading {
  return { status: 'unparsable', rejection: { reason: 'unparsable', detail } };
}
