import assert from 'node:assert/strict';
import type { ChangedCoverage, CoverageGap } from '../../../../src/core/coverageAnalysis/coverageAnalysis';
import { estimated, measured, unavailable } from '../../../../src/core/figure';
import type { Mutant } from '../../../../src/core/mutation/mutant';
import type { GateMeasurements, Spend } from '../../../../src/core/quality/gateMeasurements';
import type { GateRuleId, GateRuleResult } from '../../../../src/core/quality/gateReport';
import { type GatePolicy, judgeQuality } from '../../../../src/core/quality/qualityGate';
import type { SuiteScore } from '../../../../src/core/quality/suiteScore';
import { verifies } from '../../../requirements';
import { anAnalysis, someTotals } from '../../../support/coverageBuilders';
import { aPolicy, someMeasurements } from '../../../support/gateBuilders';

function ruleOf(
  rule: GateRuleId,
  policy: Partial<GatePolicy>,
  measurements: Partial<GateMeasurements>,
): GateRuleResult {
  const { rules } = judgeQuality(someMeasurements(measurements), aPolicy(policy));
  const found = rules.find((result) => result.rule === rule);
  assert.ok(found, `There is no rule ${rule}`);
  return found;
}

const gap: CoverageGap = {
  sourceFile: 'src/cart.ts',
  unit: 'Cart.add',
  uncoveredStatements: 3,
  uncoveredBranches: 0,
  lines: [
    { startLine: 4, endLine: 5 },
    { startLine: 9, endLine: 9 },
  ],
  complexity: measured(2),
  churn: measured(0),
  risk: measured(6),
  explanation: '3 statements of Cart.add are not executed (lines 4–5, 9).',
};

describe('the optional rules of the quality gate', () => {
  it(`are not there when nobody has set a threshold ${verifies('GATE-6')}`, () => {
    const { rules } = judgeQuality(someMeasurements(), aPolicy());
    assert.deepEqual(
      rules.map(({ rule }) => rule),
      ['statement-coverage', 'branch-coverage', 'pass-rate'],
    );
  });

  for (const [rule, policy] of [
    ['changed-coverage', { changedCoverage: 0 }],
    ['mutation-score', { mutationScore: 0 }],
    ['flakiness', { flakiness: 100 }],
    ['monthly-spend', { monthlySpend: 1_000_000 }],
  ] as const) {
    it(`leave ${rule} open when it was not measured, however low the threshold ${verifies('GATE-1')}`, () => {
      const { verdict, value } = ruleOf(rule, policy, {});
      assert.deepEqual([verdict, value.provenance], ['inconclusive', 'unavailable']);
      assert.equal(judgeQuality(someMeasurements(), aPolicy(policy)).verdict, 'inconclusive');
    });
  }
});

describe('evidence of coverage and pass rate', () => {
  it('is where statements and where branches are not executed', () => {
    const analysis = anAnalysis({ gaps: [gap, { ...gap, uncoveredStatements: 0, uncoveredBranches: 1 }] });
    const statements = ruleOf('statement-coverage', {}, { analysis }).evidence;
    assert.deepEqual(statements, [
      {
        kind: 'uncovered-code',
        file: 'src/cart.ts',
        name: 'Cart.add',
        message: '3 statements of Cart.add are not executed (lines 4–5, 9).',
        lines: { startLine: 4, endLine: 5 },
      },
    ]);
    assert.equal(ruleOf('branch-coverage', {}, { analysis }).evidence.length, 1);
  });

  it('is what failed and what could not be loaded, each with its first line', () => {
    const { evidence } = ruleOf(
      'pass-rate',
      {},
      {
        failedTests: [
          {
            file: 'a.test.ts',
            titlePath: ['Cart', 'adds'],
            status: 'failed',
            durationMs: 1,
            failureMessage: '\n  expected 1\n  to be 2',
          },
        ],
        brokenFiles: [{ file: 'b.test.ts', message: 'SyntaxError: x\n  at b.test.ts' }],
      },
    );
    assert.deepEqual(
      evidence.map(({ file, message }) => [file, message]),
      [
        ['b.test.ts', 'b.test.ts cannot be loaded: SyntaxError: x'],
        ['a.test.ts', '"Cart › adds" failed: expected 1'],
      ],
    );
  });
});

