import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { BudgetExceededError, ModelSelectionError, ProviderError } from '../../../../src/core/errors';
import { embeddedModel } from '../../../../src/core/routing/modelCatalog';
import { openPolicy } from '../../../../src/core/routing/routingPolicy';
import { verifies } from '../../../requirements';
import { aBudgetStatus } from '../../../support/budgets';
import { recordEvents } from '../../../support/recordedEvents';
import { aComplexity, aModel, aRouter } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const priced = (dollars: number) => ({
  input: dollars * 1_000_000,
  output: dollars * 5_000_000,
  cacheRead: 0,
  cacheWrite: dollars * 1_000_000,
});
const models = [
  aModel('claude', { prices: priced(1) }),
  aModel('claude-big', { prices: priced(2) }),
  aModel('gpt', { provider: 'openai', prices: priced(3) }),
];
const overloaded = () => new ProviderError('provider-overloaded', 'The provider is overloaded.');

describe('ModelRouter.selectFallback', () => {
  it(`goes on with the next adequate model of another provider, and announces it ${verifies('EVT-7.1-7')}`, async () => {
    const { router, events } = aRouter({ models });
    const fallbacks = recordEvents(events, 'model.fallback');
    const first = await router.selectModel(aTask());
    assert.equal(first.modelName, 'claude');
    const next = await router.selectFallback(aTask(), first, overloaded());
    assert.equal(next.modelName, 'gpt');
    assert.equal(next.kind, 'fallback');
    assert.match(
      next.reason,
      /^In place of claude, which failed \(The provider is overloaded\)\. The cheapest of 1 adequate model/,
    );
    assert.ok(
      next.rejected.some(
        ({ modelName, reason }) =>
          modelName === 'claude-big' && reason === 'anthropic failed at this task before',
      ),
    );
    assert.equal(fallbacks.length, 1);
    assert.deepEqual([fallbacks[0]?.payload.fromModel, fallbacks[0]?.payload.toModel], ['claude', 'gpt']);
  });

  it('never goes back to a provider that failed at the task, and ends with the embedded engine', async () => {
    const { router } = aRouter({ models });
    const first = await router.selectModel(aTask());
    const second = await router.selectFallback(aTask(), first, overloaded());
    const third = await router.selectFallback(aTask(), second, overloaded());
    assert.equal(third.modelName, 'embedded');
    await assert.rejects(router.selectFallback(aTask(), third, new Error('Broken')), (error) => {
      assert.ok(error instanceof ModelSelectionError);
      assert.match(
        error.message,
        /^No other model can take the place of embedded, which failed \(Broken\): /,
      );
      assert.match(error.message, /claude: anthropic failed at this task before/);
      return true;
    });
    assert.equal((await router.selectModel(aTask({ id: 'task-2' }))).modelName, 'claude');
  });

  it('passes on what no other model would change', async () => {
    const { router } = aRouter({ models });
    const first = await router.selectModel(aTask());
    const budget = { budgetType: 'daily', current: 1, limit: 1, resetsAtMs: 1 } as const;
    for (const error of [new AbortError(), new BudgetExceededError('Too dear.', budget)]) {
      await assert.rejects(router.selectFallback(aTask(), first, error), error);
    }
  });

  it('lets only the embedded engine take the place of a forced model', async () => {
    const { router } = aRouter({ models, policy: { ...openPolicy, forcedModel: 'claude' } });
    const first = await router.selectModel(aTask());
    assert.equal((await router.selectFallback(aTask(), first, overloaded())).modelName, 'embedded');
  });

  it('keeps new tasks from a provider that failed several times, until it recovers', async () => {
    const time = { nowMs: 1_790_000_000_000 };
    const { router } = aRouter({ models, clock: { now: () => time.nowMs } });
    for (const id of ['a', 'b', 'c']) {
      const first = await router.selectModel(aTask({ id }));
      await router.selectFallback(aTask({ id }), first, overloaded());
    }
    const select = async (id: string) => (await router.selectModel(aTask({ id }))).modelName;
    assert.equal(await select('d'), 'gpt');
    time.nowMs += 30_000;
    // One of many that start at once tries whether it works again.
    const names = await Promise.all(['e', 'f', 'g'].map(select));
    assert.deepEqual(names.sort(), ['claude', 'gpt', 'gpt']);
    const [claude] = models;
    if (claude) router.reportSuccess(claude);
    assert.equal(await select('h'), 'claude');
  });

  it('waits for the end of a rate limit', async () => {
    const time = { nowMs: 1_790_000_000_000 };
    const { router } = aRouter({ models, clock: { now: () => time.nowMs } });
    const limited = new ProviderError('provider-rate-limited', 'Slow down.', { retryAfterMs: 5000 });
    const first = await router.selectModel(aTask({ id: 'a' }));
    await router.selectFallback(aTask({ id: 'a' }), first, limited);
    assert.equal((await router.selectModel(aTask({ id: 'b' }))).modelName, 'claude-big');
    time.nowMs += 5000;
    assert.equal((await router.selectModel(aTask({ id: 'c' }))).modelName, 'claude');
  });
});

