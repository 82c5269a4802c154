/**
 * Preloaded (`--require`) into every process and worker thread of a test runner. Counts, in V8 itself, what is executed of
 * the target files, runs marked tests in the world that is asked for, and appends what it finds to files of its own; see
 * `core/testing/testProbe.ts` for the marks.
 */
import { dirname } from 'node:path';
import { CoverageRecorder } from './adapters/coverageProbe/coverageRecorder';
import { flushBeforeMessages } from './adapters/coverageProbe/flushBeforeMessages';
import { MarkedRuns } from './adapters/coverageProbe/markedRuns';
import { MutantTrials } from './adapters/coverageProbe/mutantTrials';
import { RecordFile } from './adapters/coverageProbe/recordFile';
import {
  type MarkRecord,
  markRecordSuffix,
  type ProbeSettings,
  probeEnvironmentName,
} from './core/testing/probeRecords';
import { probeKey, type TestProbe } from './core/testing/testProbe';

function startProbe(): void {
  const text = process.env[probeEnvironmentName];
  if (text === undefined) return;
  const settings = JSON.parse(text) as ProbeSettings;
  // The parent of node:test's processes runs none of the user's code, and has no inspector.
  const isTestParent = process.execArgv.includes('--test');
  const probe = isTestParent ? passThrough() : withCoverage(settings, withMarks(settings));
  Object.defineProperty(process, probeKey, { value: probe, configurable: true });
}

function passThrough(): TestProbe {
  return Object.assign((_mark: string, body: () => unknown) => body(), { mutants: {} });
}

function withMarks({ marked, outDir }: ProbeSettings): TestProbe {
  if (marked === undefined) return passThrough();
  const records = new RecordFile<MarkRecord>(outDir, markRecordSuffix);
  const write = (record: MarkRecord): void => records.write(record);
  const trials = marked.mutants && new MutantTrials({ skipped: marked.mutants.skipped, write });
  const origin = { probeFile: __filename, productFolder: dirname(__filename) };
  const runs = new MarkedRuns({ settings: marked, origin, write, trials });
  process.on('exit', () => runs.close());
  const run: (...parameters: Parameters<TestProbe>) => unknown = (mark, body, realm = globalThis) =>
    runs.run(mark, body, realm);
  return Object.assign(run, { mutants: trials?.state ?? {} });
}

function withCoverage(settings: ProbeSettings, inner: TestProbe): TestProbe {
  if (settings.targets.length === 0) return inner;
  const recorder = new CoverageRecorder(settings);
  flushBeforeMessages(recorder);
  process.on('exit', () => recorder.close());
  const run: (...parameters: Parameters<TestProbe>) => unknown = (mark, body, realm) =>
    recorder.run(mark, () => inner(mark, body, realm));
  return Object.assign(run, { mutants: inner.mutants });
}

startProbe();
