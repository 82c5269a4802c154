import assert from 'node:assert/strict';
import type { CoverageAnalysis } from '../../../../src/core/coverageAnalysis/coverageAnalysis';
import { measured } from '../../../../src/core/figure';
import type { GateRuleResult } from '../../../../src/core/quality/gateReport';
import { type GatePolicy, judgeQuality } from '../../../../src/core/quality/qualityGate';
import { verifies } from '../../../requirements';
import { anAnalysis, someTotals } from '../../../support/coverageBuilders';
import { aPolicy, someMeasurements } from '../../../support/gateBuilders';

const policy = aPolicy();

function ruleOf(
  rule: GateRuleResult['rule'],
  analysis: Partial<CoverageAnalysis>,
  changes: Partial<GatePolicy> = {},
): GateRuleResult {
  const { rules } = judgeQuality(someMeasurements({ analysis: anAnalysis(analysis) }), aPolicy(changes));
  const found = rules.find((result) => result.rule === rule);
  assert.ok(found);
  return found;
}

function withTotals(changes: Parameters<typeof someTotals>[0]): Partial<CoverageAnalysis> {
  const total = someTotals(changes);
  return { total, files: [{ sourceFile: 'src/cart.ts', coverage: total }] };
}

const unmeasured = {
  sourceFile: 'src/money.ts',
  coverage: { unavailable: 'No test executes the file.' },
} as const;
const failure = {
  sourceFile: 'src/broken.ts',
  code: 'source-syntax-error',
  message: 'src/broken.ts line 3: x',
};
const measuredFile = { sourceFile: 'src/cart.ts', coverage: someTotals() };

describe('judgeQuality', () => {
  it(`judges each rule with its figure, threshold and evidence ${verifies('GATE-2')}`, () => {
    const tests = { passed: 2, failed: 1, skipped: 4, brokenFiles: 0 };
    const analysis = anAnalysis({ ...withTotals({ coveredStatements: 1, statements: 2 }), tests });
    const { verdict, rules } = judgeQuality(someMeasurements({ analysis }), policy);
    assert.equal(verdict, 'failed');
    const share = { direction: 'at-least', unit: 'percent', evidence: [] } as const;
    assert.deepEqual(rules, [
      {
        rule: 'statement-coverage',
        verdict: 'failed',
        value: measured(50),
        threshold: 80,
        ...share,
        explanation: '1 of 2 statements is executed (50.0 %); at least 80 % is required.',
      },
      {
        rule: 'branch-coverage',
        verdict: 'passed',
        value: measured(75),
        threshold: 70,
        ...share,
        explanation: '3 of 4 branches are executed (75.0 %); at least 70 % is required.',
      },
      {
        rule: 'pass-rate',
        verdict: 'failed',
        value: measured((2 / 3) * 100),
        threshold: 100,
        ...share,
        explanation: '2 of 3 tests passed (66.7 %); at least 100 % is required.',
      },
    ]);
  });

  it(`passes when every rule has ${verifies('GATE-1')}`, () => {
    assert.equal(judgeQuality(someMeasurements(), policy).verdict, 'passed');
  });

  for (const [covered, verdict] of [
    [79, 'failed'],
    [80, 'passed'],
  ] as const) {
    it(`holds that ${covered} of 100 has ${verdict} when 80 % is required`, () => {
      const analysis = withTotals({
        coveredStatements: covered,
        statements: 100,
        coveredBranches: covered,
        branches: 100,
      });
      assert.equal(ruleOf('statement-coverage', analysis).verdict, verdict);
      assert.equal(ruleOf('branch-coverage', analysis, { branchCoverage: 80 }).verdict, verdict);
      const tests = { passed: covered, failed: 100 - covered, skipped: 0, brokenFiles: 0 };
      assert.equal(ruleOf('pass-rate', { tests }, { passRate: 80 }).verdict, verdict);
    });
  }

  it('takes code without branches as covered', () => {
    const rule = ruleOf('branch-coverage', withTotals({ coveredBranches: 0, branches: 0 }));
    assert.deepEqual([rule.verdict, rule.value], ['passed', measured(100)]);
    assert.equal(
      rule.explanation,
      'There are no branches to execute, which counts as 100.0 %; at least 70 % is required.',
    );
  });

  it(`counts a broken test file as a failed test ${verifies('GATE-3')}`, () => {
    const rule = ruleOf('pass-rate', { tests: { passed: 3, failed: 0, skipped: 0, brokenFiles: 1 } });
    assert.deepEqual([rule.verdict, rule.value], ['failed', measured(75)]);
    assert.match(rule.explanation, /^3 of 4 tests passed \(75\.0 %\), each test file that cannot be loaded/);
  });

  describe('is inconclusive', () => {
    for (const [title, tests] of [
      ['no tests', undefined],
      ['skipped tests only', { passed: 0, failed: 0, skipped: 2, brokenFiles: 0 }],
    ] as const) {
      it(`about the pass rate of ${title} ${verifies('GATE-1')}`, () => {
        const rule = ruleOf('pass-rate', { tests }, { passRate: 0 });
        assert.deepEqual([rule.verdict, rule.value.provenance], ['inconclusive', 'unavailable']);
        assert.equal(rule.explanation, 'Not known: no test was run.');
      });
    }

    for (const kind of ['statement-coverage', 'branch-coverage'] as const) {
      it(`about ${kind} when one file of several was not measured ${verifies('GATE-1')}`, () => {
        const rule = ruleOf(kind, { files: [measuredFile, unmeasured] });
        assert.deepEqual([rule.verdict, rule.value.provenance], ['inconclusive', 'unavailable']);
        assert.equal(rule.explanation, 'Not known: src/money.ts: No test executes the file.');
      });

      it(`about ${kind} when nothing was measured ${verifies('GATE-1')}`, () => {
        const rule = ruleOf(kind, { files: [], total: { unavailable: 'No file was measured.' } });
        assert.equal(rule.verdict, 'inconclusive');
      });
    }

    it(`about every rule when a file could not be analyzed ${verifies('GATE-1')}`, () => {
      const { verdict, rules } = judgeQuality(
        someMeasurements({ analysis: anAnalysis({ failures: [failure, failure] }) }),
        policy,
      );
      assert.deepEqual(
        [verdict, ...rules.map((rule) => rule.verdict)],
        ['inconclusive', 'inconclusive', 'inconclusive', 'inconclusive'],
      );
      assert.equal(rules[0]?.explanation, 'Not known: src/broken.ts line 3: x (and 1 more)');
    });
  });

  it(`has failed when one rule has and another is inconclusive ${verifies('GATE-1')}`, () => {
    const tests = { passed: 0, failed: 1, skipped: 0, brokenFiles: 0 };
    const analysis = anAnalysis({ files: [unmeasured], tests });
    assert.equal(judgeQuality(someMeasurements({ analysis }), policy).verdict, 'failed');
  });
});
