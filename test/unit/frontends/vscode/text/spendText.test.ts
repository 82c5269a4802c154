import assert from 'node:assert/strict';
import type { BudgetWindow } from '../../../../../src/core/cost/budget';
import {
  type SpendState,
  spendText,
  statusBarText,
} from '../../../../../src/frontends/vscode/text/spendText';
import { verifies } from '../../../../requirements';
import { aBudgetStatus } from '../../../../support/budgets';

const spent = (daily: Partial<BudgetWindow> = {}): SpendState => ({
  kind: 'known',
  status: aBudgetStatus(daily),
});
const formatTime = (timeMs: number) => `T${timeMs}`;

describe('statusBarText', () => {
  it(`shows the spend of today, with the limit if there is one ${verifies('UI-2')}`, () => {
    assert.equal(spendText(spent()), '$0.00 today');
    assert.equal(spendText(spent({ spentMicroUsd: 120_000, limitMicroUsd: 5_000_000 })), '$0.12 / $5.00');
    assert.equal(spendText(spent({ limitMicroUsd: 0 })), '$0.00 / $0.00');
  });

  it('marks estimates', () => {
    assert.equal(spendText(spent({ spentMicroUsd: 120_000, isEstimated: true })), '~$0.12 today');
    assert.match(statusBarText(spent({ isEstimated: true }), 0, formatTime).tooltip, /estimated in part/);
  });

  it(`never shows a number that was not read ${verifies('UI-2')}`, () => {
    const unavailable: SpendState = { kind: 'unavailable', message: 'The ledger is damaged.' };
    for (const state of [unavailable, { kind: 'loading' } as const])
      assert.doesNotMatch(statusBarText(state, 0, formatTime).text, /\d/);
    assert.equal(statusBarText(unavailable, 0, formatTime).text, '$(beaker) cost unavailable');
    assert.match(statusBarText(unavailable, 0, formatTime).tooltip, /The ledger is damaged\./);
  });

  it('spins while runs are active', () => {
    assert.equal(statusBarText(spent(), 1, formatTime).text, '$(sync~spin) Agentic QE: 1 run, $0.00 today');
    assert.equal(statusBarText(spent(), 2, formatTime).text, '$(sync~spin) Agentic QE: 2 runs, $0.00 today');
    assert.equal(statusBarText(spent(), 0, formatTime).text, '$(beaker) $0.00 today');
  });

  it('has a colour only where a budget is nearly or fully used, or the ledger cannot be read', () => {
    const severityOf = (state: SpendState) => statusBarText(state, 0, formatTime).severity;
    assert.equal(severityOf({ kind: 'loading' }), undefined);
    assert.equal(severityOf(spent({ spentMicroUsd: 9_000_000 })), undefined);
    assert.equal(severityOf(spent({ spentMicroUsd: 790_000, limitMicroUsd: 1_000_000 })), undefined);
    assert.equal(severityOf(spent({ spentMicroUsd: 800_000, limitMicroUsd: 1_000_000 })), 'warning');
    assert.equal(severityOf(spent({ spentMicroUsd: 1_000_000, limitMicroUsd: 1_000_000 })), 'error');
    assert.equal(severityOf(spent({ limitMicroUsd: 0 })), undefined);
    assert.equal(severityOf({ kind: 'unavailable', message: 'damaged' }), 'warning');
  });

  it('tells limit, next reset and active runs in the tooltip', () => {
    const { tooltip } = statusBarText(spent({ limitMicroUsd: 5_000_000 }), 2, formatTime);
    assert.match(
      tooltip,
      /Daily limit: \$5\.00\.\nCounts from zero again at T1000\.\n(?:.*\n){2}2 runs active\./,
    );
    assert.match(statusBarText(spent({ limitMicroUsd: 0 }), 0, formatTime).tooltip, /free models only/);
    assert.match(statusBarText(spent(), 0, formatTime).tooltip, /No daily limit/);
  });

  it('lists week and month in the tooltip, with their limits and resets', () => {
    const state: SpendState = {
      kind: 'known',
      status: aBudgetStatus(
        {},
        {
          weekly: { spentMicroUsd: 1_200_000, limitMicroUsd: 5_000_000, resetsAtMs: 2000 },
          monthly: { spentMicroUsd: 1_500_000, limitMicroUsd: 0, resetsAtMs: 3000, isEstimated: true },
        },
      ),
    };
    const { tooltip, text } = statusBarText(state, 0, formatTime);
    assert.equal(text, '$(beaker) $0.00 today');
    assert.match(tooltip, /\nThis week: \$1\.20 of \$5\.00, from zero again at T2000\./);
    assert.match(tooltip, /\nThis month: ~\$1\.50 of \$0\.00, from zero again at T3000\./);
    assert.match(
      statusBarText(spent(), 0, formatTime).tooltip,
      /\nThis week: \$0\.00, from zero again at T1000\./,
    );
  });
});
