import type { BranchPath, FileCoverage, FunctionSpan, SourceSpan } from '../../core/testing/coverage';
import type { ProbeRecord } from '../../core/testing/probeRecords';
import type { MeasuredCoverage } from '../../core/testing/testRunner';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { type CountedSpan, type CountedSpans, ExecutionConverter } from './executionConverter';
import { readProbeRecords } from './probeRecordReader';

type ScriptRecord = Extract<ProbeRecord, { kind: 'script' }>;

/** Hits of one file, added up from many records. */
interface HitSum {
  readonly statements: Map<string, CountedSpan>;
  readonly branches: Map<string, CountedSpan<BranchPath>>;
  readonly functions: Map<string, CountedSpan<FunctionSpan>>;
}

/**
 * What the coverage probe recorded in a folder, in terms of the source files: everything together, and by mark. Files that
 * were never loaded are absent.
 * @throws TestRunnerError `test-runner-failed` when a file was transpiled without a source map
 */
export async function readProbeCoverage(
  recordFolder: string,
  workspace: Workspace,
  files: readonly WorkspacePath[],
): Promise<MeasuredCoverage> {
  const converters = new ConverterCache(workspace, new Set(files));
  const total = new Map<WorkspacePath, HitSum>();
  const byMark = new Map<string, Map<WorkspacePath, HitSum>>();
  for (const records of await readProbeRecords(recordFolder)) {
    const scripts = new Map<string, ScriptRecord>();
    for (const record of records) {
      if (record.kind === 'script') {
        scripts.set(record.scriptId, record);
        continue;
      }
      for (const { scriptId, functions } of record.scripts) {
        const script = scripts.get(scriptId);
        const source = script && (await converters.find(script));
        if (!source) continue;
        const spans = await source.converter.convert(functions);
        addHits(total, source.file, spans);
        if (record.mark !== undefined)
          addHits(
            entryOf(byMark, record.mark, () => new Map()),
            source.file,
            spans,
          );
      }
    }
  }
  return {
    total: [...total].map(([file, sum]) => toFileCoverage(file, sum, sum)),
    byMark: new Map(
      [...byMark].map(([mark, sums]) => [
        mark,
        // In the shape of the total, so that hits can be added by index.
        [...sums].map(([file, sum]) => toFileCoverage(file, total.get(file) ?? sum, sum)),
      ]),
    ),
  };
}

/** One converter per file and text of a script: processes and module resets load the same text again and again. */
class ConverterCache {
  private readonly converters = new Map<string, ExecutionConverter>();
  private readonly fileByPath = new Map<string, WorkspacePath | undefined>();

  constructor(
    private readonly workspace: Workspace,
    private readonly files: ReadonlySet<WorkspacePath>,
  ) {}

  async find(
    script: ScriptRecord,
  ): Promise<{ file: WorkspacePath; converter: ExecutionConverter } | undefined> {
    const file = entryOf(this.fileByPath, script.path, () => this.workspace.toWorkspacePath(script.path));
    if (file === undefined || !this.files.has(file)) return undefined;
    const key = `${file}\0${script.source}`;
    let converter = this.converters.get(key);
    if (!converter) {
      const original = (await this.workspace.readText(file)) ?? '';
      converter = new ExecutionConverter(
        this.workspace.toAbsolutePath(file),
        original,
        script.source,
        script.sourceMap,
      );
      this.converters.set(key, converter);
    }
    return { file, converter };
  }
}

function addHits(sums: Map<WorkspacePath, HitSum>, file: WorkspacePath, spans: CountedSpans): void {
  const sum = entryOf(sums, file, () => ({
    statements: new Map(),
    branches: new Map(),
    functions: new Map(),
  }));
  addSpans(sum.statements, spans.statements);
  addSpans(sum.branches, spans.branches);
  addSpans(sum.functions, spans.functions);
}

function addSpans<S extends SourceSpan>(
  sum: Map<string, CountedSpan<S>>,
  spans: readonly CountedSpan<S>[],
): void {
  for (const span of spans) sum.set(span.key, { ...span, hits: span.hits + (sum.get(span.key)?.hits ?? 0) });
}

function toFileCoverage(file: WorkspacePath, shape: HitSum, hits: HitSum): FileCoverage {
  const statements = [...shape.statements.values()];
  const branches = [...shape.branches.values()];
  const functions = [...shape.functions.values()];
  return {
    file,
    statements: statements.map(({ span }) => span),
    statementHits: statements.map(({ key }) => hits.statements.get(key)?.hits ?? 0),
    branches: branches.map(({ span }) => span),
    branchHits: branches.map(({ key }) => hits.branches.get(key)?.hits ?? 0),
    functions: functions.map(({ span }) => span),
    functionHits: functions.map(({ key }) => hits.functions.get(key)?.hits ?? 0),
  };
}

function entryOf<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined || map.has(key)) return known as V;
  const created = create();
  map.set(key, created);
  return created;
}
