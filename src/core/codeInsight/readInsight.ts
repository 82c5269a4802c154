import { moduleUnit, type UnitRange, unitAt, unitRanges } from '../coverageAnalysis/unitRanges';
import { unitText } from '../coverageAnalysis/unitText';
import type { OpenWorkbench } from '../generation/workbench';
import type { CodeMeter } from '../routing/codeMeter';
import { type CoverageTotals, coverageTotals, type FileCoverage } from '../testing/coverage';
import { isHit } from '../testing/sourceSpans';
import type { CodeInsight, FileInsight, UncoveredPlace, UnitInsight } from './codeInsight';
import type { MeasuredCoverage } from './measuredCoverage';

export interface InsightDependencies {
  readonly openWorkbench: OpenWorkbench;
  readonly meter: CodeMeter;
  readonly measured: MeasuredCoverage;
}

/** Joins the text of a file with what was last measured of it. */
export class MeasuredInsight implements CodeInsight {
  constructor(private readonly dependencies: InsightDependencies) {}

  async read(workspaceRoot: string, path: string, text: string): Promise<FileInsight | undefined> {
    const { openWorkbench, meter, measured } = this.dependencies;
    const { languageFor, workspace } = await openWorkbench(workspaceRoot);
    const language = await languageFor(path);
    const inspected = await language?.inspect(path, text, (sibling) => workspace.readText(sibling));
    if (inspected?.status !== 'inspected') return undefined;
    const known = measured.find(workspaceRoot, path);
    const coverage = known?.source === text ? known.coverage : undefined;
    const ranges = unitRanges(inspected.model, text);
    // A class is shown by its methods.
    const shown = ranges.filter(({ name }) => !ranges.some((other) => other.name.startsWith(`${name}.`)));
    const units: UnitInsight[] = [];
    for (const { name, range } of shown) {
      const measures = await meter.measure(path, unitText(name, ranges, text));
      const complexity = measures?.cyclomatic;
      units.push({ name, range, complexity, coverage: coverage && totalsIn(coverage, range) });
    }
    return {
      units,
      coverage: coverage ? 'measured' : known ? 'outdated' : 'unmeasured',
      uncovered: coverage ? uncoveredIn(coverage, ranges) : [],
    };
  }
}

function totalsIn(coverage: FileCoverage, { startLine, endLine }: UnitRange['range']): CoverageTotals {
  const isInside = ({ start }: { readonly start: { readonly line: number } }): boolean =>
    startLine <= start.line && start.line <= endLine;
  const pick = <T extends { readonly start: { readonly line: number } }>(
    spans: readonly T[],
    hits: readonly number[],
  ) => ({
    spans: spans.filter(isInside),
    hits: hits.filter((_, index) => spans[index] !== undefined && isInside(spans[index])),
  });
  const statements = pick(coverage.statements, coverage.statementHits);
  const branches = pick(coverage.branches, coverage.branchHits);
  return coverageTotals([
    {
      ...coverage,
      statements: statements.spans,
      statementHits: statements.hits,
      branches: branches.spans,
      branchHits: branches.hits,
    },
  ]);
}

function uncoveredIn(coverage: FileCoverage, units: readonly UnitRange[]): readonly UncoveredPlace[] {
  const unitOf = (line: number): string => (units.length > 0 ? unitAt(line, units) : moduleUnit);
  const statements = coverage.statements.flatMap((span, index): readonly UncoveredPlace[] =>
    isHit(coverage.statementHits, index)
      ? []
      : [{ kind: 'statement', span, unit: unitOf(span.start.line), branchType: '' }],
  );
  const branches = coverage.branches.flatMap((branch, index): readonly UncoveredPlace[] =>
    isHit(coverage.branchHits, index)
      ? []
      : [{ kind: 'branch', span: branch, unit: unitOf(branch.start.line), branchType: branch.type }],
  );
  return [...branches, ...statements];
}
