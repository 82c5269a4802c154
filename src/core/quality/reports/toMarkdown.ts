import { describeTests, describeTotals } from '../../coverageAnalysis/analysisText';
import type { GateReport, GateRuleResult, GateVerdict } from '../gateReport';
import { describeEvidence, formatRequirement, formatRuleValue, ruleNames, verdictClause } from '../gateText';
import { wellFormed } from './wellFormed';

const marks: Readonly<Record<GateVerdict, string>> = { passed: '✅', failed: '❌', inconclusive: '⚠️' };

/** GitHub refuses comments of more than 65,536 characters. */
const longestText = 60_000;
/** Pieces of evidence per rule: the first of these with which the text is short enough. */
const evidenceLimits = [20, 5, 0];
const longestLine = 240;

/** The report as a comment for a pull request: the verdict, a table of the rules, the evidence folded up. */
export function toMarkdown(report: GateReport): string {
  const texts = evidenceLimits.map((limit) => withEvidence(report, limit));
  return texts.find(({ length }) => length <= longestText) ?? texts.at(-1) ?? '';
}

function withEvidence({ verdict, rules, analysis, durationMs }: GateReport, limit: number): string {
  const account = [
    describeTotals(analysis.total),
    describeTests(analysis.tests),
    `${(durationMs / 1000).toFixed(1)} s`,
  ].join(' · ');
  return [
    `## ${marks[verdict]} ${verdictClause(verdict)}`,
    '',
    '| | Rule | Found | Required |',
    '| :-: | --- | --- | --- |',
    ...rules.map(row),
    '',
    ...rules.flatMap((rule) => details(rule, limit)),
    escapeMarkdown(account),
    '',
  ].join('\n');
}

function row(rule: GateRuleResult): string {
  const cells = [marks[rule.verdict], ruleNames[rule.rule], formatRuleValue(rule), formatRequirement(rule)];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

function details({ rule, verdict, explanation, evidence }: GateRuleResult, limit: number): readonly string[] {
  const shown = evidence.slice(0, limit);
  const hidden = evidence.length - shown.length;
  const items = shown.map((item) => `- ${escapeMarkdown(shorten(describeEvidence(item)))}`);
  if (hidden > 0) items.push(`- ${shown.length > 0 ? 'and ' : ''}${hidden} more`);
  const sentence = `${marks[verdict]} ${ruleNames[rule]}: ${shorten(explanation)}`;
  if (items.length === 0) return [escapeMarkdown(sentence), ''];
  // The blank lines are what makes GitHub read Markdown inside of the HTML, and nothing but HTML in the line above.
  return [`<details><summary>${escapeHtml(sentence)}</summary>`, '', ...items, '', '</details>', ''];
}

function shorten(text: string): string {
  return text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text;
}

/** Text on one line that means nothing but itself: no HTML, no table cell, no formatting, no link, and nobody is mentioned. */
function escapeMarkdown(text: string): string {
  return escapeHtml(text.replace(/[\\`*_[\]|~$]/g, '\\$&'));
}

/** The same in a line of HTML. Empty comments, which nobody sees, take `@name`, `#12` and addresses apart for GitHub. */
function escapeHtml(text: string): string {
  return wellFormed(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[@#]|:(?=\/\/)/g, '$&<!-- -->');
}
