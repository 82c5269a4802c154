import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ChangeHistory } from '../../src/core/coverageAnalysis/changeHistory';
import { type FoundGap, rankGaps } from '../../src/core/coverageAnalysis/coverageGaps';
import { rateGaps } from '../../src/core/coverageAnalysis/rateGaps';
import { aGap } from '../support/coverageBuilders';

interface Factors {
  readonly complexity: number;
  readonly commits: number;
  readonly branches: number;
  readonly statements: number;
}

const names = ['complexity', 'commits', 'branches', 'statements'] as const;
const factor = fc.constantFrom(...names);
const factors: fc.Arbitrary<Factors> = fc.record({
  complexity: fc.integer({ min: 1, max: 60 }),
  commits: fc.nat({ max: 200 }),
  branches: fc.nat({ max: 40 }),
  statements: fc.nat({ max: 200 }),
});
/** Another gap differs from the first in some factors only, so that each of them decides now and then. */
const others = fc.array(fc.tuple(factors, fc.subarray([...names], { maxLength: 2 })), {
  minLength: 1,
  maxLength: 7,
});
const gapFactors: fc.Arbitrary<readonly Factors[]> = fc.tuple(factors, others).map(([first, rest]) => [
  first,
  ...rest.map(([own, differing]) => ({
    ...first,
    ...Object.fromEntries(differing.map((name) => [name, own[name]])),
  })),
]);

/** The files of gaps with these factors, riskiest first: `0.ts`, `1.ts`, … */
async function ranked(all: readonly Factors[], hasHistory = true): Promise<readonly string[]> {
  const fileOf = (index: number): string => `${index}.ts`;
  const gaps = all.map(({ branches, statements }, index): FoundGap => {
    const { complexity, churn, risk, ...found } = aGap({ sourceFile: fileOf(index), unit: '(module)' });
    return { ...found, uncoveredBranches: branches, uncoveredStatements: statements };
  });
  const history: Pick<ChangeHistory, 'churn'> = {
    churn: async () =>
      hasHistory
        ? { status: 'known', commits: new Map(all.map(({ commits }, index) => [fileOf(index), commits])) }
        : { status: 'unavailable', reason: 'There is no repository.' },
  };
  const measures = (cyclomatic: number) => ({
    ...{ tokens: 1, statements: 1, functions: 1, cyclomatic, maxNesting: 0, branches: 0 },
    ...{ asyncOperations: 0, sideEffects: 0, dependencies: 0 },
  });
  const rated = await rateGaps(
    gaps,
    gaps.map(({ sourceFile }) => ({ path: sourceFile, text: sourceFile, units: [] })),
    {
      meter: { measure: async (path) => measures(all[Number.parseInt(path, 10)]?.complexity ?? 0) },
      history: { ...history, changedLines: () => assert.fail() } as ChangeHistory,
      signal: new AbortController().signal,
    },
  );
  return rankGaps(rated).map(({ sourceFile }) => sourceFile);
}

describe('risk of gaps (property)', () => {
  it('never ranks a gap lower for more complexity, commits, branches or statements', async () => {
    await fc.assert(
      fc.asyncProperty(
        gapFactors,
        fc.nat(),
        factor,
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (all, choice, grown, by, hasHistory) => {
          const chosen = choice % all.length;
          const more = all.map((each, index) =>
            index === chosen ? { ...each, [grown]: each[grown] + by } : each,
          );
          const place = async (gaps: readonly Factors[]): Promise<number> =>
            (await ranked(gaps, hasHistory)).indexOf(`${chosen}.ts`);
          assert.ok((await place(more)) <= (await place(all)));
        },
      ),
    );
  });

  it('ranks a gap first that has the most of everything', async () => {
    await fc.assert(
      fc.asyncProperty(gapFactors, async (all) => {
        const most = (of: keyof Factors): number => Math.max(...all.map((each) => each[of])) + 1;
        const worst = {
          complexity: most('complexity'),
          commits: most('commits'),
          branches: most('branches'),
          statements: most('statements'),
        };
        assert.equal((await ranked([...all, worst]))[0], `${all.length}.ts`);
      }),
    );
  });

  it('ranks by what a hand count gives', async () => {
    await fc.assert(
      fc.asyncProperty(gapFactors, async (all) => {
        const risks = (await ranked(all)).map((file) =>
          riskOf(all[Number.parseInt(file, 10)] ?? assert.fail()),
        );
        assert.deepEqual(
          risks,
          risks.toSorted((a, b) => b - a),
        );
      }),
    );
  });
});

/** By hand: complexity × (1 + commits) × branches, straight code being one. */
function riskOf({ complexity, commits, branches }: Factors): number {
  return complexity * (1 + commits) * Math.max(1, branches);
}
