import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CoverageAnalysis } from '../../src/core/coverageAnalysis/coverageAnalysis';
import type { GateMeasurements } from '../../src/core/quality/gateMeasurements';
import { judgeQuality } from '../../src/core/quality/qualityGate';
import type { SuiteScore } from '../../src/core/quality/suiteScore';
import type { coverageTotals } from '../../src/core/testing/coverage';
import { verifies } from '../requirements';
import { anAnalysis } from '../support/coverageBuilders';
import { aPolicy, someMeasurements } from '../support/gateBuilders';

const percent = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
);
const optional = fc.option(percent, { nil: null });
const policy = fc.record({
  statementCoverage: percent,
  branchCoverage: percent,
  passRate: percent,
  changedCoverage: optional,
  mutationScore: optional,
  flakiness: optional,
  flakinessRuns: fc.integer({ min: 2, max: 20 }),
  monthlySpend: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
});
const share = fc
  .nat({ max: 300 })
  .chain((total) => fc.nat({ max: total }).map((covered) => [covered, total] as const));
const totals = fc
  .tuple(share, share)
  .map(([[coveredStatements, statements], [coveredBranches, branches]]) => ({
    coveredStatements,
    statements,
    coveredBranches,
    branches,
  }));
const tally = fc.record({
  passed: fc.nat(30),
  failed: fc.nat(3),
  skipped: fc.nat(3),
  brokenFiles: fc.nat(2),
});
const unknown = fc.constant({ unavailable: 'No test executes the file.' });

/** Analyses of one to three files, of which some may be unmeasured or failed. */
const analysis = fc
  .record({
    coverages: fc.array(fc.oneof({ weight: 4, arbitrary: totals }, { weight: 1, arbitrary: unknown }), {
      maxLength: 3,
    }),
    tests: fc.option(tally, { nil: undefined }),
    failureCount: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ coverages, tests, failureCount }): CoverageAnalysis => {
    const known = coverages.filter((coverage) => 'statements' in coverage);
    const sum = (key: keyof ReturnType<typeof coverageTotals>) =>
      known.reduce((total, coverage) => total + coverage[key], 0);
    return anAnalysis({
      files: coverages.map((coverage, index) => ({ sourceFile: `src/${index}.ts`, coverage })),
      total:
        known.length === 0
          ? { unavailable: 'No file was measured.' }
          : {
              coveredStatements: sum('coveredStatements'),
              statements: sum('statements'),
              coveredBranches: sum('coveredBranches'),
              branches: sum('branches'),
            },
      tests,
      failures: Array.from({ length: failureCount }, () => ({
        sourceFile: 'src/x.ts',
        code: 'c',
        message: 'm',
      })),
    });
  });

const notKnown = fc.constant({ unavailable: 'It is not known.' });
const score = fc.record({
  known: fc.boolean(),
  share,
  unmeasured: fc.nat({ max: 1 }),
});

/** Everything else that rules look at; each of it may be missing. */
const measurements = fc
  .record({
    analysis,
    changed: fc.option(fc.oneof(totals, unknown), { nil: undefined }),
    flakiness: fc.option(fc.oneof(share, notKnown), { nil: undefined }),
    scores: fc.option(fc.array(score, { maxLength: 3 }), { nil: undefined }),
    spend: fc.option(
      fc.record({ totalMicroUsd: fc.nat(60_000_000), isEstimated: fc.boolean(), unpricedCalls: fc.nat(1) }),
      { nil: undefined },
    ),
    changedFiles: fc.constantFrom<readonly string[]>([], [], [], ['src/0.ts']),
  })
  .map(({ analysis, changed, flakiness, scores, spend, changedFiles }): GateMeasurements => {
    const files = [{ sourceFile: 'src/0.ts', coverage: changed ?? { unavailable: '' } }];
    const flaky = { file: 'a.test.ts', titlePath: ['a'], outcomes: ['passed', 'failed'] } as const;
    return someMeasurements({
      analysis: {
        ...analysis,
        ...(changed && { changed: { baseCommit: 'abc', total: changed, files } }),
      },
      ...(flakiness && {
        flakiness:
          'unavailable' in flakiness
            ? flakiness
            : { runs: 2, tests: flakiness[1] + 1, flaky: Array.from({ length: flakiness[0] }, () => flaky) },
      }),
      ...(scores && {
        mutation: scores.map(({ known, share: [killed, mutants], unmeasured }, index) =>
          known
            ? {
                sourceFile: `src/${index}.ts`,
                status: 'measured' as const,
                score: { killed, mutants },
                survivors: [],
                unmeasuredTests: Array.from({ length: unmeasured }, () => ({ title: 't', reason: 'r' })),
              }
            : { sourceFile: `src/${index}.ts`, status: 'unavailable' as const, reason: 'r' },
        ),
      }),
      ...(spend && { spend: { ...spend, byModel: [] } }),
      changedFiles,
    });
  });

const rank = { failed: 0, inconclusive: 1, passed: 2 } as const;

const withoutOthers = { changedCoverage: null, mutationScore: null, flakiness: null, monthlySpend: null };

