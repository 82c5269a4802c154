import assert from 'node:assert/strict';
import type { BudgetStatus } from '../../../../../src/core/cost/budget';
import { SpendMonitor } from '../../../../../src/frontends/vscode/runs/spendMonitor';
import { spendText } from '../../../../../src/frontends/vscode/text/spendText';
import { verifies } from '../../../../requirements';
import { aBudgetStatus } from '../../../../support/budgets';

const status = (spentMicroUsd: number): BudgetStatus => aBudgetStatus({ spentMicroUsd, resetsAtMs: 60_000 });

function aMonitor(readStatus: () => Promise<BudgetStatus>) {
  const timers: { callback: () => void; delayMs: number; isDisposed: boolean }[] = [];
  const monitor = new SpendMonitor({
    readStatus,
    clock: { now: () => 10_000 },
    setTimer: (callback, delayMs) => {
      const timer = { callback, delayMs, isDisposed: false };
      timers.push(timer);
      return {
        dispose: () => {
          timer.isDisposed = true;
        },
      };
    },
  });
  return { monitor, timers };
}

describe('SpendMonitor', () => {
  it('has no number before the ledger answered', async () => {
    const { monitor } = aMonitor(async () => status(120_000));
    assert.equal(monitor.state.kind, 'loading');
    await monitor.refresh();
    assert.equal(spendText(monitor.state), '$0.12 today');
  });

  it(`says so when the ledger cannot be read ${verifies('UI-2')}`, async () => {
    const { monitor } = aMonitor(() => Promise.reject(new Error('damaged')));
    monitor.update(status(5));
    await monitor.refresh();
    assert.deepEqual(monitor.state, { kind: 'unavailable', message: 'damaged' });
  });

  it('asks again just after the reset, and keeps one timer', async () => {
    const answers = [status(120_000), status(130_000), status(0)];
    const { monitor, timers } = aMonitor(async () => answers.shift() ?? assert.fail());
    await monitor.refresh();
    await monitor.refresh();
    assert.deepEqual(
      timers.map(({ isDisposed }) => isDisposed),
      [true, false],
    );
    assert.ok((timers[1]?.delayMs ?? 0) > 50_000);
    timers[1]?.callback();
    await new Promise((resolve) => monitor.onDidChange(() => resolve(undefined)));
    assert.equal(spendText(monitor.state), '$0.00 today');
  });

  it('does not let an older answer replace a newer announcement', async () => {
    let answer: (status: BudgetStatus) => void = () => {};
    const { monitor } = aMonitor(() => new Promise((resolve) => (answer = resolve)));
    const asked = monitor.refresh();
    monitor.update(status(2_000_000));
    answer(status(1_000_000));
    await asked;
    assert.equal(spendText(monitor.state), '$2.00 today');
  });

  it('stops its timer when disposed, and starts none afterwards', async () => {
    const { monitor, timers } = aMonitor(async () => status(0));
    await monitor.refresh();
    monitor.dispose();
    await monitor.refresh();
    assert.deepEqual(
      timers.map(({ isDisposed }) => isDisposed),
      [true],
    );
  });
});
