import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CoverageAnalysis } from '../../src/core/coverageAnalysis/coverageAnalysis';
import { judgeQuality } from '../../src/core/quality/qualityGate';
import type { coverageTotals } from '../../src/core/testing/coverage';
import { verifies } from '../requirements';
import { anAnalysis } from '../support/coverageBuilders';

const percent = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 1000 }).map((n) => n / 10),
);
const policy = fc.record({ statementCoverage: percent, branchCoverage: percent, passRate: percent });
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

const rank = { failed: 0, inconclusive: 1, passed: 2 } as const;

describe('the quality gate (property)', () => {
  it(`never passes while a figure is missing ${verifies('GATE-1')}`, () => {
    fc.assert(
      fc.property(analysis, policy, (input, thresholds) => {
        const { verdict, rules } = judgeQuality(input, thresholds);
        const isMissing =
          input.failures.length > 0 ||
          input.files.length === 0 ||
          input.files.some(({ coverage }) => 'unavailable' in coverage) ||
          input.tests === undefined;
        if (isMissing) assert.notEqual(verdict, 'passed');
        for (const rule of rules)
          assert.equal(rule.verdict === 'inconclusive', rule.value.provenance === 'unavailable');
      }),
      { numRuns: 500 },
    );
  });

  it(`has the worst verdict of its rules ${verifies('GATE-1')}`, () => {
    fc.assert(
      fc.property(analysis, policy, (input, thresholds) => {
        const { verdict, rules } = judgeQuality(input, thresholds);
        assert.equal(rank[verdict], Math.min(...rules.map((rule) => rank[rule.verdict])));
      }),
    );
  });

  it('gets no worse when one more statement, branch or test succeeds', () => {
    fc.assert(
      fc.property(totals, tally, policy, (total, tests, thresholds) => {
        const judge = (changed: Partial<typeof total>, changedTests = tests): number => {
          const coverage = { ...total, ...changed };
          const files = [{ sourceFile: 'src/a.ts', coverage }];
          return rank[
            judgeQuality(anAnalysis({ files, total: coverage, tests: changedTests }), thresholds).verdict
          ];
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
          const thresholds = { statementCoverage: permille / 10, branchCoverage: 0, passRate: 0 };
          return judgeQuality(anAnalysis({ files, total: coverage }), thresholds).verdict;
        };
        assert.equal(at(permille * scale), 'passed');
        if (permille > 0) assert.equal(at(permille * scale - 1), 'failed');
      }),
    );
  });
});
