import assert from 'node:assert/strict';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import { Dossier } from '../../../../src/core/generation/dossier';
import { scoreChange } from '../../../../src/core/generation/mutationChange';
import { describeMutationChange } from '../../../../src/core/generation/receiptText';
import type { CandidateEvidence } from '../../../../src/core/generation/testEvidence';
import { type Judgement, TestFileJudge } from '../../../../src/core/generation/testFileJudge';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';
import { aMutant } from '../../../support/mutationBuilders';

const plan = { target: { path: 'src/double.ts' } } as unknown as TestPlan;
const passed: CandidateEvidence = {
  outcome: { file: '', titlePath: [], status: 'passed', durationMs: 1 },
  brokenBecause: undefined,
  coverage: undefined,
  effects: [],
};

function aDossier(evidence: CandidateEvidence = passed): Dossier {
  const dossier = new Dossier(plan, { tests: [], unreadable: [] });
  const written = { plan, candidates: [aCandidate({ id: 'a' })], rejected: [] };
  dossier.add(written);
  dossier.note({ written, byCandidate: new Map([['a', evidence]]) });
  return dossier;
}

describe('Dossier', () => {
  it(`does not count a test as passed that left an error behind ${verifies('RUN-12')}`, () => {
    assert.equal(aDossier().passing.length, 1);
    const broken = aDossier({ ...passed, brokenBecause: 'It left an error.' });
    assert.deepEqual([broken.passing.length, broken.failing.length], [0, 1]);
  });
});

describe('mutants of which only a sample was tried', () => {
  /** Executes so many mutants of ten, and notices none. */
  function judged(reached: number, sampledFrom?: number): Judgement | undefined {
    const dossier = aDossier();
    const mutants = Array.from({ length: 10 }, (_, index) => aMutant({ id: `${index}` }));
    dossier.kills = {
      mutants,
      byTest: new Map([
        ['a', { reached: new Set(mutants.slice(0, reached).map(({ id }) => id)), killed: new Set() }],
      ]),
      killedBefore: new Set(),
      unmeasuredTests: [],
      unrepeatable: new Set(),
      ...(sampledFrom !== undefined && { sampledFrom }),
    };
    const judge = new TestFileJudge(dossier, { status: 'unavailable', reason: '' }, []);
    return judge.result.judgements.get('a');
  }
  const reasonOf = (judgement: Judgement | undefined) =>
    judgement?.status === 'dropped' ? [judgement.reason, judgement.detail] : [judgement?.status];

  it(`proves nothing against a test that executes few of them ${verifies('RUN-12')}`, () => {
    assert.deepEqual(reasonOf(judged(4, 2010)), [undefined]);
  });

  it(`proves that a test asserts nothing when it executes enough of them ${verifies('RUN-12')}`, () => {
    assert.deepEqual(reasonOf(judged(5, 2010)), [
      'proves-nothing',
      'It notices none of the 5 mutants that it executes of a sample of 10 of 2010.',
    ]);
  });

  it(`is no matter when all were tried ${verifies('RUN-12')}`, () => {
    assert.deepEqual(reasonOf(judged(1)), [
      'proves-nothing',
      'It notices none of the 1 mutants that it executes.',
    ]);
  });

  it('is said beside the score', () => {
    const dossier = aDossier();
    dossier.kills = {
      mutants: [aMutant({ id: '1' }), aMutant({ id: '2' })],
      byTest: new Map([['a', { reached: new Set(['1']), killed: new Set(['1']) }]]),
      killedBefore: new Set(),
      unmeasuredTests: [],
      unrepeatable: new Set(),
      sampledFrom: 2010,
    };
    const contribution = { statements: 0, lines: 0, branches: 0, kills: 1 };
    const change = scoreChange(dossier, new Map([['a', { status: 'kept', contribution }]]));
    assert.ok(change);
    assert.equal(
      describeMutationChange(change),
      'Mutants noticed: 0 of 2 → 1 of 2 (50.0 %), of a sample of 2 of 2010',
    );
  });
});
