import { formatFigure } from '../figure';
import type { GateReport, GateRuleResult, GateVerdict } from './gateReport';
import { reachesThreshold } from './threshold';

/** What people call the rules. */
export const ruleNames: Record<GateRuleResult['rule'], string> = {
  'statement-coverage': 'Statement coverage',
  'branch-coverage': 'Branch coverage',
  'pass-rate': 'Pass rate',
};

const verdictWords: Record<GateVerdict, string> = {
  passed: 'passed',
  failed: 'failed',
  inconclusive: 'is inconclusive',
};

/** `Statement coverage failed: 5 of 11 statements are executed (45.5 %); at least 80 % is required.` */
export function describeRule({ rule, verdict, explanation }: GateRuleResult): string {
  return `${ruleNames[rule]} ${verdictWords[verdict]}: ${explanation}`;
}

/** `45.5 %`, or `n/a`. */
export function formatRuleValue({ value, threshold }: GateRuleResult): string {
  return formatFigure(value, (percent) => formatPercent(percent, threshold));
}

/**
 * `The quality gate failed: statement coverage is 45.5 %, at least 80 % is required.`: every rule that decided, so all of them
 * when it passed.
 */
export function verdictSentence({ verdict, rules }: Pick<GateReport, 'verdict' | 'rules'>): string {
  const deciding = rules.filter((rule) => rule.verdict === verdict);
  const reasons = deciding.map((rule) => {
    const name = ruleNames[rule.rule].toLowerCase();
    if (rule.value.provenance === 'unavailable') return `${name} is not known`;
    const is = `${name} is ${formatRuleValue(rule)}`;
    return verdict === 'passed' ? is : `${is}, at least ${formatThreshold(rule.threshold)} is required`;
  });
  return `The quality gate ${verdictWords[verdict]}: ${reasons.join('; ')}.`;
}

/** `45.5 %`, rounded, but never up to a threshold that was missed: 79.96 is `79.9 %` when 80 is required. */
export function formatPercent(value: number, threshold = 100): string {
  const rounded = value.toFixed(1);
  const isMisleading = !reachesThreshold(value, threshold) && Number(rounded) >= threshold;
  return `${isMisleading ? (Math.floor(value * 10) / 10).toFixed(1) : rounded} %`;
}

/** `80 %`, as it stands in the settings. */
export function formatThreshold(threshold: number): string {
  return `${threshold} %`;
}
