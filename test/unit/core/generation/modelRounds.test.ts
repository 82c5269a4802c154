import assert from 'node:assert/strict';
import type { TestPlan } from '../../../../src/core/generation/2-planTests';
import type { CandidateRequest } from '../../../../src/core/generation/candidate';
import type { PaidSource } from '../../../../src/core/generation/candidateSources';
import { Dossier } from '../../../../src/core/generation/dossier';
import { ModelRounds } from '../../../../src/core/generation/modelRounds';
import { RunAllowance } from '../../../../src/core/generation/runAllowance';
import type { SpendingPlan } from '../../../../src/core/generation/spendingPlan';
import { verifies } from '../../../requirements';
import { aCandidate } from '../../../support/builders';
import { fakeLanguage } from '../../../support/generationFakes';
import { aLedgerRow } from '../../../support/ledgerRows';
import { aCandidateRequest } from '../../../support/modelSourceBuilders';

interface Setup {
  /** To the questions, one after the other. */
  readonly answers: readonly boolean[];
  /** Of each call, in micro-dollars. */
  readonly costMicroUsd?: number;
  readonly confirmSpending?: boolean;
}

/** A model whose test fails, whatever it mends; each call costs at most 100. */
function setUp({ answers, costMicroUsd = 10, confirmSpending = true }: Setup) {
  const request = aCandidateRequest();
  const target = { path: 'src/shop.ts' };
  const plan = { ...request, exampleTests: undefined, target, language: fakeLanguage } as unknown as TestPlan;
  const dossier = new Dossier(plan, { tests: [], unreadable: [] });
  const plans: SpendingPlan[] = [];
  const sent: ('tests' | 'repair')[] = [];
  const told: string[] = [];
  const paid: PaidSource = {
    modelId: 'model',
    async *write({ failures }: CandidateRequest) {
      sent.push(failures ? 'repair' : 'tests');
      yield { type: 'charge', rows: [aLedgerRow({ costMicroUsd })] };
    },
    estimate: (requests) => ({ likelyMicroUsd: requests.length, worstMicroUsd: 100 * requests.length }),
    escalate: async () => undefined,
  };
  const { signal } = new AbortController();
  const allowance = new RunAllowance({
    runId: 'r',
    workspaceRoot: '/w',
    signal,
    confirm: async (shown) => {
      plans.push(shown);
      return answers[plans.length - 1] ?? assert.fail('One question too many');
    },
  });
  let written = 0;
  const rounds = new ModelRounds(paid, {
    settings: { maxRepairs: 2, confirmSpending, findings: 'report', writeMode: 'propose' },
    allowance,
    gapsOf: () => [{ kind: 'statements', unit: 'discount', line: 1, description: 'line 1 is not executed' }],
    write: async (_dossier, source, { about }) => {
      const candidates = [];
      for await (const _part of source.write({ ...request, ...about }, signal)) {
        written += 1;
        candidates.push(aCandidate({ id: `${written}`, modelId: 'model' }));
      }
      return { plan, candidates, rejected: [] };
    },
    assess: async (tests) => {
      dossier.add(tests);
      const outcome = { file: '', titlePath: [], status: 'failed' as const, durationMs: 1 };
      const evidence = { outcome, brokenBecause: undefined, coverage: undefined, effects: [] };
      dossier.note({
        written: tests,
        byCandidate: new Map(tests.candidates.map(({ id }) => [id, evidence])),
      });
    },
    startStage: async () => {},
    notice: async (message) => void told.push(message),
    signal,
    stop: signal,
  });
  return { perform: () => rounds.perform([dossier]), plans, sent, told, dossier };
}

describe('ModelRounds', () => {
  it(`shows the most that tests and their repairs cost, and asks no more while that is enough ${verifies('RUN-14')}`, async () => {
    const { perform, plans, sent } = setUp({ answers: [true] });
    await perform();
    assert.deepEqual(
      plans.map(({ estimate }) => estimate),
      [{ likelyMicroUsd: 1, worstMicroUsd: 300 }],
    );
    assert.deepEqual(sent, ['tests', 'repair', 'repair']);
  });

  it(`asks about a repair that the rest of the amount does not cover; refused, what there is stays ${verifies('RUN-14')}`, async () => {
    const { perform, plans, sent, told, dossier } = setUp({ answers: [true, false], costMicroUsd: 201 });
    await perform();
    assert.deepEqual(
      plans.map(({ files, isFurther }) => [files, isFurther]),
      [
        [[{ path: 'src/shop.ts', gaps: ['line 1 is not executed'] }], false],
        [[{ path: 'src/shop.ts', gaps: ['1 test that did not hold, to be mended'] }], true],
      ],
    );
    assert.deepEqual(sent, ['tests']);
    assert.equal(dossier.candidates.length, 1);
    assert.deepEqual(told, ['model is not asked, as you chose; what there is stays.']);
  });

  it('asks nobody when the settings say so', async () => {
    const { perform, plans, sent } = setUp({ answers: [], costMicroUsd: 1000, confirmSpending: false });
    await perform();
    assert.deepEqual([plans, sent], [[], ['tests', 'repair', 'repair']]);
  });
});
