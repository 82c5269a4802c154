import type { KillMap } from '../mutation/killMap';
import { embeddedModel } from '../routing/modelCatalog';
import type { TestPlan } from './2-planTests';
import type { WrittenTests } from './3-writeTests';
import type { FailedTest, RejectedCandidate, TestCandidate } from './candidate';
import type { ExistingTests } from './existingTests';
import type { Rejection } from './rejection';
import type { CandidateEvidence, TestEvidence } from './testEvidence';

/** All that is known of the candidates for one source file; it grows from round to round. */
export class Dossier {
  private readonly written: TestCandidate[] = [];
  private readonly givenUp: RejectedCandidate[] = [];
  private readonly rejections = new Map<string, Rejection>();
  private readonly evidence = new Map<string, CandidateEvidence>();
  private readonly findings = new Map<string, string>();
  private readonly replaced = new Set<string>();
  /** Undefined: not measured. */
  kills: KillMap | undefined;

  constructor(
    readonly plan: TestPlan,
    readonly existing: ExistingTests,
  ) {}

  get candidates(): readonly TestCandidate[] {
    return this.written;
  }

  get rejected(): readonly RejectedCandidate[] {
    return this.givenUp;
  }

  add({ candidates, rejected }: WrittenTests): void {
    this.written.push(...candidates);
    this.givenUp.push(...rejected);
    for (const { replaces } of candidates) if (replaces !== undefined) this.replaced.add(replaces);
  }

  /** The first rejection stands. */
  reject(rejections: ReadonlyMap<string, Rejection>): void {
    for (const [id, rejection] of rejections)
      if (!this.rejections.has(id)) this.rejections.set(id, rejection);
  }

  note({ byCandidate }: TestEvidence): void {
    for (const [id, evidence] of byCandidate) this.evidence.set(id, evidence);
  }

  /** The code is to blame for its failure. `detail`: one sentence with the evidence. */
  markAsFinding(id: string, detail: string): void {
    this.findings.set(id, detail);
  }

  /** It did not fail every time: then it is a test that failed, no more. */
  dismissFinding(id: string): void {
    this.findings.delete(id);
  }

  findingOf(id: string): string | undefined {
    return this.findings.get(id);
  }

  rejectionOf(id: string): Rejection | undefined {
    return this.rejections.get(id);
  }

  evidenceOf(id: string): CandidateEvidence | undefined {
    return this.evidence.get(id);
  }

  isReplaced(id: string): boolean {
    return this.replaced.has(id);
  }

  isOpen({ id }: TestCandidate): boolean {
    return !this.rejections.has(id);
  }

  /** Passed the filters so far and the run. */
  get passing(): readonly TestCandidate[] {
    return this.written.filter(
      (candidate) => this.isOpen(candidate) && isPassed(this.evidence.get(candidate.id)),
    );
  }

  /** Reveal a bug, as far as is known. */
  get found(): readonly TestCandidate[] {
    return this.written.filter(({ id }) => this.findings.has(id));
  }

  /** Ran and failed, or could not be run. */
  get failing(): readonly FailedTest[] {
    return this.written.flatMap((candidate) => {
      const evidence = this.evidence.get(candidate.id);
      if (!this.isOpen(candidate) || !evidence || isPassed(evidence)) return [];
      return [{ candidate, detail: failureDetail(evidence) }];
    });
  }

  /** Tests of language models that did not hold, are worth giving back and were not yet. */
  get repairable(): readonly FailedTest[] {
    const rejected = this.written.flatMap((candidate) => {
      const rejection = this.rejections.get(candidate.id);
      return rejection && repairableReasons.has(rejection.reason)
        ? [{ candidate, detail: rejection.detail }]
        : [];
    });
    return [...rejected, ...this.failing].filter(
      ({ candidate: { id, modelId } }) =>
        modelId !== embeddedModel.name && !this.replaced.has(id) && !this.findings.has(id),
    );
  }
}

const repairableReasons: ReadonlySet<Rejection['reason']> = new Set([
  'unparsable',
  'ill-typed',
  'mocks-subject',
  'trivial',
  'touches-world',
]);

function isPassed(evidence: CandidateEvidence | undefined): boolean {
  return evidence?.outcome?.status === 'passed' && evidence.brokenBecause === undefined;
}

/** The whole message: a model that is to mend a test needs more than its first line. */
export function failureDetail({ outcome, brokenBecause }: CandidateEvidence): string {
  if (brokenBecause !== undefined) return brokenBecause;
  if (!outcome) return 'The runner did not report it.';
  return outcome.failureMessage ?? `It was ${outcome.status}.`;
}
