import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCoverageMap } from 'istanbul-lib-coverage';
import { createContext } from 'istanbul-lib-report';
import LcovReport from 'istanbul-reports/lib/lcovonly';
import type { CoverageFile, CoverageFiles, CoverageFormat } from '../../core/coverageAnalysis/coverageFiles';
import { WorkspaceError } from '../../core/errors';
import type { FileCoverage } from '../../core/testing/coverage';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { findReportedSource } from './findReportedSource';
import { fromIstanbul, isUnmapped, parseIstanbul, toIstanbul } from './istanbulCoverage';
import { fromLcov } from './lcovCoverage';
import { parseLcov } from './lcovText';

/** One source file as a coverage file has it, before its place in the workspace is known. */
interface Reported {
  readonly path: string;
  toCoverage(file: WorkspacePath, lineLength: (line: number) => number): FileCoverage;
}

/** Reads and writes lcov and istanbul's JSON. */
export const coverageFiles: CoverageFiles = { read, write };

async function read(file: WorkspacePath, workspace: Workspace): Promise<CoverageFile> {
  const text = await workspace.readText(file);
  if (text === undefined)
    throw new WorkspaceError('workspace-file-missing', `The coverage file ${file} does not exist.`, {
      hint: 'Let your tests write it first.',
    });
  const { format, reported } = parse(text, file);
  const { mtimeMs } = await stat(workspace.toAbsolutePath(file));
  const files: FileCoverage[] = [];
  for (const item of reported) {
    const source = await findReportedSource(item.path, file, workspace);
    if (source !== undefined) files.push(await checked(item, { source, file, mtimeMs, workspace }));
  }
  return { path: file, format, files };
}

function parse(
  text: string,
  file: WorkspacePath,
): { readonly format: CoverageFormat; readonly reported: readonly Reported[] } {
  const istanbul = parseIstanbul(parseJson(text));
  if (istanbul) {
    const unmapped = istanbul.find(isUnmapped);
    if (unmapped)
      throw new WorkspaceError(
        'workspace-file-unsupported',
        `${file} tells what was executed of the transpiled ${unmapped.path}, not of the source.`,
        { hint: 'Take the report that is made of it, coverage-final.json or lcov.info.' },
      );
    const reported = istanbul.map((data) => ({
      path: data.path,
      toCoverage: (source: WorkspacePath, lineLength: (line: number) => number) =>
        fromIstanbul(data, source, lineLength),
    }));
    return { format: 'istanbul', reported };
  }
  const lcov = parseLcov(text);
  if (lcov.length === 0)
    throw new WorkspaceError('workspace-file-unsupported', `${file} is no coverage file that can be read.`, {
      hint: 'lcov.info and the JSON of istanbul (coverage-final.json) can be read.',
    });
  const reported = lcov.map((record) => ({
    path: record.path,
    toCoverage: (source: WorkspacePath, lineLength: (line: number) => number) =>
      fromLcov(record, source, lineLength),
  }));
  return { format: 'lcov', reported };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

interface Place {
  readonly source: WorkspacePath;
  readonly file: WorkspacePath;
  /** Of the coverage file. */
  readonly mtimeMs: number;
  readonly workspace: Workspace;
}

/** @throws WorkspaceError when the file does not speak of the source as it is now */
async function checked(item: Reported, { source, file, mtimeMs, workspace }: Place): Promise<FileCoverage> {
  const text = await workspace.readText(source);
  if (text === undefined)
    throw new WorkspaceError(
      'workspace-file-missing',
      `${file} speaks of ${source}, which does not exist any more.`,
      { hint: runAgain },
    );
  const lines = text.split(/\r?\n/);
  const coverage = item.toCoverage(source, (line) => lines[line - 1]?.length ?? 0);
  const { mtimeMs: changedMs } = await stat(workspace.toAbsolutePath(source));
  if (changedMs > mtimeMs || lastLineOf(coverage) > lines.length)
    throw new WorkspaceError(
      'workspace-file-changed',
      `${file} is out of date: ${source} was changed after it.`,
      { hint: runAgain },
    );
  return coverage;
}

/** The last line on which something begins. */
function lastLineOf({ statements, branches, functions }: FileCoverage): number {
  return [...statements, ...branches, ...functions].reduce(
    (last, { start }) => Math.max(last, start.line),
    0,
  );
}

const runAgain = 'Run the tests with coverage again.';

async function write(
  coverage: readonly FileCoverage[],
  format: CoverageFormat,
  workspace: Workspace,
): Promise<string> {
  const data = toIstanbul(coverage, (file) => workspace.toAbsolutePath(file));
  if (format === 'istanbul') return `${JSON.stringify(data)}\n`;
  const dir = await mkdtemp(path.join(tmpdir(), 'agentic-qe-lcov-'));
  try {
    const context = createContext({ dir, coverageMap: createCoverageMap(data) });
    new LcovReport({ projectRoot: workspace.rootPath }).execute(context);
    return await readFile(path.join(dir, 'lcov.info'), 'utf8');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
