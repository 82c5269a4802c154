import { embeddedModel } from '../../routing/modelCatalog';
import type { ReadTest } from '../../testing/languageAdapter';
import type { TestPlan } from '../2-planTests';
import type { TestCandidate } from '../candidate';
import type { FailureCause } from '../receipt';
import type { CandidateEvidence } from '../testEvidence';
import { environmentFailure, isAssertionFailure } from './failureText';
import { proofAgainstCode } from './proofAgainstCode';

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
  { model, style }: Pick<TestPlan, 'model' | 'style'>,
): Triage {
  const message = evidence.outcome?.failureMessage ?? '';
  const environment = environmentProblem(evidence) ?? environmentFailure(message);
  if (environment !== undefined) return { cause: 'environment', detail: environment };
  if (!isAssertionFailure(message))
    return { cause: 'test', detail: 'It fails by an error, not by an assertion.' };
  const proof = test && proofAgainstCode({ test, message, model, style });
  if (proof !== undefined) return { cause: 'code', detail: proof };
  // The engine has no opinions: it claims what the documentation says.
  if (candidate.claim !== undefined && candidate.modelId === embeddedModel.name)
    return { cause: 'code', detail: candidate.claim };
  if (candidate.claim !== undefined && candidate.replaces !== undefined)
    return { cause: 'code', detail: `Only ${candidate.modelId} says so: ${candidate.claim}` };
  return { cause: 'test', detail: 'Nothing that the code promises contradicts what it does.' };
}

function environmentProblem({ outcome, brokenBecause, effects }: CandidateEvidence): string | undefined {
  if (brokenBecause !== undefined) return brokenBecause.split('\n', 1)[0];
  if (effects.length > 0) return `It touches the world: ${effects.join(', ')}.`;
  return outcome?.status === 'failed' ? undefined : 'The runner did not run it.';
}
