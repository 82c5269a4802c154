import type { ReadAssertion, ReadTest } from '../../testing/languageAdapter';
import type { TestPlan } from '../2-planTests';
import type { CandidateEvidence } from '../4-runTests';
import type { TestCandidate } from '../candidate';
import type { FailureCause } from '../receipt';
import { type DocumentedUnit, documentedResults, documentedUnits } from './documentedResults';
import { isAssertionFailure, readActual } from './failureText';
import { contradictionOf } from './promises';

export interface Triage {
  readonly cause: FailureCause;
  /** One sentence with the evidence. */
  readonly detail: string;
}

export interface FailedCandidate {
  readonly candidate: TestCandidate;
  readonly evidence: CandidateEvidence;
  /** Undefined: it cannot be read. */
  readonly test: ReadTest | undefined;
}

/**
 * Says who is to blame for a test that failed. The code is, only when its own documentation, types or name contradict what it does; what
 * the author of the test says is weaker evidence, named as such, and counts only for a test that was given back to it once.
 */
export function triageFailure(
  { candidate, evidence, test }: FailedCandidate,
  plan: Pick<TestPlan, 'model'>,
): Triage {
  const environment = environmentProblem(evidence);
  if (environment !== undefined) return { cause: 'environment', detail: environment };
  const message = evidence.outcome?.failureMessage ?? '';
  if (!isAssertionFailure(message))
    return { cause: 'test', detail: 'It fails by an error, not by an assertion.' };
  const proof = test && proofAgainstCode(test, message, documentedUnits(plan.model));
  if (proof !== undefined) return { cause: 'code', detail: proof };
  if (candidate.claim !== undefined && candidate.replaces !== undefined)
    return { cause: 'code', detail: `Only ${candidate.modelId} says so: ${candidate.claim}` };
  return { cause: 'test', detail: 'Nothing that the code promises contradicts what it does.' };
}

function environmentProblem({ outcome, brokenBecause, effects }: CandidateEvidence): string | undefined {
  if (brokenBecause !== undefined) return brokenBecause.split('\n', 1)[0];
  if (effects.length > 0) return `It touches the world: ${effects.join(', ')}.`;
  return outcome?.status === 'failed' ? undefined : 'The runner did not run it.';
}

function proofAgainstCode(
  { assertions }: ReadTest,
  message: string,
  units: readonly DocumentedUnit[],
): string | undefined {
  // With several assertions it is not known which one failed; each could be a bug of the test.
  const [assertion, ...others] = assertions.filter(({ kind }) => kind === 'value');
  if (!assertion?.subject || others.length > 0) return undefined;
  const unit = unitOf(assertion, units);
  if (!unit) return undefined;
  return documentationProof(assertion, unit) ?? contradictionOf(unit, readActual(message));
}

function documentationProof({ subject, expected }: ReadAssertion, unit: DocumentedUnit): string | undefined {
  if (subject === undefined || expected === undefined) return undefined;
  const call = normalized(subject);
  const documented = documentedResults(unit.documentation).find((each) => normalized(each.call) === call);
  if (!documented || normalized(documented.result) !== normalized(expected)) return undefined;
  return `The documentation of ${unit.name} says that ${documented.call} gives ${documented.result}.`;
}

/** The unit that is called in what is checked, if it is one call. */
function unitOf(
  { subject = '' }: ReadAssertion,
  units: readonly DocumentedUnit[],
): DocumentedUnit | undefined {
  const called = /^(?:await\s+)?(?:new\s+)?([\w$.]+)\s*\(/.exec(subject)?.[1];
  if (called === undefined) return undefined;
  const last = called.split('.').at(-1);
  return units.find(({ name }) => name === called || name.split('.').at(-1) === last);
}

/** Quotes, blanks and a semicolon make no difference. */
function normalized(code: string): string {
  return code
    .replace(/^await\s+/, '')
    .replace(/["`]/g, "'")
    .replace(/\s+/g, '')
    .replace(/;$/, '');
}
