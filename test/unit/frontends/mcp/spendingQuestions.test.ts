import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { silentLogger } from '../../../../src/base/logger';
import type { SpendingPlan } from '../../../../src/core/generation/spendingPlan';
import { SpendingQuestions } from '../../../../src/frontends/mcp/spendingQuestions';
import { verifies } from '../../../requirements';

const plan: SpendingPlan = {
  runId: 'run-1',
  workspaceRoot: '/shop',
  modelName: 'gpt',
  files: [{ path: 'src/a.ts', gaps: ['line 3'] }],
  estimate: { likelyMicroUsd: 10_000, worstMicroUsd: 20_000 } as SpendingPlan['estimate'],
  isFurther: false,
};
const { signal } = new AbortController();

describe('SpendingQuestions', () => {
  for (const answer of [true, false]) {
    it(`asks the client of the run, and takes ${answer} for an answer ${verifies('RUN-14')}`, async () => {
      const questions = new SpendingQuestions(silentLogger);
      const asked: string[] = [];
      questions.open('run-1', async (question) => {
        asked.push(question);
        return answer;
      });
      assert.equal(await questions.confirm(plan, signal), answer);
      assert.match(asked.join(), /^gpt is to write tests for 1 file: likely \$0\.01, at most \$0\.02/);
      assert.equal(questions.refusalOf('run-1'), undefined);
    });
  }

  it(`agrees to nothing where the client cannot ask, and says so ${verifies('RUN-14')}`, async () => {
    const questions = new SpendingQuestions(silentLogger);
    questions.open('run-1', undefined);
    assert.equal(await questions.confirm(plan, signal), false);
    assert.match(questions.refusalOf('run-1') ?? '', /this client cannot ask its user.*confirmSpending/);
  });

  it(`agrees to nothing when the client fails to ask ${verifies('RUN-14')}`, async () => {
    const questions = new SpendingQuestions(silentLogger);
    questions.open('run-1', async () => {
      throw new Error('no dialog');
    });
    assert.equal(await questions.confirm(plan, signal), false);
    assert.match(questions.refusalOf('run-1') ?? '', /the client did not answer/);
  });

  it('ends with the run that is cancelled while it asks', async () => {
    const questions = new SpendingQuestions(silentLogger);
    const cancelled = new AbortController();
    questions.open('run-1', async () => {
      cancelled.abort();
      throw new Error('gone');
    });
    await assert.rejects(questions.confirm(plan, cancelled.signal), AbortError);
  });

  it('knows nothing of a run that was told', async () => {
    const questions = new SpendingQuestions(silentLogger);
    questions.open('run-1', async () => true).dispose();
    assert.equal(await questions.confirm(plan, signal), false);
    assert.equal(questions.refusalOf('run-1'), undefined);
  });
});
