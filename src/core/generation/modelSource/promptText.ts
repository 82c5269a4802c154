import type { TestStyle } from '../candidate';

/** In a fence that is longer than any in the text, so that nothing in it can end it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((marks) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}${text.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** What stands behind the fence of code in the language of the tests. */
export function languageTag({ language }: Pick<TestStyle, 'language'>): string {
  return language === 'typescript' ? 'ts' : 'js';
}