function isKnown(value: object | undefined): boolean {
  return value !== undefined && !('unavailable' in value);
}

/** Each of its figures a little better. */
function improved(input: GateMeasurements): GateMeasurements {
  const { mutation, flakiness, spend } = input;
  return {
    ...input,
    ...(Array.isArray(mutation) && { mutation: mutation.map(withOneMoreKilled) }),
    ...(flakiness &&
      'flaky' in flakiness && { flakiness: { ...flakiness, flaky: flakiness.flaky.slice(1) } }),
    ...(spend &&
      'totalMicroUsd' in spend && {
        spend: { ...spend, totalMicroUsd: Math.max(0, spend.totalMicroUsd - 1) },
      }),
  };
}

function withOneMoreKilled(score: SuiteScore): SuiteScore {
  if (score.status === 'unavailable') return score;
  const { killed, mutants } = score.score;
  return { ...score, score: { killed: Math.min(mutants, killed + 1), mutants } };
}

describe('the quality gate (property)', () => {
  it(`never passes while a figure is missing ${verifies('GATE-1')}`, () => {
    fc.assert(
      fc.property(measurements, policy, (input, thresholds) => {
        const { verdict, rules } = judgeQuality(input, thresholds);
        const { files, tests, failures, changed } = input.analysis;
        // With a base branch and without files there is nothing to judge.
        const isEmpty = changed !== undefined && files.length === 0 && failures.length === 0;
        const isMissing =
          input.changedFiles.length > 0 ||
          failures.length > 0 ||
          (!isEmpty && (files.length === 0 || tests === undefined)) ||
          files.some(({ coverage }) => 'unavailable' in coverage) ||
          (!isEmpty && thresholds.changedCoverage !== null && changed === undefined) ||
          (!isEmpty && thresholds.mutationScore !== null && !isKnown(input.mutation)) ||
          (!isEmpty && thresholds.flakiness !== null && !isKnown(input.flakiness)) ||
          (thresholds.monthlySpend !== null && !isKnown(input.spend));
        if (isMissing) assert.notEqual(verdict, 'passed');
        for (const rule of rules)
          assert.equal(rule.verdict === 'inconclusive', rule.value.provenance === 'unavailable');
      }),
      { numRuns: 2000 },
    );
  });

  it(`has the worst verdict of its rules, and one for each threshold ${verifies('GATE-1')}`, () => {
    fc.assert(
      fc.property(measurements, policy, (input, thresholds) => {
        const { verdict, rules } = judgeQuality(input, thresholds);
        assert.equal(rank[verdict], Math.min(...rules.map((rule) => rank[rule.verdict])));
        const { flakinessRuns: _, ...limits } = thresholds;
        assert.equal(rules.length, Object.values(limits).filter((limit) => limit !== null).length);
      }),
    );
  });

  it('gets no worse when one more mutant is noticed, one test less is flaky, or less was spent', () => {
    fc.assert(
      fc.property(measurements, policy, (input, thresholds) => {
        const before = judgeQuality(input, thresholds).rules;
        const after = judgeQuality(improved(input), thresholds).rules;
        for (const [index, rule] of after.entries()) {
          const verdict = before[index]?.verdict;
          // What was not known may turn out either way.
          if (verdict === 'passed') assert.equal(rule.verdict, 'passed');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gets no worse when one more statement, branch or test succeeds', () => {
    fc.assert(
      fc.property(totals, tally, policy, (total, tests, thresholds) => {
        const judge = (changed: Partial<typeof total>, changedTests = tests): number => {
          const coverage = { ...total, ...changed };
          const files = [{ sourceFile: 'src/a.ts', coverage }];
          const analysis = anAnalysis({ files, total: coverage, tests: changedTests });
          const required = { ...thresholds, ...withoutOthers };
          return rank[judgeQuality(someMeasurements({ analysis }), required).verdict];
        };
        const before = judge({});
        const { coveredStatements, statements, coveredBranches, branches } = total;
        assert.ok(judge({ coveredStatements: Math.min(coveredStatements + 1, statements) }) >= before);
        assert.ok(judge({ coveredBranches: Math.min(coveredBranches + 1, branches) }) >= before);
        const { failed, passed } = tests;
        if (failed > 0) assert.ok(judge({}, { ...tests, failed: failed - 1, passed: passed + 1 }) >= before);
      }),
      { numRuns: 500 },
    );
  });

  it('passes exactly from its threshold on, whatever the division leaves behind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 50 }), (permille, scale) => {
        const at = (coveredStatements: number) => {
          const coverage = {
            coveredStatements,
            statements: 1000 * scale,
            coveredBranches: 0,
            branches: 0,
          };
          const files = [{ sourceFile: 'src/a.ts', coverage }];
          const thresholds = aPolicy({ statementCoverage: permille / 10, branchCoverage: 0, passRate: 0 });
          const analysis = anAnalysis({ files, total: coverage });
          return judgeQuality(someMeasurements({ analysis }), thresholds).verdict;
        };
        assert.equal(at(permille * scale), 'passed');
        if (permille > 0) assert.equal(at(permille * scale - 1), 'failed');
      }),
    );
  });
});
