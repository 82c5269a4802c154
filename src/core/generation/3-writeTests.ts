import type { TestPlan } from './2-planTests';
import type { CandidateSource, RejectedCandidate, TestCandidate } from './candidate';
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

/**
 * Stage 3: lets a source write candidates for one plan.
 * @throws GenerationError `module-not-loadable`
 */
export async function writeTests(
  plan: TestPlan,
  source: CandidateSource,
  listener: WriteTestsListener,
  signal: AbortSignal,
): Promise<WrittenTests> {
  let candidates: TestCandidate[] = [];
  let rejected: RejectedCandidate[] = [];
  const { source: text, model, instrumented, focus, style, exampleTests } = plan;
  const example = exampleTests === undefined ? {} : { exampleTests };
  const request = { source: text, model, instrumented, focus, style, ...example, seed: seedOf(text) };
  // Sources number their candidates per file; marks and receipts need names that are unique in the whole run.
  const withRunId = <T extends { readonly id: string }>(item: T): T => ({
    ...item,
    id: `${model.file}#${item.id}`,
  });
  for await (const part of source.write(request, signal)) {
    switch (part.type) {
      case 'candidate':
        candidates.push(withRunId(part.candidate));
        await listener.onCandidate(withRunId(part.candidate));
        break;
      case 'rejected':
        rejected.push(withRunId(part.rejected));
        break;
      case 'notice':
        await listener.onNotice(part.message);
        break;
      case 'progress':
        await listener.onProgress(part.fraction, part.message);
        break;
      case 'charge': {
        const { costOf } = shareOut(part.rows, [...candidates, ...rejected]);
        candidates = candidates.map((candidate) => ({
          ...candidate,
          cost: costOf(candidate) ?? candidate.cost,
        }));
        rejected = rejected.map((item) => {
          const cost = costOf(item);
          return cost ? { ...item, cost } : item;
        });
        break;
      }
    }
  }
  return { plan, candidates, rejected };
}

/** FNV-1a over the text: the same source gives the same tests, on every machine. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
