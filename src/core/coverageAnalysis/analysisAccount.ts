import { type AppError, describeError } from '../../base/error';
import type { EmitPart } from '../agents/taskWork';
import type { TargetFailure } from '../fleet/targetFailure';
import type { CompletedRun } from '../generation/runResults';
import type { LineRange } from '../synthesis/moduleModel';
import { type CoverageTotals, coverageTotals, type FileCoverage } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import { addTotals, hasChangedCode, selectChanged, totalsOf } from './changedCoverage';
import type { ChangedLines } from './changeHistory';
import type { AnalyzedFile, ChangedCoverage, CoverageAnalysis } from './coverageAnalysis';
import { coverageGaps, type FoundGap, rankGaps, unmeasuredGap } from './coverageGaps';
import type { InspectedSource } from './inspectSource';
import { type RatingContext, rateGaps } from './rateGaps';
import { TestCount } from './testCount';

const nothing = coverageTotals([]);

/** Collects what an analysis finds out, announces what goes wrong as it comes, and adds everything up at the end. */
export class AnalysisAccount {
  /** What was executed, of each file that was measured. */
  readonly measured: FileCoverage[] = [];
  private readonly files = new Map<WorkspacePath, AnalyzedFile>();
  private readonly changedFiles = new Map<WorkspacePath, AnalyzedFile>();
  private readonly sources: InspectedSource[] = [];
  private readonly gaps: FoundGap[] = [];
  private readonly failures: TargetFailure[] = [];
  private readonly tests = new TestCount();

  /** @param changed what differs from the base, when only that counts */
  constructor(
    private readonly emit: EmitPart,
    private readonly changed: ChangedLines | undefined,
    private readonly onMeasured: (source: InspectedSource, coverage: FileCoverage) => void = () => {},
  ) {}

  /** What a run of test files says of the sources they belong to. */
  async addRun(
    sources: readonly InspectedSource[],
    testFiles: readonly WorkspacePath[],
    run: CompletedRun,
  ): Promise<void> {
    this.tests.add(testFiles, run);
    for (const { file, message } of run.brokenFiles)
      await this.emit({ type: 'notice', message: `${file} cannot be loaded: ${message.split('\n', 1)[0]}` });
    for (const source of sources) {
      const coverage = run.coverage?.total.find(({ file }) => file === source.path);
      if (coverage) this.addMeasured(source, coverage);
      else this.addUnmeasured(source, reasonWithoutCoverage(source, run));
    }
  }

  addMeasured(source: InspectedSource, coverage: FileCoverage): void {
    const { path, text, units } = source;
    this.measured.push(coverage);
    this.onMeasured(source, coverage);
    const changed = this.changed && (this.changed.byFile.get(path) ?? []);
    const selection = changed && selectChanged(coverage, text, changed);
    this.addFile(path, coverageTotals([coverage]), selection && totalsOf(coverage, selection));
    this.addGaps(source, coverageGaps(coverage, units, selection));
  }

  /** A file that no test loads has no coverage: what there is to execute of it is known only to a runner that loads it. */
  addUnmeasured(source: InspectedSource, reason: string): void {
    const { path, text } = source;
    const lines = this.changed?.byFile.get(path);
    const unavailable = { unavailable: reason };
    // A changed comment needs no test.
    const isUntouched = this.changed !== undefined && !hasChangedCode(text, lines ?? []);
    this.addFile(path, unavailable, isUntouched ? nothing : unavailable);
    if (!isUntouched) this.addGaps(source, [unmeasuredGap(path, text, { reason, lines })]);
  }

  /** A file with nothing to execute. */
  addEmpty({ path }: InspectedSource): void {
    this.addFile(path, nothing);
  }

  async addFailure(sourceFile: WorkspacePath, error: AppError): Promise<void> {
    const failure = { sourceFile, code: error.code, message: describeError(error) };
    this.failures.push(failure);
    await this.emit({ type: 'target-failed', failure });
  }

  /** @param targets gives the order of the files. @throws AbortError */
  async result(
    targets: readonly WorkspacePath[],
    context: RatingContext,
  ): Promise<Omit<CoverageAnalysis, 'runId' | 'durationMs'>> {
    const files = targets.flatMap((target) => this.files.get(target) ?? []);
    const isAnyKnown = files.some(({ coverage }) => !('unavailable' in coverage));
    return {
      type: 'analyze-coverage',
      files,
      total: isAnyKnown ? coverageTotals(this.measured) : { unavailable: 'No file was measured.' },
      ...(this.changed && { changed: this.changedCoverage(targets, this.changed) }),
      gaps: rankGaps(await rateGaps(this.gaps, this.sources, context)),
      tests: this.tests.tally,
      failures: this.failures,
    };
  }

  private addFile(
    sourceFile: WorkspacePath,
    coverage: AnalyzedFile['coverage'],
    changedCoverage: AnalyzedFile['coverage'] = coverage,
  ): void {
    this.files.set(sourceFile, { sourceFile, coverage });
    if (hasLines(this.changed?.byFile.get(sourceFile)))
      this.changedFiles.set(sourceFile, { sourceFile, coverage: changedCoverage });
  }

  private addGaps(source: InspectedSource, gaps: readonly FoundGap[]): void {
    if (gaps.length > 0) this.sources.push(source);
    this.gaps.push(...gaps);
  }

  private changedCoverage(targets: readonly WorkspacePath[], { baseCommit }: ChangedLines): ChangedCoverage {
    const files = targets.flatMap((target) => this.changedFiles.get(target) ?? []);
    const totals = files.flatMap(({ coverage }): readonly CoverageTotals[] =>
      'unavailable' in coverage ? [] : [coverage],
    );
    const isNoneKnown = files.length > 0 && totals.length === 0;
    return {
      baseCommit,
      total: isNoneKnown ? { unavailable: 'No file with changes was measured.' } : addTotals(totals),
      files,
    };
  }
}

function hasLines(lines: readonly LineRange[] | undefined): boolean {
  return lines !== undefined && lines.length > 0;
}

function reasonWithoutCoverage({ relatedTests }: InspectedSource, { brokenFiles }: CompletedRun): string {
  const broken = new Set(brokenFiles.map(({ file }) => file));
  return relatedTests.every((file) => broken.has(file))
    ? `${relatedTests.join(', ')} cannot be loaded.`
    : 'No test executes the file.';
}
