import { GenerationError } from '../errors';
import type { LanguageAdapter } from '../testing/languageAdapter';
import type { WorkspacePath } from '../testing/workspace';
import type { TestStyle } from './candidate';

/** Cheap, so that not every test file of a project has to be parsed. */
const perhapsFocused = /\bonly\b|\bf(?:it|describe)\b/;

/**
 * Beside a test that is to be run alone no other one runs, so that nothing could be proved of new ones.
 * @throws GenerationError `merge-conflict`
 */
export function assertNothingFocused(
  file: WorkspacePath,
  text: string,
  { language, style }: { readonly language: LanguageAdapter; readonly style: TestStyle },
): void {
  // Without its switch `--test-only`, node:test takes no notice.
  if (style.framework === 'node-test' || !perhapsFocused.test(text)) return;
  const read = language.readTests(text, style);
  if (read.status !== 'read' || !read.focus) return;
  const { call, line } = read.focus;
  throw new GenerationError(
    'merge-conflict',
    `${file} has ${call} in line ${line}: nothing else of it runs.`,
    {
      hint: 'Take it out, then generate again.',
    },
  );
}
