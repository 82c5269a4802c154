import { t } from '../../../base/localize';
/** The goal that was typed, in percent; undefined for what is none. */
export function parseGoal(text: string): number | undefined {
  const value = Number(text.replace(/\s*%\s*$/, '').replace(',', '.'));
  return text.trim() !== '' && value >= 0 && value <= 100 ? value : undefined;
}

/** What is wrong with what was typed; undefined when nothing is. */
export function goalProblem(text: string): string | undefined {
  return parseGoal(text) === undefined ? t('A number from 0 to 100.') : undefined;
}
