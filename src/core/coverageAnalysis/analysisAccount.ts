import { type AppError, describeError } from '../../base/error';
import type { EmitPart } from '../agents/taskWork';
import type { TargetFailure } from '../fleet/targetFailure';
import type { CompletedRun } from '../generation/4-runTests';
import { coverageTotals, type FileCoverage } from '../testing/coverage';
import type { WorkspacePath } from '../testing/workspace';
import type { AnalyzedFile, CoverageAnalysis, CoverageGap } from './coverageAnalysis';
import { coverageGaps, rankGaps, unmeasuredGap } from './coverageGaps';
import type { InspectedSource } from './inspectSource';
import { TestCount } from './testCount';

/** Collects what an analysis finds out, announces what goes wrong as it comes, and adds everything up at the end. */
export class AnalysisAccount {
  private readonly files = new Map<WorkspacePath, AnalyzedFile>();
  private readonly measured: FileCoverage[] = [];
  private readonly gaps: CoverageGap[] = [];
  private readonly failures: TargetFailure[] = [];
  private readonly tests = new TestCount();

  constructor(private readonly emit: EmitPart) {}

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

  /** A file that no test loads has no coverage: what there is to execute of it is known only to a runner that loads it. */
  addUnmeasured({ path, text }: InspectedSource, reason: string): void {
    this.files.set(path, { sourceFile: path, coverage: { unavailable: reason } });
    this.gaps.push(unmeasuredGap(path, text, reason));
  }

  /** A file with nothing to execute. */
  addEmpty({ path }: InspectedSource): void {
    this.files.set(path, { sourceFile: path, coverage: coverageTotals([]) });
  }

  async addFailure(sourceFile: WorkspacePath, error: AppError): Promise<void> {
    const failure = { sourceFile, code: error.code, message: describeError(error) };
    this.failures.push(failure);
    await this.emit({ type: 'target-failed', failure });
  }

  /** @param targets gives the order of the files */
  result(targets: readonly WorkspacePath[]): Omit<CoverageAnalysis, 'runId' | 'durationMs'> {
    const files = targets.flatMap((target) => this.files.get(target) ?? []);
    const isAnyKnown = files.some(({ coverage }) => !('unavailable' in coverage));
    return {
      type: 'analyze-coverage',
      files,
      total: isAnyKnown ? coverageTotals(this.measured) : { unavailable: 'No file was measured.' },
      gaps: rankGaps(this.gaps),
      tests: this.tests.tally,
      failures: this.failures,
    };
  }

  private addMeasured({ path, units }: InspectedSource, coverage: FileCoverage): void {
    this.measured.push(coverage);
    this.files.set(path, { sourceFile: path, coverage: coverageTotals([coverage]) });
    this.gaps.push(...coverageGaps(coverage, units));
  }
}

function reasonWithoutCoverage({ relatedTests }: InspectedSource, { brokenFiles }: CompletedRun): string {
  const broken = new Set(brokenFiles.map(({ file }) => file));
  return relatedTests.every((file) => broken.has(file))
    ? `${relatedTests.join(', ')} cannot be loaded.`
    : 'No test executes the file.';
}
