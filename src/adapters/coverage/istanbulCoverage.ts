import type { CoverageMapData, FileCoverageData, Range } from 'istanbul-lib-coverage';
import { z } from 'zod';
import type { BranchPath, FileCoverage, SourceSpan } from '../../core/testing/coverage';

const position = z.object({ line: z.number().nullish(), column: z.number().nullish() });
const range = z.object({ start: position, end: position });
const hits = z.record(z.string(), z.number());

/** The part of istanbul's format that is used; tools add more. */
const fileSchema = z.object({
  path: z.string(),
  statementMap: z.record(z.string(), range),
  // Some instrumenters leave out where a function is declared.
  fnMap: z.record(z.string(), z.object({ name: z.string(), decl: range.optional(), loc: range })),
  branchMap: z.record(
    z.string(),
    z.object({ type: z.string(), loc: range.optional(), locations: z.array(range) }),
  ),
  s: hits,
  f: hits,
  b: z.record(z.string(), z.array(z.number())),
  inputSourceMap: z.unknown().optional(),
});
const mapSchema = z.record(z.string(), fileSchema);

type IstanbulFile = z.infer<typeof fileSchema>;

/** Are its places those of what a transpiler wrote, and not those of the source? Reports of istanbul's own tools have them mapped. */
export function isUnmapped({ inputSourceMap }: IstanbulFile): boolean {
  return inputSourceMap !== undefined && inputSourceMap !== null;
}

/** Undefined when the JSON is not in istanbul's format. */
export function parseIstanbul(json: unknown): readonly IstanbulFile[] | undefined {
  const parsed = mapSchema.safeParse(json);
  return parsed.success ? Object.values(parsed.data) : undefined;
}

/** @param file its path in the workspace; `lineLength` gives the length of a line of its text, from 1 */
export function fromIstanbul(
  data: IstanbulFile,
  file: string,
  lineLength: (line: number) => number,
): FileCoverage {
  const toSpan = ({ start, end }: z.infer<typeof range>): SourceSpan => ({
    start: { line: start.line ?? 1, column: start.column ?? 0 },
    // The end of a line is written as nothing, because JSON knows no Infinity.
    end: { line: end.line ?? 1, column: end.column ?? lineLength(end.line ?? 1) },
  });
  const statements = Object.entries(data.statementMap);
  const functions = Object.entries(data.fnMap);
  const branches = Object.entries(data.branchMap).flatMap(([index, { type, loc, locations }]) => {
    const [first] = locations;
    const whole = toSpan(loc ?? first ?? { start: {}, end: {} });
    return locations.map((location, path): { span: BranchPath; hits: number } => ({
      span: { ...(location.start.line == null ? whole : toSpan(location)), type, whole },
      hits: data.b[index]?.[path] ?? 0,
    }));
  });
  return {
    file,
    statements: statements.map(([, span]) => toSpan(span)),
    statementHits: statements.map(([index]) => data.s[index] ?? 0),
    branches: branches.map(({ span }) => span),
    branchHits: branches.map((branch) => branch.hits),
    functions: functions.map(([, { name, decl, loc }]) => ({
      ...toSpan(loc),
      name,
      declaration: toSpan(decl ?? loc),
    })),
    functionHits: functions.map(([index]) => data.f[index] ?? 0),
  };
}

/** @param pathOf the absolute path of a file */
export function toIstanbul(
  coverage: readonly FileCoverage[],
  pathOf: (file: string) => string,
): CoverageMapData {
  return Object.fromEntries(coverage.map((file) => [pathOf(file.file), toFileData(file, pathOf(file.file))]));
}

function toFileData(coverage: FileCoverage, path: string): FileCoverageData {
  const branches = groupPaths(coverage);
  return {
    path,
    statementMap: indexed(coverage.statements.map(toRange)),
    s: indexed([...coverage.statementHits]),
    fnMap: indexed(
      coverage.functions.map(({ name, declaration, ...span }) => ({
        name,
        decl: toRange(declaration),
        loc: toRange(span),
        line: declaration.start.line,
      })),
    ),
    f: indexed([...coverage.functionHits]),
    branchMap: indexed(
      branches.map(({ type, whole, paths }) => ({
        type,
        line: whole.start.line,
        loc: toRange(whole),
        locations: paths.map(({ span }) => toRange(span)),
      })),
    ),
    b: indexed(branches.map(({ paths }) => paths.map(({ hits: count }) => count))),
  };
}

interface Branch {
  readonly type: string;
  readonly whole: SourceSpan;
  readonly paths: { readonly span: SourceSpan; readonly hits: number }[];
}

/** The paths of one branch stand together. */
function groupPaths({ branches, branchHits }: FileCoverage): readonly Branch[] {
  const groups: Branch[] = [];
  branches.forEach((path, index) => {
    const last = groups.at(-1);
    const entry = { span: path, hits: branchHits[index] ?? 0 };
    const isSame = last?.type === path.type && JSON.stringify(last.whole) === JSON.stringify(path.whole);
    if (last && isSame) last.paths.push(entry);
    else groups.push({ type: path.type, whole: path.whole, paths: [entry] });
  });
  return groups;
}

function toRange({ start, end }: SourceSpan): Range {
  return { start: { ...start }, end: { ...end } };
}

function indexed<T>(items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item, index) => [String(index), item]));
}
