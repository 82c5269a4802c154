import { countOf } from '../../base/countOf';
import { estimated } from '../figure';
import { candidateRequest } from './3-writeTests';
import type { CandidateRequest, FailedTest, TestGap } from './candidate';
import type { PaidSource } from './candidateSources';
import type { Dossier } from './dossier';
import type { PlannedSpending } from './runAllowance';

/** Tests that are given back to a model at a time; more than that is not mended but written anew. */
export const mostFailures = 20;
/** Of a usual test, and of what a check says of it. */
const charactersPerTest = 500;
const charactersPerDetail = 600;

/** A file about which a model is to be asked. */
export interface OpenFile {
  readonly dossier: Dossier;
  /** Undefined: not known. */
  readonly gaps: readonly TestGap[] | undefined;
}

export interface OutlookOptions {
  readonly paid: Pick<PaidSource, 'modelId' | 'estimate'>;
  readonly maxRepairs: number;
  /** What is to be sent about the first file. Default: to write tests for its gaps. */
  readonly next?: CandidateRequest;
}

/**
 * What the model is to be paid for from here on, with every repair in its worst case. How much of a test file will have to be mended is
 * not known; should it be more than usual, the rest of the amount does not cover the repair, and it is asked about by itself.
 */
export function spendingOutlook(
  files: readonly OpenFile[],
  { paid, maxRepairs, next }: OutlookOptions,
): PlannedSpending {
  const requests = files.map(({ dossier, gaps }, index) =>
    index === 0 && next ? next : candidateRequest(dossier.plan, aboutGaps(dossier, gaps)),
  );
  const repairs = requests.flatMap((request) =>
    Array.from({ length: maxRepairs }, () => likelyRepair(request)),
  );
  return {
    modelName: paid.modelId,
    files: files.map(({ dossier, gaps = [] }, index) => ({
      path: dossier.plan.target.path,
      gaps: index === 0 && next?.failures ? [toBeMended(next.failures)] : gaps.map(descriptionOf),
    })),
    estimate: {
      likelyMicroUsd: paid.estimate(requests).likelyMicroUsd,
      worstMicroUsd: paid.estimate([...requests, ...repairs]).worstMicroUsd,
    },
  };
}

/** What a request to write tests says beside what the plan does. */
export function aboutGaps(
  { passing }: Dossier,
  gaps: readonly TestGap[] | undefined,
): Pick<CandidateRequest, 'proposed' | 'gaps'> {
  const proposed = passing.map(({ unit, title }) => ({ unit, title }));
  return gaps === undefined ? { proposed } : { proposed, gaps };
}

function likelyRepair(request: CandidateRequest): CandidateRequest {
  const { gaps, failures } = request;
  const count = Math.min(mostFailures, Math.max(failures?.length ?? 0, gaps?.length ?? mostFailures, 3));
  return { ...request, failures: Array.from({ length: count }, () => usualFailure) };
}

const usualFailure: FailedTest = {
  candidate: {
    id: '',
    unit: '',
    title: '',
    bodyLines: ['x'.repeat(charactersPerTest)],
    isAsync: false,
    imports: [],
    modelId: '',
    cost: estimated(0, 'It is only there to be measured.'),
  },
  detail: 'x'.repeat(charactersPerDetail),
};

function toBeMended(failures: readonly FailedTest[]): string {
  return `${countOf(failures.length, 'test')} that did not hold, to be mended`;
}

function descriptionOf({ description }: TestGap): string {
  return description;
}
