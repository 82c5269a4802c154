import assert from 'node:assert/strict';
import { formatUsd, microUsdFromDollars } from '../../../../src/core/cost/money';
import { estimated, formatFigure, measured, unavailable } from '../../../../src/core/figure';
import { verifies } from '../../../requirements';

describe('formatUsd', () => {
  const cases: [number, string][] = [
    [0, '$0.00'],
    [1_250_000, '$1.25'],
    [4_200, '$0.0042'],
    [1, '$0.000001'],
    [1_234_567, '$1.234567'],
    [123_456_000_000, '$123456.00'],
  ];
  for (const [amount, text] of cases)
    it(`${amount} micro-dollars are ${text}`, () => assert.equal(formatUsd(amount), text));

  it('converts what users type without float residue', () => {
    assert.equal(microUsdFromDollars(0.07 + 0.01), 80_000);
  });
});

describe(`formatFigure ${verifies('RUN-4')}`, () => {
  it('labels everything that was not measured', () => {
    assert.equal(formatFigure(measured(5)), '5');
    assert.equal(formatFigure(estimated(5, 'no usage reported')), '~5 (estimated)');
    assert.equal(formatFigure(unavailable('not run')), 'n/a');
  });
});
