import { formatUsd, microUsdFromDollars } from '../cost/money';
import { formatFigure } from '../figure';
import type { GateEvidence } from './gateEvidence';
import type { GateReport, GateRuleId, GateRuleResult, GateVerdict } from './gateReport';
import { meetsThreshold } from './threshold';

/** What people call the rules. */
export const ruleNames: Record<GateRuleId, string> = {
  'statement-coverage': 'Statement coverage',
  'branch-coverage': 'Branch coverage',
  'changed-coverage': 'Coverage of changed lines',
  'pass-rate': 'Pass rate',
  'mutation-score': 'Mutation score',
  flakiness: 'Flakiness',
  'monthly-spend': 'Spend of this month',
};

const verdictWords: Record<GateVerdict, string> = {
  passed: 'passed',
  failed: 'failed',
  inconclusive: 'is inconclusive',
};

/** What a value is held against. */
export type Requirement = Pick<GateRuleResult, 'threshold' | 'direction' | 'unit'>;

/** `Statement coverage failed: 5 of 11 statements are executed (45.5 %); at least 80 % is required.` */
export function describeRule({
  rule,
  verdict,
  explanation,
}: Pick<GateRuleResult, 'rule' | 'verdict' | 'explanation'>): string {
  return `${ruleNames[rule]} ${verdictWords[verdict]}: ${explanation}`;
}

/** `45.5 %`, `~$1.20 (estimated)`, or `n/a`. */
export function formatRuleValue(rule: Requirement & Pick<GateRuleResult, 'value'>): string {
  return formatFigure(rule.value, (value) => formatValue(value, rule));
}

/** `at least 80 %`, `at most $5.00`, as it stands in the settings. */
export function formatRequirement({ threshold, direction, unit }: Requirement): string {
  const amount = unit === 'percent' ? `${threshold} %` : formatUsd(microUsdFromDollars(threshold));
  return `${direction === 'at-least' ? 'at least' : 'at most'} ${amount}`;
}

/** `at least 80 % is required`, `at most $5.00 is allowed`. */
export function requirementClause(requirement: Requirement): string {
  const verb = requirement.direction === 'at-least' ? 'required' : 'allowed';
  return `${formatRequirement(requirement)} is ${verb}`;
}

/** `The quality gate failed`, without the end of the sentence. */
export function verdictClause(verdict: GateVerdict): string {
  return `The quality gate ${verdictWords[verdict]}`;
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
    return verdict === 'passed' ? is : `${is}, ${requirementClause(rule)}`;
  });
  return `${verdictClause(verdict)}: ${reasons.join('; ')}.`;
}

/** `45.5 %` or `$1.20`, rounded, but never to the good side of a threshold that was missed: 79.96 is `79.9 %` when 80 is required. */
export function formatValue(value: number, requirement: Requirement): string {
  if (requirement.unit === 'usd') return formatUsd(microUsdFromDollars(value));
  const rounded = value.toFixed(1);
  const isMisleading = !meetsThreshold(value, requirement) && meetsThreshold(Number(rounded), requirement);
  if (!isMisleading) return `${rounded} %`;
  const honest = requirement.direction === 'at-least' ? Math.floor(value * 10) : Math.ceil(value * 10);
  return `${(honest / 10).toFixed(1)} %`;
}

/** `src/cart.ts:12 · 3 statements of Cart.add are not executed (lines 12–15).`; a sentence that names its file needs no place. */
export function describeEvidence({ file, lines, message }: GateEvidence): string {
  if (file === undefined || (lines === undefined && message.includes(file))) return message;
  return `${lines ? `${file}:${lines.startLine}` : file} · ${message}`;
}
