import assert from 'node:assert/strict';
import { LedgerError } from '../../../../../src/core/errors';
import { estimated, unavailable } from '../../../../../src/core/figure';
import type { CostComparison } from '../../../../../src/core/reports/costReport';
import { ComparisonMonitor } from '../../../../../src/frontends/vscode/runs/comparisonMonitor';

const comparison: CostComparison = { modelName: 'opus', cost: estimated(4_500_000, '2 calls') };

describe('ComparisonMonitor', () => {
  it('says what the calls would have cost, and tells only of what is new', async () => {
    let changes = 0;
    const monitor = new ComparisonMonitor(async () => comparison);
    monitor.onDidChange(() => changes++);
    assert.equal(monitor.sentence, '');
    await monitor.refresh();
    await monitor.refresh();
    assert.equal(
      monitor.sentence,
      'This month: The same calls on opus would have cost about $4.50: 2 calls.',
    );
    assert.equal(changes, 1);
  });

  it('says nothing when nothing can be compared or the ledger cannot be read', async () => {
    const answers: (() => Promise<CostComparison | undefined>)[] = [
      async () => undefined,
      async () => ({ modelName: 'opus', cost: unavailable('no call was made') }),
      async () => {
        throw new LedgerError('ledger-unreadable', 'Damaged.');
      },
    ];
    for (const answer of answers) {
      let next: () => Promise<CostComparison | undefined> = async () => comparison;
      const monitor = new ComparisonMonitor(() => next());
      await monitor.refresh();
      next = answer;
      await monitor.refresh();
      assert.equal(monitor.sentence, '');
    }
  });

  it('drops an answer that a later question has overtaken', async () => {
    const answers: ((value: CostComparison | undefined) => void)[] = [];
    const monitor = new ComparisonMonitor(() => new Promise((resolve) => answers.push(resolve)));
    const [first, second] = [monitor.refresh(), monitor.refresh()];
    answers[1]?.(undefined);
    answers[0]?.(comparison);
    await Promise.all([first, second]);
    assert.equal(monitor.sentence, '');
  });
});
