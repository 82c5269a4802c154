/** Stands for loading a module, among the marks of tests: what it reaches cannot be switched on for one test. */
export const loadMark = '(load)';

const existingPrefix = 'existing#';

/** Mark of the nth existing test that was taken apart. */
export function existingMark(index: number): string {
  return `${existingPrefix}${index}`;
}

/** Of an existing test: it only matters which mutants such tests notice, not which of them does. */
export function isExistingMark(mark: string): boolean {
  return mark.startsWith(existingPrefix);
}

/** One mutant in one test, as `MarkedRun.mutants.skipped` has it. */
export function mutantKeyOf(mark: string, mutantId: string): string {
  return `${mutantId} ${mark}`;
}
