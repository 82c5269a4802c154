import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createCoverageMap } from 'istanbul-lib-coverage';
import { coverageFiles } from '../../src/adapters/coverage/coverageFiles';
import { fromIstanbul, parseIstanbul } from '../../src/adapters/coverage/istanbulCoverage';
import { fromLcov } from '../../src/adapters/coverage/lcovCoverage';
import { parseLcov } from '../../src/adapters/coverage/lcovText';
import {
  type BranchPath,
  coverageTotals,
  type FileCoverage,
  type SourceSpan,
} from '../../src/core/testing/coverage';
import { createMemoryWorkspace } from '../support/memoryWorkspace';

const lineLength = 120;
const workspace = createMemoryWorkspace();

const position = fc.record(
  { line: fc.integer({ min: 1, max: 40 }), column: fc.integer({ min: 0, max: lineLength }) },
  { noNullPrototype: true },
);
const span: fc.Arbitrary<SourceSpan> = fc
  .tuple(position, position)
  .map(([a, b]) => (a.line < b.line || (a.line === b.line && a.column <= b.column) ? [a, b] : [b, a]))
  .map(([start, end]) => ({ start, end }) as SourceSpan);
const hits = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e9 }));
const counted = <T>(item: fc.Arbitrary<T>) => fc.array(fc.tuple(item, hits), { maxLength: 12 });

/** Branches by place, so that no two of them are taken for one; each with one to four paths. */
const branches = fc
  .uniqueArray(fc.tuple(fc.constantFrom('if', 'cond-expr', 'switch', 'binary-expr', 'default-arg'), span), {
    maxLength: 6,
    selector: ([, whole]) => JSON.stringify(whole),
  })
  .chain((wholes) =>
    fc.tuple(
      ...wholes.map(([type, whole]) =>
        fc.array(
          fc.tuple(
            span.map((place): BranchPath => ({ ...place, type, whole })),
            hits,
          ),
          { minLength: 1, maxLength: 4 },
        ),
      ),
    ),
  )
  .map((groups) => groups.flat());

const functionName = fc.oneof(
  fc.constantFrom('f', 'f', 'constructor', '(anonymous_1)', 'a,b', 'x:y'),
  fc.string(),
);
const functions = counted(
  fc.record({
    place: span,
    // In lcov, a number before a comma is a line.
    name: functionName.filter((name) => !/[\r\n]|^\s*\d+\s*,/.test(name)),
    declaration: span,
  }),
);

const fileCoverage = (file: string): fc.Arbitrary<FileCoverage> =>
  fc.record({ statements: counted(span), branches, functions }).map((parts) => ({
    file,
    statements: parts.statements.map(([place]) => place),
    statementHits: parts.statements.map(([, count]) => count),
    branches: parts.branches.map(([path]) => path),
    branchHits: parts.branches.map(([, count]) => count),
    functions: parts.functions.map(([{ place, ...rest }]) => ({ ...place, ...rest })),
    functionHits: parts.functions.map(([, count]) => count),
  }));
const coverages = fc
  .uniqueArray(fc.constantFrom('a.ts', 'src/b.ts', 'src/with blank.ts', 'src/ü,:.ts', '__proto__.ts'), {
    maxLength: 4,
  })
  .chain((files) => fc.tuple(...files.map(fileCoverage)));

async function istanbulText(coverage: readonly FileCoverage[]) {
  return await coverageFiles.write(coverage, 'istanbul', workspace);
}

describe('coverage files (property)', () => {
  it('in the JSON of istanbul give back what was written, to the last place', async () => {
    await fc.assert(
      fc.asyncProperty(coverages, async (written) => {
        const read = parseIstanbul(JSON.parse(await istanbulText(written))) ?? assert.fail();
        const fileOf = (name: string): string => workspace.toWorkspacePath(name) ?? assert.fail(name);
        assert.deepEqual(
          read.map((data) => fromIstanbul(data, fileOf(data.path), () => lineLength)),
          written,
        );
      }),
    );
  });

  it('in the JSON of istanbul mean the same to istanbul', async () => {
    await fc.assert(
      fc.asyncProperty(coverages, async (written) => {
        const map = createCoverageMap(JSON.parse(await istanbulText(written)));
        const { statements, branches: paths, functions: called } = map.getCoverageSummary().data;
        const totals = coverageTotals(written);
        assert.deepEqual(
          [statements.covered, statements.total],
          [totals.coveredStatements, totals.statements],
        );
        assert.deepEqual([paths.covered, paths.total], [totals.coveredBranches, totals.branches]);
        const calls = written.flatMap(({ functionHits }) => functionHits);
        assert.deepEqual(
          [called.covered, called.total],
          [calls.filter((count) => count > 0).length, calls.length],
        );
      }),
    );
  });

  it('in lcov have the lines, branches and functions that istanbul counts', async () => {
    await fc.assert(
      fc.asyncProperty(coverages, async (written) => {
        const read = parseLcov(await coverageFiles.write(written, 'lcov', workspace));
        const map = createCoverageMap(JSON.parse(await istanbulText(written)));
        assert.deepEqual(
          read.map(({ path }) => path.replaceAll('\\', '/')).sort(),
          written.map(({ file }) => file).sort(),
        );
        for (const record of read) {
          const file = record.path.replaceAll('\\', '/');
          const coverage = fromLcov(record, file, () => lineLength);
          const own = map.fileCoverageFor(workspace.toAbsolutePath(file));
          const { lines, branches: paths, functions: called } = own.toSummary().data;
          const totals = coverageTotals([coverage]);
          assert.deepEqual([totals.coveredStatements, totals.statements], [lines.covered, lines.total]);
          assert.deepEqual([totals.coveredBranches, totals.branches], [paths.covered, paths.total]);
          assert.equal(coverage.functions.length, called.total);
          assert.deepEqual(coverage.functionHits, Object.values(own.f));
        }
      }),
    );
  });
});
