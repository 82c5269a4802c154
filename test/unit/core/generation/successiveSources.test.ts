import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import {
  BudgetExceededError,
  GenerationError,
  LedgerError,
  ProviderError,
} from '../../../../src/core/errors';
import type {
  CandidatePart,
  CandidateRequest,
  CandidateSource,
} from '../../../../src/core/generation/candidate';
import { withModelAfterwards } from '../../../../src/core/generation/successiveSources';
import { aCandidate } from '../../../support/builders';
import { fakeSource } from '../../../support/generationFakes';
import { aCandidateRequest, readParts } from '../../../support/modelSourceBuilders';

const signal = new AbortController().signal;
const first: CandidatePart = {
  type: 'candidate',
  candidate: aCandidate({ unit: 'discount', title: 'is free' }),
};
const second: CandidatePart = {
  type: 'candidate',
  candidate: aCandidate({ id: '2', modelId: 'fake-model' }),
};

/** A model that gives one candidate and then fails, if it is to. */
function aModel(error?: Error): { readonly source: CandidateSource; readonly requests: CandidateRequest[] } {
  const requests: CandidateRequest[] = [];
  const source: CandidateSource = {
    modelId: 'fake-model',
    async *write(request) {
      requests.push(request);
      yield second;
      if (error) throw error;
    },
  };
  return { source, requests };
}

describe('withModelAfterwards', () => {
  it('tells the model what was proposed for free', async () => {
    const { source, requests } = aModel();
    const { parts } = await readParts(
      withModelAfterwards(fakeSource([first]), source).write(aCandidateRequest(), signal),
    );
    assert.deepEqual(parts, [first, second]);
    assert.deepEqual(requests[0]?.proposed, [{ unit: 'discount', title: 'is free' }]);
  });

  const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 1 } as const;
  for (const error of [
    new ProviderError('provider-timed-out', 'It was silent.'),
    new BudgetExceededError('The budget is spent.', budget),
    new LedgerError('ledger-unwritable', 'No disk.'),
  ]) {
    it(`keeps what is there when the model ends with a ${error.name}`, async () => {
      const combined = withModelAfterwards(fakeSource([first]), aModel(error).source);
      const { parts, error: thrown } = await readParts(combined.write(aCandidateRequest(), signal));
      assert.equal(thrown, undefined);
      assert.deepEqual(parts.slice(0, 2), [first, second]);
      assert.deepEqual(parts.slice(2), [
        {
          type: 'notice',
          message: `fake-model could not finish: ${error.message} What embedded wrote stays.`,
        },
      ]);
    });
  }

  for (const error of [new AbortError(), new TypeError('a mistake of ours')]) {
    it(`hides no ${error.name}`, async () => {
      const combined = withModelAfterwards(fakeSource([first]), aModel(error).source);
      assert.equal((await readParts(combined.write(aCandidateRequest(), signal))).error, error);
    });
  }

  it('asks no model about a module that cannot be loaded', async () => {
    const error = new GenerationError('module-not-loadable', 'It throws.');
    const { source, requests } = aModel();
    const broken = fakeSource(() => {
      throw error;
    });
    const { error: thrown } = await readParts(
      withModelAfterwards(broken, source).write(aCandidateRequest(), signal),
    );
    assert.deepEqual([thrown, requests.length], [error, 0]);
  });

  it('never lets progress go back, and names who gave a test up', async () => {
    const parts: CandidatePart[] = [
      { type: 'progress', message: 'done', fraction: 1 },
      { type: 'rejected', rejected: { id: 'r', unit: 'u', title: 't', reason: 'It is flaky.' } },
    ];
    const model = {
      modelId: 'fake-model',
      write: fakeSource([{ type: 'progress', message: 'begun', fraction: 0 }]).write,
    };
    const read = await readParts(
      withModelAfterwards(fakeSource(parts), model).write(aCandidateRequest(), signal),
    );
    assert.deepEqual(
      read.parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : [])),
      [0.6, 0.6],
    );
    assert.equal(read.parts.find((part) => part.type === 'rejected')?.rejected.modelId, 'embedded');
  });
});
