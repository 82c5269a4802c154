import type { ReadTest } from '../../testing/languageAdapter';
import type { TestPlan } from '../2-planTests';
import type { TestCandidate } from '../candidate';
import type { Rejection } from '../rejection';
import { KnownTests } from './knownTests';
import { mockingObjection } from './mockingObjection';
import { readCandidate } from './readCandidate';
import { trivialityObjection } from './trivialityObjection';
import { worldObjection } from './worldObjection';

export interface ScreeningContext {
  readonly plan: Pick<TestPlan, 'language' | 'style'> & Partial<Pick<TestPlan, 'model'>>;
  /** Tests that are there already. */
  readonly existing: readonly ReadTest[];
  /** Candidates of earlier rounds that are still in the running. */
  readonly earlier: readonly TestCandidate[];
}

/**
 * What can be told of candidates from their text alone: those that do not parse, mock what they test, assert nothing about it, do
 * what another test does or reach out into the world, each with the reason, by id. The checks come in the order of `dropReasons`.
 * Executes nothing.
 */
export function screenCandidates(
  candidates: readonly TestCandidate[],
  { plan, existing, earlier }: ScreeningContext,
): ReadonlyMap<string, Rejection> {
  const known = new KnownTests();
  for (const test of existing) known.add(test, `the existing test "${test.title}"`);
  for (const candidate of earlier) {
    const reading = readCandidate(candidate, plan);
    if (reading.status === 'read') known.add(reading.test, `"${candidate.title}"`);
  }
  const rejections = new Map<string, Rejection>();
  for (const candidate of candidates) {
    const rejection = screen(candidate, plan, known);
    if (rejection) rejections.set(candidate.id, rejection);
  }
  return rejections;
}

/** @param known the candidate is added when it stays */
function screen(
  candidate: TestCandidate,
  plan: ScreeningContext['plan'],
  known: KnownTests,
): Rejection | undefined {
  const reading = readCandidate(candidate, plan);
  if (reading.status === 'unparsable') return reading.rejection;
  const { test } = reading;
  const rejection =
    mockingObjection(test, plan) ??
    trivialityObjection(test) ??
    known.objectionTo(test) ??
    worldObjection(test);
  if (!rejection) known.add(test, `"${candidate.title}"`);
  return rejection;
}
