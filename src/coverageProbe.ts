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
import { type MutantState, probeKey, type TestProbe } from './core/testing/testProbe';

type RunBody = (mark: string, body: () => unknown, realm: object) => unknown;

function startProbe(): void {
  const text = process.env[probeEnvironmentName];
  if (text === undefined) return;
  const settings = JSON.parse(text) as ProbeSettings;
  // The parent of node:test's processes runs none of the user's code, and has no inspector.
  const isTestParent = process.execArgv.includes('--test');
  const marks: AroundMarks = isTestParent ? asTheyAre : aroundMarks(settings);
  const runBody = isTestParent ? marks.runBody : aroundCoverage(settings, marks.runBody);
  const { mutants } = marks;
  const run = (mark: string, body: () => unknown, realm: object = globalThis): unknown =>
    runBody(mark, body, realm);
  const value: TestProbe = Object.assign(run, { mutants });
  Object.defineProperty(process, probeKey, { value, configurable: true });
}

interface AroundMarks {
  readonly runBody: RunBody;
  readonly mutants: MutantState;
}

const asTheyAre: AroundMarks = { runBody: (_mark, body) => body(), mutants: {} };

function aroundMarks({ marked, outDir }: ProbeSettings): AroundMarks {
  if (marked === undefined) return asTheyAre;
  const records = new RecordFile<MarkRecord>(outDir, markRecordSuffix);
  const write = (record: MarkRecord): void => records.write(record);
  const trials = marked.mutants && new MutantTrials({ skipped: marked.mutants.skipped, write });
  const runs = new MarkedRuns({
    settings: marked,
    origin: { probeFile: __filename, productFolder: dirname(__filename) },
    write,
    trials,
  });
  process.on('exit', () => runs.close());
  return { runBody: (mark, body, realm) => runs.run(mark, body, realm), mutants: trials?.state ?? {} };
}

function aroundCoverage(settings: ProbeSettings, runBody: RunBody): RunBody {
  if (settings.targets.length === 0) return runBody;
  const recorder = new CoverageRecorder(settings);
  flushBeforeMessages(recorder);
  process.on('exit', () => recorder.close());
  return (mark, body, realm) => recorder.run(mark, () => runBody(mark, body, realm));
}

startProbe();
