import { countOf } from '../../../base/countOf';
import { measured } from '../../figure';
import { percentage } from '../../testing/coverage';
import type { GateEvidence } from '../gateEvidence';
import type { GateMeasurements } from '../gateMeasurements';
import type { FlakyTest } from '../measureFlakiness';
import { notKnown, type RuleFinding } from './ruleFinding';
import { firstLine, testName } from './testEvidence';
import { failedTargets, messagesOf } from './unmeasuredFiles';

/** Share of the tests that did not end the same in every run. */
export function findFlakiness({ analysis, flakiness }: GateMeasurements): RuleFinding {
  const missing = failedTargets(analysis);
  if (missing.length > 0) return notKnown(messagesOf(missing), missing);
  if (!flakiness) return notKnown(['the tests were not run again.']);
  if ('unavailable' in flakiness) return notKnown([flakiness.unavailable]);
  const { runs, tests, flaky } = flakiness;
  return {
    value: measured(percentage(flaky.length, tests)),
    sentence: (percent) =>
      `${flaky.length} of ${countOf(tests, 'test')} ended differently in ${runs} runs (${percent})`,
    evidence: flaky.map(toEvidence),
  };
}

function toEvidence({ file, titlePath, outcomes, failureMessage }: FlakyTest): GateEvidence {
  const because = failureMessage === undefined ? '' : `: ${firstLine(failureMessage)}`;
  return {
    kind: 'flaky-test',
    file,
    name: testName(titlePath),
    outcomes,
    message: `"${testName(titlePath)}" is flaky (${outcomes.join(', ')})${because}`,
  };
}
