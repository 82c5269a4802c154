import assert from 'node:assert/strict';
import { AbortError } from '../../../../src/base/abort';
import { parseFleetConfig } from '../../../../src/core/config/fleetConfig';
import { LedgerError, ModelSelectionError } from '../../../../src/core/errors';
import { onlyEmbedded } from '../../../../src/core/routing/modelAvailability';
import { embeddedModel, modelCatalog } from '../../../../src/core/routing/modelCatalog';
import { policyFrom } from '../../../../src/core/routing/routingPolicy';
import { verifies } from '../../../requirements';
import { recordEvents } from '../../../support/recordedEvents';
import { RecordingLogger } from '../../../support/recordingLogger';
import { aComplexity, aModel, aRouter, complexityInputs } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const agentId = { id: 'agent-1', type: 'test-generator', createdAtMs: 1 } as const;

describe('ModelRouter', () => {
  it(`selects the cheapest adequate model, says why, and why not the others ${verifies('TST-9.2-3', 'FM-2.1-5')}`, async () => {
    const { router } = aRouter({ complexity: aComplexity({ overall: 0.819, tier: 'complex' }) });
    const selection = await router.selectModel(aTask(), agentId);
    assert.equal(selection.modelName, 'claude-opus-4');
    assert.equal(selection.kind, 'routed');
    assert.equal(selection.agentId, 'agent-1');
    assert.equal(selection.taskId, 'task-1');
    assert.equal(selection.taskType, 'generate-tests');
    assert.equal(
      selection.reason,
      'The cheapest of 1 adequate model for complexity 0.81 (complex), at most $1.30755.',
    );
    assert.deepEqual(selection.rejected, [
      { modelName: 'claude-haiku-4', reason: 'it is for simple tasks, and this one is complex' },
      { modelName: 'claude-sonnet-4.5', reason: 'it is for moderate tasks, and this one is complex' },
    ]);
    assert.equal(selection.worstCaseCostMicroUsd.provenance, 'estimated');
  });

  it('takes the cheaper of several adequate models', async () => {
    const { router } = aRouter({ complexity: aComplexity({ tier: 'moderate' }) });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'claude-sonnet-4.5');
    assert.deepEqual(selection.rejected[0], {
      modelName: 'claude-opus-4',
      reason: 'it may cost $1.30755, more than claude-sonnet-4.5',
    });
  });

  it('breaks ties by name, whatever the order of the models', async () => {
    const models = [aModel('beta'), aModel('alpha'), aModel('gamma')];
    for (const order of [models, [...models].reverse()]) {
      const selection = await aRouter({ models: order }).router.selectModel(aTask());
      assert.equal(selection.modelName, 'alpha');
      assert.deepEqual(selection.rejected[0], { modelName: 'beta', reason: 'it costs as much as alpha' });
    }
  });

  it('leaves out models that cannot be used now, before it compares', async () => {
    const { router, events } = aRouter({
      isAvailable: ({ name }) =>
        name === 'claude-haiku-4' ? { ok: false, reason: 'it is cooling down' } : { ok: true },
    });
    const fallbacks = recordEvents(events, 'model.fallback');
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'claude-sonnet-4.5');
    assert.equal(selection.kind, 'routed');
    assert.ok(
      selection.rejected.some(
        ({ modelName, reason }) => modelName === 'claude-haiku-4' && reason === 'it is cooling down',
      ),
    );
    assert.deepEqual(fallbacks, []);
  });

  it('leaves out models whose context is too small', async () => {
    const inputs = complexityInputs({ largestTargetTokens: 97_000 });
    const { router } = aRouter({
      complexity: aComplexity({ inputs }),
      models: [
        aModel('small', { prices: embeddedModel.prices }),
        aModel('big', { contextWindow: 1_000_000 }),
      ],
    });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'big');
    assert.match(selection.rejected[0]?.reason ?? '', /context of 200000 tokens is too small/);
  });

  it(`takes the embedded engine from the catalogue while nothing allows to spend, keys or not ${verifies('FM-2.1-4')}`, async () => {
    const policy = policyFrom(parseFleetConfig({}).routing);
    for (const isAvailable of [onlyEmbedded, () => ({ ok: true }) as const]) {
      const { router, events, budgetReads } = aRouter({
        models: modelCatalog,
        policy,
        isAvailable,
        complexity: aComplexity({ overall: 0.9, tier: 'complex' }),
      });
      const fallbacks = recordEvents(events, 'model.fallback');
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'embedded');
      assert.equal(selection.kind, 'routed');
      assert.match(selection.reason, /^The cheapest of \d+ adequate models? .*, free\.$/);
      assert.deepEqual(selection.worstCaseCostMicroUsd, { provenance: 'measured', value: 0 });
      assert.deepEqual(fallbacks, []);
      assert.equal(budgetReads(), 0);
    }
  });

  it('says of a model without a key that there is none', async () => {
    const { router } = aRouter({ models: modelCatalog, isAvailable: onlyEmbedded });
    const { rejected } = await router.selectModel(aTask());
    assert.ok(
      rejected.some(
        ({ modelName, reason }) =>
          modelName === 'claude-haiku-4-5' && reason === 'no key is set up for anthropic',
      ),
    );
  });

  it(`falls back on the embedded engine when no named model can be used, and announces it ${verifies('EVT-7.1-7')}`, async () => {
    const { router, events } = aRouter({ isAvailable: onlyEmbedded });
    const fallbacks = recordEvents(events, 'model.fallback');
    const selection = await router.selectModel(aTask(), agentId);
    assert.equal(selection.modelName, 'embedded');
    assert.equal(selection.kind, 'fallback');
    assert.equal(selection.reason, 'In place of claude-haiku-4, because no key is set up for anthropic.');
    assert.deepEqual(
      fallbacks.map(({ payload }) => payload),
      [
        {
          agentId,
          taskId: 'task-1',
          fromModel: 'claude-haiku-4',
          toModel: 'embedded',
          reason: selection.reason,
        },
      ],
    );
  });

  it('falls back on the embedded engine when no named model is adequate', async () => {
    const { router } = aRouter({
      models: [aModel('small', { tier: 'simple' })],
      complexity: aComplexity({ overall: 0.75, tier: 'complex' }),
    });
    const selection = await router.selectModel(aTask());
    assert.equal(
      selection.reason,
      'None of the configured models can be used for complexity 0.75 (complex).',
    );
  });

  it('reads the budgets once for a selection', async () => {
    const { router, budgetReads } = aRouter();
    await router.selectModel(aTask());
    assert.equal(budgetReads(), 1);
  });

  it('chooses the same again, and asks nobody else', async () => {
    const { router } = aRouter();
    assert.deepEqual(await router.selectModel(aTask()), await router.selectModel(aTask()));
    assert.equal((await router.selectModel(aTask())).agentId, 'none');
  });

  describe('when selecting fails', () => {
    const failure = new Error('The parser gave up');
    const analyzer = { analyze: () => Promise.reject(failure) };

    it(`logs it, announces it and answers with the default model ${verifies('ERR-8.2-1', 'EVT-7.1-8')}`, async () => {
      const logger = new RecordingLogger();
      const { router, events, budgetReads } = aRouter({ analyzer, logger });
      const errors = recordEvents(events, 'routing.error');
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'claude-sonnet-4.5');
      assert.equal(selection.kind, 'default');
      assert.equal(selection.complexity, undefined);
      assert.equal(selection.reason, 'The default, because selecting failed (The parser gave up).');
      assert.deepEqual(errors[0]?.payload, {
        taskId: 'task-1',
        code: 'routing-failed',
        message: 'The parser gave up',
      });
      assert.equal(errors.length, 1);
      assert.deepEqual(logger.entries, ['error: Model selection failed']);
      assert.equal(budgetReads(), 1);
    });

    it(`answers with the embedded engine when the default model cannot be used, and announces it ${verifies('EVT-7.1-7')}`, async () => {
      const { router, events } = aRouter({ analyzer, isAvailable: onlyEmbedded });
      const fallbacks = recordEvents(events, 'model.fallback');
      const selection = await router.selectModel(aTask(), agentId);
      assert.equal(selection.modelName, 'embedded');
      assert.equal(selection.kind, 'default');
      assert.match(
        selection.reason,
        /claude-sonnet-4\.5, the default, which cannot be used: no key is set up/,
      );
      const [fromModel, toModel] = ['claude-sonnet-4.5', 'embedded'];
      assert.deepEqual(
        fallbacks.map(({ payload }) => payload),
        [{ agentId, taskId: 'task-1', fromModel, toModel, reason: selection.reason }],
      );
    });

    it('takes no default model that is not among the models of the user', async () => {
      const { router } = aRouter({ analyzer, models: [aModel('other')] });
      assert.equal((await router.selectModel(aTask())).modelName, 'embedded');
    });

    it('says that a default model of unknown name is unknown', async () => {
      const { router } = aRouter({ analyzer, defaultModel: 'nobody' });
      const selection = await router.selectModel(aTask());
      assert.equal(selection.modelName, 'embedded');
      assert.match(
        selection.reason,
        /nobody, the default, which cannot be used: no model of this name is known/,
      );
    });

    it('fails when not even the embedded engine can be used', async () => {
      const { router } = aRouter({ analyzer, isAvailable: () => ({ ok: false, reason: 'not today' }) });
      await assert.rejects(router.selectModel(aTask()), ModelSelectionError);
    });

    it('is over when the task is cancelled', async () => {
      const { router, events } = aRouter({ analyzer: { analyze: () => Promise.reject(new AbortError()) } });
      const errors = recordEvents(events, 'routing.error');
      await assert.rejects(router.selectModel(aTask()), AbortError);
      assert.deepEqual(errors, []);
    });
  });

  it('gives the default model to whoever does not want one selected', async () => {
    const selection = await aRouter().router.getDefaultModelSelection(aTask(), agentId);
    assert.equal(selection.modelName, 'claude-sonnet-4.5');
    assert.equal(selection.kind, 'default');
    assert.equal(selection.reason, 'The default, because none was selected.');
  });

  it('lets free models work while the record of costs cannot be read, and no others', async () => {
    const { router } = aRouter({ budget: new LedgerError('ledger-unreadable', 'The record is damaged.') });
    const selection = await router.selectModel(aTask());
    assert.equal(selection.modelName, 'embedded');
    assert.match(selection.reason, /because the record of costs cannot be read/);
  });
});