describe('the rule of changed lines', () => {
  const changedRule = (changed: Partial<ChangedCoverage>, threshold = 90): GateRuleResult => {
    const total = someTotals();
    const files = [{ sourceFile: 'src/cart.ts', coverage: total }];
    const analysis = anAnalysis({
      changed: { baseCommit: '0123456789abcdef', total, files, ...changed },
      gaps: [gap],
    });
    return ruleOf('changed-coverage', { changedCoverage: threshold }, { analysis });
  };

  it(`judges the statements that were changed, and names every place ${verifies('GATE-2')}`, () => {
    const { verdict, value, explanation, evidence } = changedRule({});
    assert.deepEqual([verdict, value], ['passed', measured(90)]);
    assert.equal(
      explanation,
      '9 of 10 statements that were changed since 0123456789 are executed (90.0 %); at least 90 % is required.',
    );
    assert.deepEqual(
      evidence.map(({ file, lines }) => [file, lines?.startLine, lines?.endLine]),
      [
        ['src/cart.ts', 4, 5],
        ['src/cart.ts', 9, 9],
      ],
    );
    assert.equal(changedRule({}, 91).verdict, 'failed');
  });

  it('takes a change without statements as covered', () => {
    const total = someTotals({ coveredStatements: 0, statements: 0 });
    const { verdict, explanation } = changedRule({ total });
    assert.equal(verdict, 'passed');
    assert.match(explanation, /^No statement was changed since 0123456789, which counts as 100\.0 %; /);
  });

  it(`is open when a changed file was not measured, and says how to name a base ${verifies('GATE-1')}`, () => {
    const files = [{ sourceFile: 'src/money.ts', coverage: { unavailable: 'No test executes the file.' } }];
    const unmeasured = changedRule({ files });
    assert.equal(unmeasured.verdict, 'inconclusive');
    assert.equal(unmeasured.explanation, 'Not known: src/money.ts: No test executes the file.');
    assert.equal(changedRule({ total: { unavailable: 'x' } }).verdict, 'inconclusive');
    const without = ruleOf('changed-coverage', { changedCoverage: 1 }, {});
    assert.match(without.explanation, /no base branch was named\. On the command line: --changed main/);
  });
});

describe('a change that touches no source file', () => {
  const nothing = {
    files: [],
    tests: undefined,
    total: { unavailable: 'No file was measured.' },
    changed: { baseCommit: 'abc', total: { unavailable: 'x' }, files: [] },
  } as const;
  const all = aPolicy({ changedCoverage: 100, mutationScore: 100, flakiness: 0, monthlySpend: 1 });

  it('passes what is about files, and nothing else', () => {
    const { verdict, rules } = judgeQuality(someMeasurements({ analysis: anAnalysis(nothing) }), all);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      rules.map(({ rule, verdict }) => [rule, verdict]).filter(([, verdict]) => verdict !== 'passed'),
      [['monthly-spend', 'inconclusive']],
    );
    assert.equal(
      rules[0]?.explanation,
      'No source file differs, which counts as 100.0 %; at least 80 % is required.',
    );
  });

  it(`is not what a file that cannot be analyzed is taken for ${verifies('GATE-1')}`, () => {
    const failures = [{ sourceFile: 'a.ts', code: 'source-syntax-error', message: 'a.ts line 1: x' }];
    const measurements = someMeasurements({ analysis: anAnalysis({ ...nothing, failures }) });
    assert.equal(judgeQuality(measurements, aPolicy()).verdict, 'inconclusive');
  });
});

