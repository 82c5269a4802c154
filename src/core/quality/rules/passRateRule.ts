import type { TestTally } from '../../coverageAnalysis/coverageAnalysis';
import { measured } from '../../figure';
import { percentage } from '../../testing/coverage';
import type { GateEvidence } from '../gateEvidence';
import type { GateMeasurements } from '../gateMeasurements';
import { notKnown, type RuleFinding } from './ruleFinding';
import { firstLine, testName } from './testEvidence';
import { failedTargets, messagesOf } from './unmeasuredFiles';

/** Share of the tests that passed; skipped ones do not count. */
export function findPassRate(measurements: GateMeasurements): RuleFinding {
  const { analysis } = measurements;
  const missing = failedTargets(analysis);
  if (missing.length > 0) return notKnown(messagesOf(missing), missing);
  const { passed, failed, brokenFiles }: TestTally = analysis.tests ?? noTests;
  const ended = passed + failed + brokenFiles;
  if (ended === 0) return notKnown(['no test was run.']);
  const broken = brokenFiles > 0 ? ', each test file that cannot be loaded counting as a failed one' : '';
  return {
    value: measured(percentage(passed, ended)),
    sentence: (percent) => `${passed} of ${ended} tests passed (${percent})${broken}`,
    evidence: failures(measurements),
  };
}

const noTests: TestTally = { passed: 0, failed: 0, skipped: 0, brokenFiles: 0 };

function failures({ failedTests, brokenFiles }: GateMeasurements): readonly GateEvidence[] {
  return [
    ...brokenFiles.map(
      ({ file, message }): GateEvidence => ({
        kind: 'failed-test',
        file,
        message: `${file} cannot be loaded: ${firstLine(message)}`,
      }),
    ),
    ...failedTests.map(
      ({ file, titlePath, failureMessage }): GateEvidence => ({
        kind: 'failed-test',
        file,
        name: testName(titlePath),
        message: `"${testName(titlePath)}" failed: ${firstLine(failureMessage)}`,
      }),
    ),
  ];
}
