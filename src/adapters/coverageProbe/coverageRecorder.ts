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

interface OpenRun {
  isOverlapped: boolean;
}

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

  run(mark: string, body: () => unknown): unknown {
    this.flush(undefined);
    this.overlapAll();
    const run: OpenRun = { isOverlapped: false };
    this.openRuns.add(run);
    return runThen(body, () => {
      this.openRuns.delete(run);
      this.flush(run.isOverlapped ? undefined : mark);
      this.overlapAll();
    });
  }

  /**
   * Two bodies that overlap cannot be told apart: what they execute then counts for the total only. But one that is still open
   * when the next has begun and ended was given up by its framework, after a time limit.
   */
  private overlapAll(): void {
    for (const run of this.openRuns) run.isOverlapped = true;
  }

  flush(mark: string | undefined): void {
    const scripts = this.takeCoverage().filter((script) => this.isTarget(script.url));
    if (scripts.length === 0) return;
    this.describeNewScripts(scripts);
    this.file.write({
      kind: 'executed',
      ...(mark === undefined ? {} : { mark }),
      scripts: scripts.map(({ scriptId, functions }) => ({
        scriptId,
        functions: functions.map(({ functionName, ranges }) => ({
          ...(functionName.startsWith('<') ? { name: functionName } : {}),
          ranges,
        })),
      })),
    });
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
    const unknown = scripts.filter(({ scriptId }) => !this.describedScripts.has(scriptId));
    if (unknown.length === 0) return;
    this.session.post('Debugger.enable');
    // A `debugger` statement must not stop a thread that nobody would resume.
    this.session.post('Debugger.setSkipAllPauses', { skip: true });
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
          ...(sourceMap ? { sourceMap: JSON.stringify(sourceMap) } : {}),
        });
      });
    }
    this.session.post('Debugger.disable');
  }

  private isTarget(url: string): boolean {
    const known = this.isTargetByUrl.get(url);
    if (known !== undefined) return known;
    const isTarget = this.targets.has(comparablePath(toPath(url)));
    this.isTargetByUrl.set(url, isTarget);
    return isTarget;
  }

  close(): void {
    this.flush(undefined);
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
