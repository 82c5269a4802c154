import assert from 'node:assert/strict';
import type { ProposedTest } from '../../../../../src/core/generation/review/proposal';
import type { AcceptedTests } from '../../../../../src/core/generation/review/review';
import { presentAccepted } from '../../../../../src/frontends/vscode/text/reviewText';
import { aCandidate, aReceipt } from '../../../../support/builders';

const test: ProposedTest = { candidate: aCandidate(), receipt: aReceipt() };
const accepted: AcceptedTests = {
  path: 'src/double.test.ts',
  isNew: true,
  accepted: [test, test],
  refused: [],
  basis: 'as-proposed',
};
const present = (...results: AcceptedTests[]) =>
  presentAccepted(results, { workspaceRoot: '/w', undo: { kind: 'undo', runId: 'r', workspaceRoot: '/w' } });

describe('presentAccepted', () => {
  it('says whether the text is the one that the run has checked', () => {
    assert.equal(
      present(accepted)?.message,
      '2 tests written to the new file src/double.test.ts, exactly as it passed every run.',
    );
    assert.equal(
      present({ ...accepted, isNew: false, accepted: [test], basis: 'checked-again' })?.message,
      '1 test added to src/double.test.ts, after the file with them has passed 5 runs of 5 once more.',
    );
    assert.deepEqual(
      present(accepted)?.actions.map(({ kind }) => kind),
      ['open-file', 'undo'],
    );
  });

  it('warns of tests that did not hold, with the reason of the first, and offers no way back from nothing', () => {
    const presentation = present({
      ...accepted,
      accepted: [],
      refused: [
        { test, reason: 'expected 3 to be 4' },
        { test, reason: 'other' },
      ],
    });
    assert.equal(presentation?.severity, 'warning');
    assert.match(
      presentation?.message ?? '',
      /"double › returns 4 for 2" \(and 1 more\)\. expected 3 to be 4$/,
    );
    assert.deepEqual(presentation?.actions, []);
  });

  it('has nothing to say when nothing was decided', () => {
    assert.equal(present(), undefined);
  });
});
