import type { GenerationTarget } from '../generation/generateTestsRequest';
import type { CoverageAnalysis } from './coverageAnalysis';
import { moduleUnit } from './unitRanges';

/**
 * What to generate tests for to close the gaps: one target for each file, that with the riskiest gap first, its units likewise.
 * What lies in no exported unit can only be reached through those that are there, so the file has no `units` then.
 */
export function gapTargets({ gaps }: Pick<CoverageAnalysis, 'gaps'>): readonly GenerationTarget[] {
  const unitsByFile = new Map<string, string[]>();
  for (const { sourceFile, unit } of gaps)
    unitsByFile.set(sourceFile, [...(unitsByFile.get(sourceFile) ?? []), unit]);
  return [...unitsByFile].map(([path, units]) =>
    units.includes(moduleUnit) ? { path } : { path, units: [...new Set(units)] },
  );
}
