import { t } from '../../../base/localize';

/** How an agent ended, in the words of the user; what is not known stays as it is. */
export function outcomeWord(outcome: string | undefined): string {
  switch (outcome) {
    case undefined:
      return t('at work');
    case 'completed':
      return t('completed');
    case 'failed':
      return t('failed');
    case 'cancelled':
      return t('cancelled');
    default:
      return outcome;
  }
}

/** What a stage does, in one word; what is not known stays as it is. */
export function stageWord(stage: string): string {
  switch (stage) {
    case 'inspect':
      return t('inspect');
    case 'plan':
      return t('plan');
    case 'write':
      return t('write');
    case 'run':
      return t('run');
    case 'repair':
      return t('repair');
    case 'judge':
      return t('judge');
    default:
      return stage;
  }
}
