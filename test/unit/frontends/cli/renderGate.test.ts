import assert from 'node:assert/strict';
import { unavailable } from '../../../../src/core/figure';
import { renderGate } from '../../../../src/frontends/cli/renderGate';
import { verifies } from '../../../requirements';
import { aGateReport, aGateRule } from '../../../support/taskSummaries';

describe('renderGate', () => {
  it('shows what was judged, each rule with its mark and evidence, and the verdict', () => {
    const text = renderGate(aGateReport());
    assert.match(text, /^Coverage .*\nsrc\/cart\.ts /);
    assert.ok(
      text.endsWith(
        [
          '✗ Statement coverage failed: 5 of 10 statements are executed (50.0 %); at least 80 % is required.',
          '✓ Pass rate passed: 2 of 2 tests passed (100.0 %); at least 100 % is required.',
          '',
          'The quality gate failed: statement coverage is 50.0 %, at least 80 % is required. 2.3 s',
        ].join('\n'),
      ),
      text,
    );
  });

  it(`marks a rule whose figure is missing with a question mark ${verifies('RUN-4')}`, () => {
    const rules = [
      aGateRule({
        rule: 'branch-coverage',
        verdict: 'inconclusive',
        value: unavailable('no tests'),
        explanation: 'Not measured: no tests.',
      }),
    ];
    assert.match(
      renderGate(aGateReport({ verdict: 'inconclusive', rules })),
      /^\? Branch coverage is inconclusive: Not measured: no tests\.$/m,
    );
  });

  it('lists what stands in the way of a rule, up to ten, and nothing of what was said or has passed', () => {
    const evidence = Array.from({ length: 12 }, (_, index) => ({
      kind: 'flaky-test' as const,
      file: 'src/cart.test.ts',
      message: `Test ${index}\u001b[2J\nis flaky.`,
    }));
    const rules = [
      aGateRule({ evidence: [{ kind: 'uncovered-code', message: 'Shown above.' }] }),
      aGateRule({ rule: 'flakiness', evidence, explanation: 'Flaky.' }),
      aGateRule({ rule: 'mutation-score', verdict: 'passed', evidence, explanation: 'Good.' }),
    ];
    rules.push(aGateRule({ rule: 'pass-rate', evidence: [{ kind: 'changed-file', message: '5 of 10' }] }));
    const text = renderGate(aGateReport({ rules }));
    const lines = text.slice(text.indexOf('✗')).split('\n');
    assert.deepEqual(lines.slice(0, 3), [
      '✗ Statement coverage failed: 5 of 10 statements are executed (50.0 %); at least 80 % is required.',
      '✗ Flakiness failed: Flaky.',
      '    – src/cart.test.ts · Test 0 [2J is flaky.',
    ]);
    assert.deepEqual(lines.slice(12, 14), ['    – and 2 more', '✓ Mutation score passed: Good.']);
    assert.deepEqual([lines[14]?.slice(0, 18), lines[15]], ['✗ Pass rate failed', '']);
  });
});
