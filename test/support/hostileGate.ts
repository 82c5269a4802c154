import { unavailable } from '../../src/core/figure';
import type { GateReport } from '../../src/core/quality/gateReport';
import { aGateReport, aGateRule } from './taskSummaries';

/** What names of files and tests can contain, and formats have their own meaning for. */
export const hostileName =
  'a<b> & "c" \'d\' ]]> | `e` *f* _g_ [h](i) @all #1 \\ 100% ~j~ https://x.y 😀\u0000\u0007\u001b[31m\n## next\r\tend\ud800';

/** The same without what is no text at all. */
export const writableName = hostileName.replace(/(?![\n\r\t])\p{Cc}|\p{Surrogate}/gu, '');

/** A path that a URI cannot have as it is. */
export const hostilePath = 'src/a b#c?d%e/😀&<f>.ts';

/** A gate with one rule of each verdict, whose evidence is as nasty as it gets. */
export function aHostileGate(): GateReport {
  const evidence = [
    {
      kind: 'flaky-test' as const,
      file: hostilePath,
      name: hostileName,
      outcomes: ['passed', 'failed'],
      message: `"${hostileName}" is flaky (passed, failed)`,
    },
  ];
  return aGateReport({
    runId: 'run-1',
    rules: [
      aGateRule({
        rule: 'flakiness',
        direction: 'at-most',
        threshold: 0,
        explanation: `1 of 2 tests ended differently: ${hostileName}`,
        evidence,
      }),
      aGateRule({
        rule: 'monthly-spend',
        unit: 'usd',
        direction: 'at-most',
        threshold: 5,
        verdict: 'inconclusive',
        value: unavailable(hostileName),
        explanation: `Not known: ${hostileName}`,
      }),
      aGateRule({ rule: 'pass-rate', verdict: 'passed', explanation: hostileName, evidence }),
    ],
  });
}
