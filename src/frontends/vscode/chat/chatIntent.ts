import type { CostPeriod } from '../../../core/cost/costSummary';
import { type CostGrouping, costGroupings, costPeriods } from '../../../core/reports/costReport';

/** The commands of `@qe`, as package.json declares them. */
export const chatCommands = ['tests', 'coverage', 'gate', 'cost'] as const;
export type ChatCommand = (typeof chatCommands)[number];

const wordsOf: Readonly<Record<ChatCommand, RegExp>> = {
  cost: /\b(?:cost|costs|spend|spent|spending|budgets?|paid|money)\b/i,
  gate: /\b(?:gate|quality)\b/i,
  coverage: /\b(?:coverage|covered?|gaps?)\b/i,
  tests: /\b(?:tests?|testing|uncovered)\b/i,
};

/** What is asked for: the command, else what the words say; undefined when they say nothing that is known. */
export function chatIntent(command: string | undefined, prompt: string): ChatCommand | undefined {
  const named = chatCommands.find((known) => known === command);
  if (named) return named;
  // A path says nothing about what is to be done with the file.
  const words = prompt
    .split(/\s+/)
    .filter((word) => !isPathLike(word))
    .join(' ');
  if (/\b(?:write|generate|add|create)\b/i.test(words)) return 'tests';
  return (Object.keys(wordsOf) as ChatCommand[]).find((known) => wordsOf[known].test(words));
}

/** The words of the prompt that can only be files or folders, without quotes and the punctuation of a sentence. */
export function pathsIn(prompt: string): readonly string[] {
  return prompt
    .split(/\s+/)
    .map((word) => word.replace(/^["'`(<]+|["'`)>,;:.?!]+$/g, ''))
    .filter((word) => isPathLike(word));
}

function isPathLike(word: string): boolean {
  return !/^https?:/.test(word) && (/[\\/]/.test(word) || /\.(?:[cm]?[jt]s|[jt]sx)$/.test(word));
}

/** Is only what existing tests leave out to be tested? */
export function isAboutUncovered(prompt: string): boolean {
  return /\buncovered\b/i.test(prompt);
}

/** What costs are asked for: `this week by task`; today by model where nothing else is said. */
export function costQuestion(prompt: string): { readonly period: CostPeriod; readonly by: CostGrouping } {
  const words = prompt.toLowerCase().split(/\W+/);
  return {
    period: costPeriods.find((period) => words.includes(period)) ?? 'day',
    by: costGroupings.find((by) => words.includes(by) || words.includes(`${by}s`)) ?? 'model',
  };
}
