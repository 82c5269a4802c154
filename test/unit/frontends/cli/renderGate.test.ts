import assert from 'node:assert/strict';
import { unavailable } from '../../../../src/core/figure';
import { renderGate } from '../../../../src/frontends/cli/renderGate';
import { verifies } from '../../../requirements';
import { aGateReport } from '../../../support/taskSummaries';

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
    const rule = { rule: 'branch-coverage', verdict: 'inconclusive', threshold: 70 } as const;
    const rules = [{ ...rule, value: unavailable('no tests'), explanation: 'Not measured: no tests.' }];
    assert.match(
      renderGate(aGateReport({ verdict: 'inconclusive', rules })),
      /^\? Branch coverage is inconclusive: Not measured: no tests\.$/m,
    );
  });
});
