import assert from 'node:assert/strict';
import { estimated, measured, unavailable } from '../../../../src/core/figure';
import type { GateRuleResult } from '../../../../src/core/quality/gateReport';
import {
  describeEvidence,
  describeRule,
  formatRequirement,
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
    direction: 'at-least',
    unit: 'percent',
    evidence: [],
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
      assert.equal(formatRuleValue(aRule({ value: measured(value), threshold })), text);
    });
  }

  for (const [value, threshold, text] of [
    [5.04, 5, '5.1 %'],
    [4.96, 5, '5.0 %'],
    [0.001, 0, '0.1 %'],
  ] as const) {
    it(`shows ${value} as ${text} when ${threshold} is the most that is allowed`, () => {
      assert.equal(formatRuleValue(aRule({ value: measured(value), threshold, direction: 'at-most' })), text);
    });
  }

  it('shows money in dollars, and what is only estimated as such', () => {
    const rule = aRule({
      rule: 'monthly-spend',
      unit: 'usd',
      direction: 'at-most',
      threshold: 2.5,
      value: estimated(2.500001, 'no usage'),
    });
    assert.deepEqual(
      [formatRuleValue(rule), formatRequirement(rule)],
      ['~$2.500001 (estimated)', 'at most $2.50'],
    );
    assert.equal(
      verdictSentence({ verdict: 'failed', rules: [rule] }),
      'The quality gate failed: spend of this month is ~$2.500001 (estimated), at most $2.50 is allowed.',
    );
  });

  it('puts the place in front of evidence that does not name it', () => {
    const evidence = { kind: 'flaky-test', file: 'a.ts', message: 'It fails.' } as const;
    const lines = { startLine: 3, endLine: 4 };
    assert.deepEqual(
      [
        describeEvidence(evidence),
        describeEvidence({ ...evidence, lines }),
        describeEvidence({ ...evidence, message: 'a.ts is gone.' }),
        describeEvidence({ kind: 'spending', message: '$1.00.' }),
      ],
      ['a.ts · It fails.', 'a.ts:3 · It fails.', 'a.ts is gone.', '$1.00.'],
    );
  });

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
