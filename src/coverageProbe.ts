/**
 * Preloaded (`--require`) into every process and worker thread of a test runner. Counts, in V8 itself, what is executed of
 * the target files and appends it to one file per thread; see `core/testing/testProbe.ts` for the marks.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector';
import { findSourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, MessagePort, threadId } from 'node:worker_threads';
import { type ProbeRecord, type ProbeSettings, probeEnvironmentName } from './core/testing/probeRecords';
import { probeKey } from './core/testing/testProbe';

type Body = () => unknown;

const isWindows = process.platform === 'win32';

function comparablePath(path: string): string {
  return isWindows ? path.replaceAll('\\', '/').toLowerCase() : path;
}

/** Attributes what is executed between two calls of `flush`; V8 counts from zero again after each. */
class CoverageRecorder {
  private readonly session = new Session();
  private readonly targets: ReadonlySet<string>;
  private readonly isTargetByUrl = new Map<string, boolean>();
  private readonly describedScripts = new Set<string>();
  private readonly file: string;
  private descriptor: number | undefined;
  private openMarks = 0;

  constructor(settings: ProbeSettings) {
    this.targets = new Set(settings.targets.map(comparablePath));
    const unique = `${process.pid}-${threadId}-${Date.now()}`;
    this.file = join(settings.outDir, `${unique}.ndjson`);
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  run(mark: string, body: Body): unknown {
    // Two bodies that overlap cannot be told apart: what they execute then counts for the total only.
    const isAlone = this.openMarks === 0;
    this.flush(undefined);
    this.openMarks++;
    const end = (): void => {
      this.flush(isAlone && this.openMarks === 1 ? mark : undefined);
      this.openMarks--;
    };
    return runThen(body, end);
  }

  flush(mark: string | undefined): void {
    const scripts = this.takeCoverage().filter((script) => this.isTarget(script.url));
    if (scripts.length === 0) return;
    this.describeNewScripts(scripts);
    this.write({
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
        this.write({
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

  private write(record: ProbeRecord): void {
    this.descriptor ??= openSync(this.file, 'a');
    writeSync(this.descriptor, `${JSON.stringify(record)}\n`);
  }

  close(): void {
    this.flush(undefined);
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}

/** Runs the body and calls `end` when it, or the promise it returns, has ended; result and error pass through. */
function runThen(body: Body, end: () => void): unknown {
  let result: unknown;
  try {
    result = body();
  } catch (error) {
    end();
    throw error;
  }
  if (!isPromiseLike(result)) {
    end();
    return result;
  }
  return result.then(
    (value) => {
      end();
      return value;
    },
    (error: unknown) => {
      end();
      throw error;
    },
  );
}

/** By shape: the promise may come from another realm (Jest, Vitest's vm pools). */
function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
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

/**
 * Worker processes and threads of test runners are killed when they have reported their last result, with no 'exit' event:
 * so what they executed is written before each message that they send.
 */
function flushBeforeMessages(recorder: CoverageRecorder): void {
  const send = process.send;
  if (send) {
    process.send = (...parameters: unknown[]): boolean => {
      recorder.flush(undefined);
      return Reflect.apply(send, process, parameters);
    };
  }
  if (isMainThread) return;
  const postMessage = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (
    this: MessagePort,
    ...parameters: Parameters<typeof postMessage>
  ) {
    recorder.flush(undefined);
    postMessage.apply(this, parameters);
  };
}

function startProbe(): void {
  const text = process.env[probeEnvironmentName];
  if (text === undefined) return;
  const settings = JSON.parse(text) as ProbeSettings;
  let run = (_mark: string, body: Body): unknown => body();
  // The parent of node:test's processes runs none of the user's code, and has no inspector.
  const isTestParent = process.execArgv.includes('--test');
  if (settings.targets.length > 0 && !isTestParent) {
    const recorder = new CoverageRecorder(settings);
    run = (mark, body) => recorder.run(mark, body);
    flushBeforeMessages(recorder);
    process.on('exit', () => recorder.close());
  }
  Object.defineProperty(process, probeKey, { value: run, configurable: true });
}

startProbe();