describe('the rule of mutants', () => {
  const mutant: Mutant = {
    id: '1',
    operator: 'EqualityOperator',
    span: { start: { line: 3, column: 4 }, end: { line: 3, column: 9 } },
    original: 'a > b',
    replacement: 'a >= b',
    key: 'k1',
  };
  const score = (changes: Partial<Extract<SuiteScore, { status: 'measured' }>> = {}): SuiteScore => ({
    sourceFile: 'src/cart.ts',
    status: 'measured',
    score: { killed: 3, mutants: 4 },
    survivors: [mutant],
    unmeasuredTests: [],
    ...changes,
  });
  const rule = (mutation: GateMeasurements['mutation'], mutationScore = 75): GateRuleResult =>
    ruleOf('mutation-score', { mutationScore }, mutation ? { mutation } : {});

  it(`adds up the files and names each survivor with its place and key ${verifies('GATE-2')}`, () => {
    const other = score({ sourceFile: 'b.ts', score: { killed: 1, mutants: 4 }, survivors: [] });
    const { verdict, value, explanation, evidence } = rule([score(), other]);
    assert.deepEqual([verdict, value], ['failed', measured(50)]);
    assert.equal(explanation, 'Tests notice 4 of 8 mutants (50.0 %); at least 75 % is required.');
    assert.deepEqual(evidence, [
      {
        kind: 'surviving-mutant',
        file: 'src/cart.ts',
        lines: { startLine: 3, endLine: 3 },
        columns: { start: 4, end: 9 },
        name: 'k1',
        message: 'No test fails when `a > b` becomes `a >= b` (k1).',
      },
    ]);
    assert.equal(rule([score()]).verdict, 'passed');
  });

  it('takes code without mutants as noticed', () => {
    const { verdict, explanation } = rule([score({ score: { killed: 0, mutants: 0 }, survivors: [] })]);
    assert.equal(verdict, 'passed');
    assert.match(explanation, /^There is nothing to mutate, which counts as 100\.0 %/);
  });

  it(`is open when a file could not be mutated ${verifies('GATE-1')}`, () => {
    const broken: SuiteScore = { sourceFile: 'b.ts', status: 'unavailable', reason: 'It cannot be read.' };
    const { verdict, explanation } = rule([score({ score: { killed: 4, mutants: 4 } }), broken]);
    assert.deepEqual([verdict, explanation], ['inconclusive', 'Not known: b.ts: It cannot be read.']);
  });

  const unmeasuredTests = [{ title: 'Cart › loops', reason: 'its body cannot be told apart.' }];

  it(`is open when tests could not be taken apart on which it depends, and names them ${verifies('GATE-1')}`, () => {
    const { verdict, value, explanation, evidence } = rule([score({ unmeasuredTests })], 76);
    assert.deepEqual([verdict, value.provenance], ['inconclusive', 'unavailable']);
    assert.equal(
      explanation,
      'Not known: "Cart › loops" could not be taken apart: its body cannot be told apart.',
    );
    assert.deepEqual(
      evidence.map(({ kind, name }) => [kind, name]),
      [
        ['unmeasured-test', 'Cart › loops'],
        ['surviving-mutant', 'k1'],
      ],
    );
  });

  it('passes when it is enough without them, and says so', () => {
    const { verdict, explanation } = rule([score({ unmeasuredTests })], 75);
    assert.equal(verdict, 'passed');
    assert.equal(
      explanation,
      'Tests notice at least 3 of 4 mutants (75.0 %), without 1 test that could not be taken apart; at least 75 % is required.',
    );
  });
});

describe('the rule of flakiness', () => {
  const flaky = {
    file: 'a.test.ts',
    titlePath: ['Cart', 'adds'],
    outcomes: ['passed', 'failed', 'passed'],
    failureMessage: 'expected 1',
  } as const;
  const rule = (flakiness: GateMeasurements['flakiness'], threshold = 5): GateRuleResult =>
    ruleOf('flakiness', { flakiness: threshold }, flakiness ? { flakiness } : {});

  for (const [tests, verdict] of [
    [19, 'failed'],
    [20, 'passed'],
  ] as const) {
    it(`has ${verdict} with 1 flaky test of ${tests} when 5 % are allowed ${verifies('GATE-2')}`, () => {
      const { verdict: found, explanation, evidence } = rule({ runs: 3, tests, flaky: [flaky] });
      assert.equal(found, verdict);
      assert.match(
        explanation,
        /^1 of \d+ tests ended differently in 3 runs \(5\.\d %\); at most 5 % is allowed\.$/,
      );
      assert.deepEqual(evidence, [
        {
          kind: 'flaky-test',
          file: 'a.test.ts',
          name: 'Cart › adds',
          outcomes: ['passed', 'failed', 'passed'],
          message: '"Cart › adds" is flaky (passed, failed, passed): expected 1',
        },
      ]);
    });
  }

  it(`is open when a run did not come to its end ${verifies('GATE-1')}`, () => {
    const { verdict, value } = rule({ unavailable: 'Run 2 of 3 did not end.' }, 100);
    assert.deepEqual([verdict, value], ['inconclusive', unavailable('Run 2 of 3 did not end.')]);
  });
});

