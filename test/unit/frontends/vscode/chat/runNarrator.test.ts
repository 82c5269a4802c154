import assert from 'node:assert/strict';
import type { TestReceipt } from '../../../../../src/core/generation/receipt';
import { RunNarrator } from '../../../../../src/frontends/vscode/chat/runNarrator';
import { aReceipt } from '../../../../support/builders';

const receiptOf = (verdict: TestReceipt['verdict']) =>
  new RunNarrator().tell({ type: 'receipt', receipt: aReceipt({ unit: 'add', title: 'adds [1]', verdict }) });

describe('RunNarrator', () => {
  it('tells stages and proposed tests, each once, and what happens between only where there are no stages', () => {
    const narrator = new RunNarrator();
    const progress = { type: 'progress', fraction: 0.1, message: 'Running the tests' } as const;
    assert.deepEqual(narrator.tell(progress), [{ kind: 'progress', text: 'Running the tests' }]);
    assert.deepEqual(narrator.tell(progress), []);
    const stage = { type: 'stage-start', stage: 'write', message: 'Writing' } as const;
    assert.deepEqual(narrator.tell(stage), [{ kind: 'progress', text: 'Writing' }]);
    assert.deepEqual(narrator.tell({ ...progress, message: 'Trying inputs' }), []);
    assert.deepEqual(
      narrator.tell({
        type: 'test-proposed',
        candidateId: '1',
        sourceFile: 'a.ts',
        unit: 'add',
        title: 'adds',
      }),
      [{ kind: 'progress', text: 'Proposed: add › adds' }],
    );
  });

  it('tells kept tests and bugs with their evidence, and leaves dropped ones to the end', () => {
    const [kept] = receiptOf({ status: 'kept' });
    assert.match(kept?.text ?? '', /^- ✓ `add` › adds \\\[1\\\] — .*runs/);
    const [bug] = receiptOf({ status: 'finding', detail: 'says 2, gives 3' });
    assert.match(bug?.text ?? '', /^- \*\*Bug\*\* `add` › .*says 2, gives 3/);
    assert.deepEqual(receiptOf({ status: 'dropped', reason: 'failed', detail: '' }), []);
  });

  it('tells the model and why', () => {
    const told = new RunNarrator().tell({
      type: 'model-selected',
      modelName: 'tiny',
      reason: 'The cheapest.',
    });
    assert.deepEqual(told, [{ kind: 'markdown', text: '\nModel **tiny**: The cheapest.\n\n' }]);
  });

  it('tells coverage and files with which nothing could be done', () => {
    const narrator = new RunNarrator();
    const totals = { coveredStatements: 1, statements: 2, coveredBranches: 0, branches: 4 };
    const change = { sourceFile: 'a.ts', before: { unavailable: 'no test' }, after: totals };
    assert.deepEqual(narrator.tell({ type: 'coverage', change }), [
      { kind: 'markdown', text: '\n`a.ts`: statements n/a → 50.0 %, branches n/a → 0.0 %\n\n' },
    ]);
    const failure = { sourceFile: 'b.ts', code: 'source-syntax-error', message: 'b.ts line 2: no.' } as const;
    assert.deepEqual(narrator.tell({ type: 'target-failed', failure }), [
      { kind: 'markdown', text: '- b.ts line 2: no.\n' },
    ]);
  });
});
