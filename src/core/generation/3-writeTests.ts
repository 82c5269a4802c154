import { isAbortError, onAbort, throwIfAborted } from '../../base/abort';
import type { LedgerRow } from '../cost/ledgerStore';
import type { TestPlan } from './2-planTests';
import type {
  CandidatePart,
  CandidateRequest,
  CandidateSource,
  RejectedCandidate,
  TestCandidate,
} from './candidate';
import { shareOut } from './sharedCost';

export interface WrittenTests {
  readonly plan: TestPlan;
  readonly candidates: readonly TestCandidate[];
  readonly rejected: readonly RejectedCandidate[];
}

/** Told what the source says; the source goes on when it has been told. */
export interface WriteTestsListener {
  onCandidate(candidate: TestCandidate): Promise<void>;
  onNotice(message: string): Promise<void>;
  /** `fraction` of this file's writing, in [0, 1]. */
  onProgress(fraction: number, message: string): Promise<void>;
}

export interface WriteTestsOptions {
  /** What this round is about: gaps to close, failed tests to mend. */
  readonly about: Partial<CandidateRequest>;
  readonly listener: WriteTestsListener;
  readonly signal: AbortSignal;
  /** Aborted: the source is stopped, and what it has written stays. */
  readonly stop: AbortSignal;
}

/** What a source is told of a plan. */
export function candidateRequest(plan: TestPlan, about: Partial<CandidateRequest> = {}): CandidateRequest {
  const { source, model, instrumented, focus, style, exampleTests } = plan;
  const example = exampleTests === undefined ? {} : { exampleTests };
  return { source, model, instrumented, focus, style, ...example, seed: seedOf(source), ...about };
}

/**
 * Stage 3: lets a source write candidates for one plan.
 * @throws GenerationError `module-not-loadable`; AbortError
 */
export async function writeTests(
  plan: TestPlan,
  source: CandidateSource,
  { about, listener, signal, stop }: WriteTestsOptions,
): Promise<WrittenTests> {
  const round = new WritingRound(plan, listener);
  const ended = new AbortController();
  const listeners = [signal, stop].map((each) => onAbort(each, () => ended.abort()));
  const request = candidateRequest(plan, withinFile(about, plan));
  try {
    throwIfAborted(ended.signal);
    for await (const part of source.write(request, ended.signal)) await round.take(part);
  } catch (error) {
    const isOnlyStopped = isAbortError(error) && stop.aborted && !signal.aborted;
    if (!isOnlyStopped) throw error;
  } finally {
    for (const each of listeners) each.dispose();
  }
  return round.result;
}

/** What a source says in one go. */
class WritingRound {
  private candidates: TestCandidate[] = [];
  private rejected: RejectedCandidate[] = [];

  constructor(
    private readonly plan: TestPlan,
    private readonly listener: WriteTestsListener,
  ) {}

  get result(): WrittenTests {
    return { plan: this.plan, candidates: this.candidates, rejected: this.rejected };
  }

  async take(part: CandidatePart): Promise<void> {
    switch (part.type) {
      case 'candidate': {
        const { replaces, ...candidate } = this.inRun(part.candidate);
        const replacing = replaces === undefined ? {} : { replaces: idInRun(this.plan, replaces) };
        this.candidates.push({ ...candidate, ...replacing });
        return await this.listener.onCandidate(candidate);
      }
      case 'rejected':
        this.rejected.push(this.inRun(part.rejected));
        return;
      case 'notice':
        return await this.listener.onNotice(part.message);
      case 'progress':
        return await this.listener.onProgress(part.fraction, part.message);
      case 'charge':
        this.charge(part.rows);
    }
  }

  /** Sources number their candidates per file; marks and receipts need names that are unique in the whole run. */
  private inRun<T extends { readonly id: string }>(item: T): T {
    return { ...item, id: idInRun(this.plan, item.id) };
  }

  private charge(rows: readonly LedgerRow[]): void {
    const { costOf } = shareOut(rows, [...this.candidates, ...this.rejected]);
    this.candidates = this.candidates.map((candidate) => ({
      ...candidate,
      cost: costOf(candidate) ?? candidate.cost,
    }));
    this.rejected = this.rejected.map((item) => {
      const cost = costOf(item);
      return cost ? { ...item, cost } : item;
    });
  }
}

function idInRun({ model }: TestPlan, id: string): string {
  return `${model.file}#${id}`;
}

/** A source knows its candidates by the names that it gave them. */
function withinFile(about: Partial<CandidateRequest>, { model }: TestPlan): Partial<CandidateRequest> {
  const { failures } = about;
  if (!failures) return about;
  const prefix = `${model.file}#`;
  const own = failures.map(({ candidate, detail }) => ({
    candidate: { ...candidate, id: candidate.id.slice(prefix.length) },
    detail,
  }));
  return { ...about, failures: own };
}

/** FNV-1a over the text: the same source gives the same tests, on every machine. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
