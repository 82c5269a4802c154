import { composeTestFile, renderTestFile } from '../../synthesis/writing/testFileComposer';
import type { ReadTest } from '../../testing/languageAdapter';
import type { TestPlan } from '../2-planTests';
import type { TestCandidate } from '../candidate';
import type { Rejection } from '../rejection';
import { mockingObjection } from './mockingObjection';
import { trivialityObjection } from './trivialityObjection';
import { worldObjection } from './worldObjection';

export interface ScreeningContext {
  readonly plan: Pick<TestPlan, 'language' | 'style'>;
  /** Tests that are there already. */
  readonly existing: readonly ReadTest[];
  /** Candidates of earlier rounds that are still in the running. */
  readonly earlier: readonly TestCandidate[];
}

type Read =
  | { readonly status: 'read'; readonly test: ReadTest }
  | { readonly status: 'unparsable'; readonly detail: string };

/**
 * What can be told of candidates from their text alone: those that do not parse, mock what they test, assert nothing about it, reach
 * out into the world or do what another test does, each with the reason. Executes nothing.
 */
export function screenCandidates(
  candidates: readonly TestCandidate[],
  { plan, existing, earlier }: ScreeningContext,
): ReadonlyMap<string, Rejection> {
  const owners = new Map(existing.map((test) => [test.fingerprint, `the existing test "${test.title}"`]));
  for (const candidate of earlier) {
    const read = readCandidate(candidate, plan);
    if (read.status === 'read') note(owners, read.test.fingerprint, candidate);
  }
  const rejections = new Map<string, Rejection>();
  for (const candidate of candidates) {
    const rejection = screen(candidate, plan, owners);
    if (rejection) rejections.set(candidate.id, rejection);
  }
  return rejections;
}

/** @param owners who does what, by fingerprint; the candidate is added when it stays */
function screen(
  candidate: TestCandidate,
  plan: ScreeningContext['plan'],
  owners: Map<string, string>,
): Rejection | undefined {
  const read = readCandidate(candidate, plan);
  if (read.status === 'unparsable') return { reason: 'unparsable', detail: read.detail };
  const { test } = read;
  const rejection =
    mockingObjection(test, plan.style) ??
    trivialityObjection(test) ??
    duplicateObjection(test, owners) ??
    worldObjection(test);
  if (!rejection) note(owners, test.fingerprint, candidate);
  return rejection;
}

function duplicateObjection(
  { fingerprint }: ReadTest,
  owners: ReadonlyMap<string, string>,
): Rejection | undefined {
  const owner = owners.get(fingerprint);
  return owner === undefined ? undefined : { reason: 'duplicate', detail: `It does what ${owner} does.` };
}

function note(owners: Map<string, string>, fingerprint: string, { title }: TestCandidate): void {
  if (!owners.has(fingerprint)) owners.set(fingerprint, `"${title}"`);
}

/** The candidate as a reader of its file would find it. */
function readCandidate(candidate: TestCandidate, { language, style }: ScreeningContext['plan']): Read {
  const text = renderTestFile(composeTestFile([candidate], style, { probe: false }), style);
  const read = language.readTests(text, style);
  if (read.status === 'syntax-error') return { status: 'unparsable', detail: read.message };
  const [test, ...others] = read.tests;
  if (!test || others.length > 0)
    return { status: 'unparsable', detail: 'It is not one test: its braces end it early.' };
  return test.problem === undefined
    ? { status: 'read', test }
    : { status: 'unparsable', detail: test.problem };
}
