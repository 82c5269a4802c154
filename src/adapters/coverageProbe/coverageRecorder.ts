import { type Profiler, Session } from 'node:inspector';
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { coverageRecordSuffix, type ProbeRecord, type ProbeSettings } from '../../core/testing/probeRecords';
import { RecordFile } from './recordFile';
import { runThen } from './runThen';

const isWindows = process.platform === 'win32';

function comparablePath(path: string): string {
  return isWindows ? path.replaceAll('\\', '/').toLowerCase() : path;
}

/** A body that is older than this when the next one begins was given up by its framework, whose limits are longer. */
const givenUpAfterMs = 500;

type ExecutedScript = Extract<ProbeRecord, { kind: 'executed' }>['scripts'][number];
type ExecutedFunction = ExecutedScript['functions'][number];

interface OpenRun {
  readonly mark: string;
  readonly startedAtMs: number;
  isOverlapped: boolean;
  isGivenUp: boolean;
}

// Kept from before a test fakes them.
const now = performance.now.bind(performance);
const { stringify } = JSON;

/** Attributes what is executed between two calls of `flush`; V8 counts from zero again after each. */
export class CoverageRecorder {
  private readonly session = new Session();
  private readonly targets: ReadonlySet<string>;
  private readonly isTargetByUrl = new Map<string, boolean>();
  private readonly describedScripts = new Set<string>();
  private readonly file: RecordFile<ProbeRecord>;
  private readonly openRuns = new Set<OpenRun>();

  constructor(settings: Pick<ProbeSettings, 'targets' | 'outDir'>) {
    this.targets = new Set(settings.targets.map(comparablePath));
    this.file = new RecordFile(settings.outDir, coverageRecordSuffix);
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /**
   * Two bodies that overlap cannot be told apart: what they execute counts for the total only. One that was given up and ends
   * in the middle of another one does not count any more.
   */
  run(mark: string, body: () => unknown): unknown {
    this.flush();
    const startedAtMs = now();
    for (const open of this.openRuns) {
      if (startedAtMs - open.startedAtMs > givenUpAfterMs) open.isGivenUp = true;
      else open.isOverlapped = true;
    }
    const isOverlapped = [...this.openRuns].some(({ isGivenUp }) => !isGivenUp);
    const run: OpenRun = { mark, startedAtMs, isOverlapped, isGivenUp: false };
    this.openRuns.add(run);
    return runThen(body, () => {
      if (!run.isGivenUp) this.flush();
      this.openRuns.delete(run);
    });
  }

  /** Writes what was executed since the last time; on behalf of the body that is at work, if that is one alone. */
  flush(): void {
    const mark = this.findOnlyMark();
    // Without the methods of arrays: what is tested may have replaced them.
    const scripts: Profiler.ScriptCoverage[] = [];
    for (const script of this.takeCoverage()) if (this.isTarget(script.url)) scripts[scripts.length] = script;
    if (scripts.length === 0) return;
    this.describeNewScripts(scripts);
    const executed: ExecutedScript[] = [];
    for (const { scriptId, functions } of scripts) {
      const own: ExecutedFunction[] = [];
      for (const { functionName, ranges } of functions)
        own[own.length] = { ...(functionName.startsWith('<') ? { name: functionName } : {}), ranges };
      executed[executed.length] = { scriptId, functions: own };
    }
    this.file.write({ kind: 'executed', ...(mark === undefined ? {} : { mark }), scripts: executed });
  }

  private findOnlyMark(): string | undefined {
    let only: OpenRun | undefined;
    for (const run of this.openRuns) {
      if (run.isGivenUp) continue;
      if (only !== undefined || run.isOverlapped) return undefined;
      only = run;
    }
    return only?.mark;
  }

  private takeCoverage(): Profiler.ScriptCoverage[] {
    let result: Profiler.ScriptCoverage[] = [];
    // The answer to a session of the same thread comes before `post` returns.
    this.session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (!error) result = answer.result;
    });
    return result;
  }

  private describeNewScripts(scripts: readonly Profiler.ScriptCoverage[]): void {
    const unknown: Profiler.ScriptCoverage[] = [];
    for (const script of scripts)
      if (!this.describedScripts.has(script.scriptId)) unknown[unknown.length] = script;
    if (unknown.length === 0) return;
    this.session.post('Debugger.enable');
    // A `debugger` statement must not stop a thread that nobody would resume.
    this.session.post('Debugger.setSkipAllPauses', { skip: true });
    // And it stays on: switched off, V8 would forget the blocks of all functions that have run, and count each as a whole.
    for (const { scriptId, url } of unknown) {
      this.session.post('Debugger.getScriptSource', { scriptId }, (error, answer) => {
        if (error) return;
        this.describedScripts.add(scriptId);
        const sourceMap = answer.scriptSource.includes('sourceMappingURL=data:')
          ? undefined
          : findSourceMap(url)?.payload;
        this.file.write({
          kind: 'script',
          scriptId,
          path: toPath(url),
          source: answer.scriptSource,
          ...(sourceMap ? { sourceMap: stringify(sourceMap) } : {}),
        });
      });
    }
  }

  private isTarget(url: string): boolean {
    const known = this.isTargetByUrl.get(url);
    if (known !== undefined) return known;
    const isTarget = this.targets.has(comparablePath(toPath(url)));
    this.isTargetByUrl.set(url, isTarget);
    return isTarget;
  }

  close(): void {
    this.flush();
    this.file.close();
  }
}

/** The path of a script: file URLs decoded; `?v=1` and the like, which Vitest and cache busters add, removed. */
function toPath(url: string): string {
  if (!url.startsWith('file://')) return url.replace(/\?.*$/, '');
  try {
    return fileURLToPath(url.replace(/[?#].*$/, ''));
  } catch {
    return url;
  }
}
