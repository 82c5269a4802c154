import { GenerationError } from '../../errors';
import type { LanguageAdapter } from '../../testing/languageAdapter';
import type { TestCandidate } from '../candidate';
import { composeFinalText, type FinalTextPlan } from '../finalText';
import type { ProposedFile, ProposedTest } from './proposal';

/** The file as it is now. */
export interface FileState {
  /** Text of the test file; undefined: there is none. */
  readonly current: string | undefined;
  /** Text of the source file; undefined: it is gone. */
  readonly source: string | undefined;
  readonly language: LanguageAdapter;
}

/** The test file with some of the proposed tests in it. */
export interface ReviewedText {
  readonly text: string;
  /** True: this very text has passed every run, beside the source as it is. */
  readonly isVerified: boolean;
  readonly plan: FinalTextPlan;
  /** The tests in it that review puts there, in order; on top of `plan.existingTests`. */
  readonly tests: readonly TestCandidate[];
  /** Tests that reveal a bug, behind the others. */
  readonly findings: readonly TestCandidate[];
}

/**
 * The text with the tests added. Where nobody but review has touched the file and its source since the run, it is written anew from
 * what the run found, so that all tests accepted one by one give what was verified as a whole; else the file is added to.
 * @throws GenerationError `merge-conflict`
 */
export function reviewedText(
  file: ProposedFile,
  added: readonly ProposedTest[],
  { current, source, language }: FileState,
): ReviewedText {
  const isUntouched = current === (file.written ?? file.before) && source === file.source;
  const isWanted = (test: ProposedTest): boolean =>
    added.includes(test) || (isUntouched && test.decision === 'accepted');
  const wanted = file.tests.filter(isWanted);
  const ofStatus = (isFinding: boolean): readonly TestCandidate[] =>
    wanted
      .filter(({ receipt }) => (receipt.verdict.status === 'finding') === isFinding)
      .map(({ candidate }) => candidate);
  const plan = {
    testFile: file.path,
    existingTests: isUntouched ? file.before : current,
    style: file.style,
    language,
  };
  const [tests, findings] = [ofStatus(false), ofStatus(true)];
  const isWhole = isUntouched && wanted.length === file.tests.length;
  if (isWhole) return { text: file.after, isVerified: true, plan, tests, findings };
  if (wanted.length === 0) return { text: current ?? '', isVerified: false, plan, tests, findings };
  const composed = composeFinalText(plan, tests, { findings });
  if (composed.status === 'composed')
    return { text: composed.text, isVerified: false, plan, tests, findings };
  throw new GenerationError('merge-conflict', composed.reason, {
    hint: 'Change the file, or reject the test.',
  });
}
