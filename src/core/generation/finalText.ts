import { composeTestFile, renderTestFile } from '../synthesis/writing/testFileComposer';
import type { TestPlan } from './2-planTests';
import type { TestCandidate } from './candidate';

export type FinalText =
  | { readonly status: 'composed'; readonly text: string }
  | { readonly status: 'conflict'; readonly reason: string };

/** Where the tests go, and how they are written there. */
export type FinalTextPlan = Pick<TestPlan, 'testFile' | 'existingTests' | 'style' | 'language'>;

export interface FinalTextOptions {
  /** Bodies run inside of the probe. Default: false. */
  readonly probe?: boolean;
  /** Tests that reveal a bug: written behind the others, marked as failing. Default: none. */
  readonly findings?: readonly TestCandidate[];
}

/** Text of the test file with the candidates in the order given: a new one, or the existing one with a block at its end. */
export function composeFinalText(
  plan: FinalTextPlan,
  selected: readonly TestCandidate[],
  { probe = false, findings = [] }: FinalTextOptions = {},
): FinalText {
  const isFinding = new Set(findings);
  const parts = composeTestFile([...selected, ...findings], plan.style, {
    probe,
    isExpectedToFail: (candidate) => isFinding.has(candidate),
  });
  if (plan.existingTests === undefined)
    return { status: 'composed', text: renderTestFile(parts, plan.style) };
  const merged = plan.language.mergeTestFile(plan.existingTests, parts);
  if (merged.status === 'merged') return { status: 'composed', text: merged.text };
  return { status: 'conflict', reason: `Cannot be merged into ${plan.testFile}: ${merged.reason}` };
}
