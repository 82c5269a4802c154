import assert from 'node:assert/strict';
import type { CandidatePart } from '../../../../src/core/generation/candidate';
import type { PaidSource } from '../../../../src/core/generation/candidateSources';
import { withinAllowance } from '../../../../src/core/generation/withinAllowance';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';
import { aLedgerRow } from '../../../support/ledgerRows';
import { aCandidateRequest, readParts } from '../../../support/modelSourceBuilders';

const candidatePart = (id: string): CandidatePart => ({ type: 'candidate', candidate: aCandidate({ id }) });

/** Writes with one model, which then fails, and goes on with another one. */
function aReplacedSource() {
  const asked: string[] = [];
  const paid: PaidSource & { modelId: string } = {
    modelId: 'first',
    async *write() {
      asked.push('first');
      yield candidatePart('1');
      yield { type: 'charge', rows: [aLedgerRow({ costMicroUsd: 40 }), aLedgerRow({ costMicroUsd: 2 })] };
      paid.modelId = 'second';
      yield { type: 'notice', message: 'second takes over' };
      asked.push('second');
      yield candidatePart('2');
      yield { type: 'charge', rows: [aLedgerRow({ provenance: 'unpriced', costMicroUsd: 0 })] };
    },
    estimate: () => ({ likelyMicroUsd: 1, worstMicroUsd: 700 }),
    escalate: async () => undefined,
  };
  return { paid, asked };
}

async function readWith(...answers: readonly boolean[]) {
  const { paid, asked } = aReplacedSource();
  const spent: number[] = [];
  let questions = 0;
  const source = withinAllowance(paid, {
    mayPay: async () => answers[questions++] ?? assert.fail('One question too many'),
    noteSpent: (costMicroUsd) => void spent.push(costMicroUsd),
  });
  const { parts, error } = await readParts(source.write(aCandidateRequest(), new AbortController().signal));
  assert.equal(error, undefined);
  const ids = parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate.id] : []));
  return { asked, ids, spent, questions };
}

describe('withinAllowance', () => {
  it(`asks no model without permission ${verifies('RUN-14')}`, async () => {
    assert.deepEqual(await readWith(false), { asked: [], ids: [], spent: [], questions: 1 });
  });

  it(`asks no model in place of another one without permission; what was written and paid stays ${verifies('RUN-14')}`, async () => {
    assert.deepEqual(await readWith(true, false), {
      asked: ['first'],
      ids: ['1'],
      spent: [42],
      questions: 2,
    });
  });

  it('reads to the end when all is permitted, and takes the worst for a price that is not known', async () => {
    assert.deepEqual(await readWith(true, true), {
      asked: ['first', 'second'],
      ids: ['1', '2'],
      spent: [42, 700],
      questions: 2,
    });
  });
});
