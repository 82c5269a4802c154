import { measured, unavailable } from '../figure';
import { embeddedModel } from '../routing/modelCatalog';
import { coverageTotals, type FileCoverage } from '../testing/coverage';
import type { Baseline } from './4-runTests';
import type { RejectedCandidate, TestCandidate } from './candidate';
import type { Dossier } from './dossier';
import type { TestReceipt } from './receipt';
import type { CoverageChange } from './runSummary';
import { stabilityRuns } from './stabilityRuns';
import type { JudgedTests, Judgement } from './testFileJudge';

const notRun = unavailable('It was not run.');
const notKept = unavailable('Only tests that are kept have a contribution.');
const notTried = unavailable('Mutants were not tried.');

/** One receipt for every candidate of a source file, in the order in which they were written. */
export function receiptsOf(
  { plan, candidates, rejected }: Dossier,
  judgements: ReadonlyMap<string, Judgement>,
): readonly TestReceipt[] {
  const place = { sourceFile: plan.target.path, testFile: plan.testFile };
  const receipts = candidates.map((candidate): TestReceipt => {
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
  const givenUp = rejected.map((item): TestReceipt => {
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
      modelId: item.modelId ?? embeddedModel.name,
      costMicroUsd: item.cost ?? measured(0),
    };
  });
  return [...receipts, ...givenUp];
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

type Figures = Omit<TestReceipt, keyof Place | 'candidateId' | 'unit' | 'title' | 'modelId' | 'costMicroUsd'>;
type Place = Pick<TestReceipt, 'sourceFile' | 'testFile'>;

function figuresOf(judgement: Judgement): Figures {
  if (judgement.status === 'kept') {
    const { statements, lines, branches, kills } = judgement.contribution;
    return {
      verdict: { status: 'kept' },
      runsPassed: measured(stabilityRuns.length),
      runs: measured(stabilityRuns.length),
      addedStatements: measured(statements),
      addedLines: measured(lines),
      addedBranches: measured(branches),
      addedKills: kills === undefined ? notTried : measured(kills),
    };
  }
  const nothing = {
    addedStatements: notKept,
    addedLines: notKept,
    addedBranches: notKept,
    addedKills: notKept,
  };
  if (judgement.status === 'finding') {
    const verdict = { status: 'finding', detail: judgement.detail } as const;
    return { ...nothing, verdict, runsPassed: measured(0), runs: measured(stabilityRuns.length) };
  }
  const { reason, detail, runsPassed } = judgement;
  const ofRuns = judgement.runs ?? (reason === 'unstable' ? stabilityRuns.length : 1);
  const verdict = { status: 'dropped', reason, detail } as const;
  if (runsPassed === undefined) return { ...nothing, verdict, runsPassed: notRun, runs: notRun };
  return { ...nothing, verdict, runsPassed: measured(runsPassed), runs: measured(ofRuns) };
}
