import type { TestCandidate, TestStyle } from '../generation/candidate';
import { isTitled } from '../generation/runResults';
import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { TestOutcome } from '../testing/testRunner';
import type { WorkspacePath } from '../testing/workspace';

/** Tests that are tried on mutants together: those of one temporary test file. */
export interface TrialBatch {
  readonly file: WorkspacePath;
  readonly style: TestStyle;
  /** They import the mutated source. */
  readonly tests: readonly TestCandidate[];
}

/**
 * The text of its file. Types are not checked: they were when the tests were written, and a class of the mutated source is another one
 * than that of the source.
 */
export function textOfBatch({ tests, style }: TrialBatch, timeoutMs: number): string {
  const text = renderTestFile(composeTestFile(tests, style, { probe: true, timeoutMs }), style);
  return style.language === 'typescript' ? `// @ts-nocheck\n${text}` : text;
}

export function outcomeIn(
  outcomes: readonly TestOutcome[],
  test: TestCandidate,
  { file }: TrialBatch,
): TestOutcome | undefined {
  return outcomes.find((outcome) => outcome.file === file && isTitled(outcome, test));
}
