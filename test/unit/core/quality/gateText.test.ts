import assert from 'node:assert/strict';
import { measured, unavailable } from '../../../../src/core/figure';
import type { GateRuleResult } from '../../../../src/core/quality/gateReport';
import {
  describeRule,
  formatPercent,
  formatRuleValue,
  verdictSentence,
} from '../../../../src/core/quality/gateText';
import { verifies } from '../../../requirements';

function aRule(changes: Partial<GateRuleResult> = {}): GateRuleResult {
  return {
    rule: 'statement-coverage',
    verdict: 'failed',
    value: measured(79.96),
    threshold: 80,
    explanation: 'Evidence.',
    ...changes,
  };
}

const unknown = { verdict: 'inconclusive', value: unavailable('Why.') } as const;

describe('the text of the quality gate', () => {
  it(`shows a rule with its evidence ${verifies('GATE-2')}`, () => {
    assert.equal(describeRule(aRule()), 'Statement coverage failed: Evidence.');
    assert.equal(
      describeRule(aRule({ ...unknown, rule: 'pass-rate' })),
      'Pass rate is inconclusive: Evidence.',
    );
  });

  it('shows a figure that is not known as such', () => {
    assert.equal(formatRuleValue(aRule(unknown)), 'n/a');
  });

  for (const [value, threshold, text] of [
    [45.4545, 80, '45.5 %'],
    [79.96, 80, '79.9 %'],
    [80, 80, '80.0 %'],
    [99.99, 100, '99.9 %'],
    [(29 / 100) * 100, 29, '29.0 %'],
    [0, 0, '0.0 %'],
  ] as const) {
    it(`shows ${value} as ${text} when ${threshold} is required`, () => {
      assert.equal(formatPercent(value, threshold), text);
      assert.equal(formatRuleValue(aRule({ value: measured(value), threshold })), text);
    });
  }

  it(`names the rules that decided ${verifies('GATE-2')}`, () => {
    const passed = aRule({ rule: 'pass-rate', verdict: 'passed', value: measured(100) });
    const rules = [aRule(), aRule({ ...unknown, rule: 'branch-coverage' }), passed];
    assert.equal(
      verdictSentence({ verdict: 'failed', rules }),
      'The quality gate failed: statement coverage is 79.9 %, at least 80 % is required.',
    );
    assert.equal(
      verdictSentence({ verdict: 'inconclusive', rules: rules.slice(1) }),
      'The quality gate is inconclusive: branch coverage is not known.',
    );
    const alsoPassed = aRule({ verdict: 'passed', value: measured(91.5) });
    assert.equal(
      verdictSentence({ verdict: 'passed', rules: [alsoPassed, passed] }),
      'The quality gate passed: statement coverage is 91.5 %; pass rate is 100.0 %.',
    );
  });
});
