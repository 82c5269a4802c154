import type { GateReport, GateRuleResult } from '../gateReport';
import {
  describeEvidence,
  formatRequirement,
  formatRuleValue,
  ruleNames,
  verdictSentence,
} from '../gateText';
import { toolName } from './reportContext';
import { escapeXmlText, xmlAttributes } from './xml';

/** The report as a test suite with one test per rule: a rule that failed is a failure, an inconclusive one an error. */
export function toJUnitXml(report: GateReport): string {
  const { rules, verdict, runId, durationMs } = report;
  const count = (wanted: GateRuleResult['verdict']): number =>
    rules.filter((rule) => rule.verdict === wanted).length;
  const counts = {
    tests: rules.length,
    failures: count('failed'),
    errors: count('inconclusive'),
    time: (durationMs / 1000).toFixed(3),
  };
  const properties = { verdict, summary: verdictSentence(report), runId };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: toolName, ...counts })}>`,
    `  <testsuite${xmlAttributes({ name: 'Quality gate', ...counts, skipped: 0 })}>`,
    '    <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `      <property${xmlAttributes({ name, value })}/>`,
    ),
    '    </properties>',
    ...rules.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(rule: GateRuleResult): readonly string[] {
  const { rule: id, verdict, explanation } = rule;
  const attributes = xmlAttributes({ name: ruleNames[id], classname: 'quality-gate', time: '0.000' });
  if (verdict === 'passed') {
    return [`    <testcase${attributes}>`, `      <system-out>${text(rule)}</system-out>`, '    </testcase>'];
  }
  const element = verdict === 'failed' ? 'failure' : 'error';
  const problem = xmlAttributes({ message: explanation, type: id });
  return [
    `    <testcase${attributes}>`,
    `      <${element}${problem}>${text(rule)}</${element}>`,
    '    </testcase>',
  ];
}

function text(rule: GateRuleResult): string {
  const lines = [
    rule.explanation,
    `Found: ${formatRuleValue(rule)}. Required: ${formatRequirement(rule)}.`,
    ...rule.evidence.map((evidence) => `- ${describeEvidence(evidence)}`),
  ];
  return escapeXmlText(lines.join('\n'));
}
