import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Node, type Program, parse } from 'acorn';
import type { BranchMapping, FileCoverageData, Range } from 'istanbul-lib-coverage';
import { TestRunnerError } from '../../core/errors';
import type { BranchPath, FunctionSpan, SourceSpan } from '../../core/testing/coverage';
import type { ExecutedScript } from '../../core/testing/probeRecords';
import { correctInitializers } from './classInitializers';
import { isGeneratedCode, isTsxWrapper } from './generatedCode';
import { correctRanges } from './rangeCorrection';
import { hasPositionsOf, readScriptText, type ScriptText, withSourcePath } from './scriptText';

/** One statement, function or path of a branch, with its number of executions; `key` is the same for the same text. */
export interface CountedSpan<S extends SourceSpan = SourceSpan> {
  readonly key: string;
  readonly span: S;
  readonly hits: number;
}

export interface CountedSpans {
  readonly statements: readonly CountedSpan[];
  readonly branches: readonly CountedSpan<BranchPath>[];
  readonly functions: readonly CountedSpan<FunctionSpan>[];
}

type ExecutedFunctions = ExecutedScript['functions'];

/** Counts what a script executed in terms of the source file that it was made from. */
export class ExecutionConverter {
  private readonly script: ScriptText;
  private readonly lines: readonly string[];
  private readonly cache = new Map<string, CountedSpans>();

  /**
   * @param path absolute path of the source file
   * @param original text of the source file
   * @throws TestRunnerError `test-runner-failed` when the script was transpiled without a source map
   */
  constructor(
    private readonly path: string,
    original: string,
    private readonly source: string,
    separateMap: string | undefined,
  ) {
    this.script = readScriptText(source, separateMap);
    this.lines = original.split('\n');
    if (this.script.sourceMap === undefined && !hasPositionsOf(this.script.code, original)) {
      throw new TestRunnerError(
        'test-runner-failed',
        `Coverage of ${path} cannot be measured: the test runner transpiles it without a source map.`,
        { hint: 'Turn on inline source maps in the transpiler that the tests use.' },
      );
    }
  }

  /** @param functions as V8 reports them; what it leaves out was not executed. */
  async convert(functions: ExecutedFunctions): Promise<CountedSpans> {
    // Tests of the same path through the code are frequent, and converting is what costs.
    const key = JSON.stringify(functions);
    const converted = this.cache.get(key) ?? (await this.doConvert(functions));
    this.cache.set(key, converted);
    return converted;
  }

  private async doConvert(functions: ExecutedFunctions): Promise<CountedSpans> {
    // Loaded on first use: an ES module only, which CommonJS can import but not require.
    const { convert } = await import('ast-v8-to-istanbul');
    const url = pathToFileURL(this.path).href;
    const { code, wrapperLength, sourceMap } = this.script;
    const ast = parseProgram(code);
    const notExecuted = { ranges: [{ startOffset: 0, endOffset: this.source.length, count: 0 }] };
    const initialized = correctInitializers(ast, functions, wrapperLength);
    const corrected = correctRanges(ast, [notExecuted, ...initialized], wrapperLength);
    const coverage = await convert({
      code,
      // Parsed for every call: the converter changes the tree.
      ast,
      ...(sourceMap ? { sourceMap: withSourcePath(sourceMap, this.path) } : {}),
      wrapperLength,
      coverage: {
        url,
        functions: corrected.map(({ ranges }) => ({
          functionName: '',
          isBlockCoverage: true,
          ranges: [...ranges],
        })),
      },
      ignoreNode: (node) => {
        const inCode = node as unknown as Node;
        return isGeneratedCode(inCode, code) ? 'ignore-this-and-nested-nodes' : isTsxWrapper(inCode, code);
      },
    } as Parameters<typeof convert>[0]);
    const data = (coverage as Record<string, FileCoverageData>)[fileURLToPath(url)];
    return data ? this.toCountedSpans(data) : { statements: [], branches: [], functions: [] };
  }

  private toCountedSpans(data: FileCoverageData): CountedSpans {
    const statements = Object.entries(data.statementMap).map(([index, range]) => {
      const span = this.toSpan(range);
      return { key: spanKey(span), span, hits: data.s[index] ?? 0 };
    });
    const branches = Object.entries(data.branchMap).flatMap(([index, branch]) =>
      this.toPaths(branch, data.b[index] ?? []),
    );
    const functions = Object.entries(data.fnMap).map(([index, { name, decl, loc }]) => {
      const body = this.toSpan(loc);
      return {
        key: spanKey(body),
        span: { ...body, name, declaration: this.toSpan(decl) },
        hits: data.f[index] ?? 0,
      };
    });
    return { statements, branches, functions };
  }

  private toPaths(branch: BranchMapping, hits: readonly number[]): CountedSpan<BranchPath>[] {
    const { type } = branch;
    const whole = this.toSpan(branch.loc);
    return branch.locations.map((location, index) => {
      // istanbul gives the missing `else` of an `if` no place of its own.
      const span = location.start?.line === undefined ? whole : this.toSpan(location);
      const key = `${type}:${spanKey(whole)}:${index}:${spanKey(span)}`;
      return { key, span: { ...span, type, whole }, hits: Math.max(0, hits[index] ?? 0) };
    });
  }

  private toSpan({ start, end }: Range): SourceSpan {
    // The end of a line without a mapping behind it comes as Infinity.
    const lineLength = (this.lines[end.line - 1] ?? '').length;
    return {
      start: { line: start.line, column: start.column },
      end: { line: end.line, column: Math.min(end.column, lineLength) },
    };
  }
}

function spanKey({ start, end }: SourceSpan): string {
  return `${start.line}:${start.column}-${end.line}:${end.column}`;
}

function parseProgram(code: string): Program {
  const options = {
    ecmaVersion: 'latest',
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
  } as const;
  try {
    return parse(code, { ...options, sourceType: 'module' });
  } catch {
    return parse(code, { ...options, sourceType: 'script' });
  }
}
