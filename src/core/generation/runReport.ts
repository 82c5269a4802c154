import { type Figure, measured, unavailable } from '../figure';
import { coverageTotals, type FileCoverage } from '../testing/coverage';
import type { WrittenTests } from './3-writeTests';
import type { Baseline } from './4-runTests';
import { stabilityRuns } from './5-judgeTests';
import type { RejectedCandidate, TestCandidate } from './candidate';
import type { TestReceipt } from './receipt';
import type { CoverageChange } from './runSummary';
import type { JudgedTests, Judgement } from './testFileJudge';

const notRun = unavailable('It was not run.');
const notKept = unavailable('Only tests that are kept have a contribution.');

/** One receipt for every candidate of a source file, in the order in which they were written. */
export function receiptsOf(
  written: WrittenTests,
  judgements: ReadonlyMap<string, Judgement>,
  modelId: string,
): readonly TestReceipt[] {
  const { plan } = written;
  const place = { sourceFile: plan.target.path, testFile: plan.testFile };
  const receipts = written.candidates.map((candidate): TestReceipt => {
    const judgement = judgements.get(candidate.id);
    if (!judgement) throw new Error(`Candidate ${candidate.id} was not judged`);
    return {
      ...place,
      ...describe(candidate),
      ...figuresOf(judgement),
      modelId: candidate.modelId,
      costMicroUsd: candidate.cost,
    };
  });
  const rejected = written.rejected.map((item): TestReceipt => {
    const judgement: Judgement = {
      status: 'dropped',
      reason: 'rejected',
      detail: item.reason,
      runsPassed: undefined,
    };
    return {
      ...place,
      ...describe(item),
      ...figuresOf(judgement),
      modelId: item.modelId ?? modelId,
      costMicroUsd: item.cost ?? measured(0),
    };
  });
  return [...receipts, ...rejected];
}

/** Coverage of a source before and after, each with its reason when it is not known. */
export function coverageChange(judged: JudgedTests, baseline: Baseline): CoverageChange {
  const sourceFile = judged.plan.target.path;
  const find = (files: readonly FileCoverage[]): FileCoverage | undefined =>
    files.find((item) => item.file === sourceFile);
  const before = baseline.status === 'measured' ? find(baseline.coverage) : undefined;
  const after = judged.finalText === undefined ? before : judged.coverageAfter;
  const known = before ?? after;
  return {
    sourceFile,
    before: describeBefore(baseline, before, known),
    after: after ? coverageTotals([after]) : { unavailable: 'No test of this run executes the file.' },
  };
}

function describeBefore(
  baseline: Baseline,
  before: FileCoverage | undefined,
  known: FileCoverage | undefined,
): CoverageChange['before'] {
  if (baseline.status === 'unavailable') return { unavailable: baseline.reason };
  if (before) return coverageTotals([before]);
  if (!known) return { unavailable: 'No test executes the file.' };
  // No existing test loads the file: nothing of it is covered, and what there is to cover is known from the run that did.
  return { ...coverageTotals([known]), coveredStatements: 0, coveredBranches: 0 };
}

function describe(item: TestCandidate | RejectedCandidate) {
  return { candidateId: item.id, unit: item.unit, title: item.title };
}

type Figures = Pick<
  TestReceipt,
  'verdict' | 'runsPassed' | 'runs' | 'addedStatements' | 'addedLines' | 'addedBranches'
>;

function figuresOf(judgement: Judgement): Figures {
  if (judgement.status === 'dropped') {
    const { reason, detail, runsPassed } = judgement;
    const runs: Figure =
      runsPassed === undefined ? notRun : measured(reason === 'unstable' ? stabilityRuns : 1);
    return {
      verdict: { status: 'dropped', reason, detail },
      runsPassed: runsPassed === undefined ? notRun : measured(runsPassed),
      runs,
      addedStatements: notKept,
      addedLines: notKept,
      addedBranches: notKept,
    };
  }
  const { contribution } = judgement;
  return {
    verdict: { status: 'kept' },
    runsPassed: measured(stabilityRuns),
    runs: measured(stabilityRuns),
    addedStatements: measured(contribution.statements),
    addedLines: measured(contribution.lines),
    addedBranches: measured(contribution.branches),
  };
}