describe('ModelRouter.escalate', () => {
  const tiers = [
    aModel('small', { tier: 'simple', prices: priced(1) }),
    aModel('middle', { tier: 'moderate', prices: priced(2) }),
    aModel('big', { tier: 'complex', prices: priced(3) }),
  ];
  const failure = 'no test of it passed';

  it('goes one tier up at a time, says why, and ends at the strongest', async () => {
    const { router, events } = aRouter({ models: [...tiers, embeddedModel] });
    const fallbacks = recordEvents(events, 'model.fallback');
    const small = await router.selectModel(aTask());
    const middle = (await router.escalate(aTask(), small, failure)) ?? assert.fail();
    assert.equal(middle.modelName, 'middle');
    assert.equal(
      middle.reason,
      'In place of small, which is for simple tasks and failed: no test of it passed.',
    );
    assert.equal(middle.complexity?.tier, 'simple');
    const big = (await router.escalate(aTask(), middle, failure)) ?? assert.fail();
    assert.equal(big.modelName, 'big');
    assert.equal(await router.escalate(aTask(), big, failure), undefined);
    assert.equal(fallbacks.length, 2);
  });

  it('skips a tier that has no model', async () => {
    const { router } = aRouter({ models: tiers.filter(({ name }) => name !== 'middle') });
    const small = await router.selectModel(aTask());
    assert.equal((await router.escalate(aTask(), small, failure))?.modelName, 'big');
  });

  it('stays within the budget, and goes nowhere from what the user has named', async () => {
    const budget = aBudgetStatus({ limitMicroUsd: 60_000 });
    const { router } = aRouter({ models: tiers, budget });
    const small = await router.selectModel(aTask());
    assert.equal(small.modelName, 'small');
    assert.equal(await router.escalate(aTask(), small, failure), undefined);
    const forced = aRouter({ models: tiers, policy: { ...openPolicy, forcedModel: 'small' } }).router;
    assert.equal(await forced.escalate(aTask(), await forced.selectModel(aTask()), failure), undefined);
  });

  it('does not go up from the embedded engine', async () => {
    const { router } = aRouter({ models: [embeddedModel] });
    const selection = await router.selectModel(aTask());
    assert.equal(await router.escalate(aTask(), selection, failure), undefined);
  });

  it('starts one tier higher after some failures in the same repository, and only there', async () => {
    const { router, memory } = aRouter({ models: tiers });
    for (let count = 0; count < 5; count++) {
      const id = `task-${count}`;
      const selection = await router.selectModel(aTask({ id }));
      assert.equal(selection.modelName, 'small');
      await router.escalate(aTask({ id }), selection, failure);
    }
    const selection = await router.selectModel(aTask({ id: 'next' }));
    assert.equal(selection.modelName, 'middle');
    assert.deepEqual(
      selection.rejected.filter(({ modelName }) => modelName === 'small'),
      [
        {
          modelName: 'small',
          reason: 'it succeeded with 0 of 5 tasks like this one in this repository',
        },
      ],
    );
    const elsewhere = aTask({
      request: { type: 'generate-tests', workspaceRoot: '/other', targets: [{ path: 'src/a.ts' }] },
    });
    assert.equal((await router.selectModel(elsewhere)).modelName, 'small');
    await router.flush();
    const later = aRouter({ models: tiers, memoryStore: memory }).router;
    assert.equal((await later.selectModel(aTask())).modelName, 'middle');
  });

  it('goes on with a model of bad experience when there is no other', async () => {
    const [small] = tiers;
    const { router } = aRouter({ models: small ? [small] : [] });
    for (let count = 0; count < 6; count++) {
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'small');
      router.recordOutcome(aTask(), selection, false);
    }
  });

  it('starts a cheaper model on harder tasks that it did well, and says so', async () => {
    const complexity = aComplexity({ overall: 0.5, tier: 'moderate' });
    const { router } = aRouter({ models: tiers, complexity, policy: { ...openPolicy, exploreRate: 1 } });
    const trial = await router.selectModel(aTask());
    assert.equal(trial.modelName, 'small');
    assert.match(
      trial.reason,
      /It is for simple tasks, and is tried on this one \(routing\.exploreRate\)\.$/,
    );
    for (let count = 0; count < 5; count++) router.recordOutcome(aTask(), trial, true);
    const sure = await router.selectModel(aTask());
    assert.equal(sure.modelName, 'small');
    assert.match(
      sure.reason,
      /It is for simple tasks, and succeeded with 5 of 5 like this one in this repository\.$/,
    );
  });

  it('tries nothing unless it is asked to, and then about the share it is asked for', async () => {
    const complexity = aComplexity({ overall: 0.5, tier: 'moderate' });
    const trials = async (exploreRate: number) => {
      const { router } = aRouter({ models: tiers, complexity, policy: { ...openPolicy, exploreRate } });
      const ids = Array.from({ length: 400 }, (_, index) => `task-${index}`);
      const chosen = await Promise.all(ids.map((id) => router.selectModel(aTask({ id }))));
      return chosen.filter(({ modelName }) => modelName === 'small').length;
    };
    assert.equal(await trials(0), 0);
    const share = (await trials(0.25)) / 400;
    assert.ok(share > 0.18 && share < 0.32, String(share));
  });
});