describe('the rule of spend', () => {
  const spend = (changes: Partial<Spend> = {}): Spend => ({
    totalMicroUsd: 2_000_000,
    isEstimated: false,
    unpricedCalls: 0,
    byModel: [
      { name: 'claude', calls: 2, costMicroUsd: 2_000_000 },
      { name: 'embedded', calls: 9, costMicroUsd: 0 },
    ],
    ...changes,
  });
  const rule = (changes: Partial<Spend>, monthlySpend = 2): GateRuleResult =>
    ruleOf('monthly-spend', { monthlySpend }, { spend: spend(changes) });

  it(`holds the month against its limit, and says on what it was spent ${verifies('GATE-2')}`, () => {
    const { verdict, value, unit, explanation, evidence } = rule({});
    assert.deepEqual([verdict, value, unit], ['passed', measured(2), 'usd']);
    assert.equal(explanation, '$2.00 were spent; at most $2.00 is allowed.');
    assert.deepEqual(
      evidence.map(({ message }) => message),
      ['claude: $2.00 in 2 calls.'],
    );
    assert.equal(rule({ totalMicroUsd: 2_000_001 }).verdict, 'failed');
  });

  it('lets an upper estimate decide, and shows it as one', () => {
    const { verdict, value, explanation } = rule({ isEstimated: true });
    assert.equal(verdict, 'passed');
    assert.deepEqual(
      value,
      estimated(2, 'where a provider gave no usage, the most that the call can have cost'),
    );
    assert.match(
      explanation,
      /^\$2\.00 were spent: where a provider gave no usage, the most .*, is counted; /,
    );
  });

  it(`is open when the price of a call is not known, unless the rest is too much ${verifies('GATE-1')}`, () => {
    assert.equal(rule({ unpricedCalls: 1 }).verdict, 'inconclusive');
    assert.equal(rule({ unpricedCalls: 1, totalMicroUsd: 2_000_001 }).verdict, 'failed');
    const unreadable = ruleOf(
      'monthly-spend',
      { monthlySpend: 2 },
      { spend: { unavailable: 'The ledger is gone.' } },
    );
    assert.deepEqual(
      [unreadable.verdict, unreadable.explanation],
      ['inconclusive', 'Not known: The ledger is gone.'],
    );
  });
});

describe('a file that changed while the gate was at work', () => {
  it(`leaves open every rule about files, passed or not, and no other ${verifies('GATE-4')}`, () => {
    const spend = { totalMicroUsd: 0, isEstimated: false, unpricedCalls: 0, byModel: [] };
    const measurements = someMeasurements({ changedFiles: ['a.ts', 'a.test.ts'], spend });
    const policy = aPolicy({ statementCoverage: 100, monthlySpend: 1 });
    const { verdict, rules } = judgeQuality(measurements, policy);
    assert.equal(verdict, 'inconclusive');
    assert.deepEqual(
      rules.map((rule) => rule.verdict),
      ['inconclusive', 'inconclusive', 'inconclusive', 'passed'],
    );
    assert.equal(
      rules[0]?.explanation,
      'Not known: a.ts and 1 more were changed while the gate was at work. Run it again.',
    );
    assert.deepEqual(
      rules[0]?.evidence.map(({ kind, file }) => [kind, file]),
      [
        ['changed-file', 'a.ts'],
        ['changed-file', 'a.test.ts'],
      ],
    );
  });
});
