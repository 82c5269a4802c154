import { unitAt, unitRanges } from '../coverageAnalysis/unitRanges';
import type { ModuleModel } from '../synthesis/moduleModel';
import type { FileCoverage, SourceSpan } from '../testing/coverage';
import type { TestGap } from './candidate';

/** Where gaps are looked for: the part of a plan that says so. */
export interface GapScope {
  readonly model: ModuleModel;
  readonly source: string;
  readonly focus: readonly string[] | undefined;
}

/** What tests leave unexecuted of the plan's units, one gap for each line, from top to bottom. */
export function coverageGapsOf(
  { model, source, focus }: GapScope,
  coverage: FileCoverage,
): readonly TestGap[] {
  const units = unitRanges(model, source);
  const gaps = new Map<number, TestGap>();
  const add = (kind: TestGap['kind'], { start: { line } }: SourceSpan, description: string): void => {
    const unit = unitAt(line, units);
    if (!gaps.has(line) && isWanted(unit, focus)) gaps.set(line, { kind, unit, line, description });
  };
  coverage.statements.forEach((span, index) => {
    if (!coverage.statementHits[index]) add('statements', span, `line ${span.start.line} is not executed`);
  });
  coverage.branches.forEach((span, index) => {
    if (!coverage.branchHits[index])
      add('branch', span, `a way of the branch in line ${span.start.line} is never taken`);
  });
  return [...gaps.values()].sort((a, b) => a.line - b.line);
}

/** Is a gap in this unit asked for? A focus on a class has its methods in it. */
export function isWanted(unit: string, focus: readonly string[] | undefined): boolean {
  return focus === undefined || focus.some((subject) => unit === subject || unit.startsWith(`${subject}.`));
}
