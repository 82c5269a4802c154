import assert from 'node:assert/strict';
import fc from 'fast-check';
import { windowsOf } from '../../src/core/cost/budget';
import { scoreComplexity } from '../../src/core/routing/complexityScore';
import { chooseModel, type ModelChoice } from '../../src/core/routing/modelChoice';
import { complexityTiers, type ModelConfig } from '../../src/core/routing/modelConfig';
import type { ComplexityInputs, TaskComplexity } from '../../src/core/routing/modelSelection';
import { sizeOf, worstCaseCost } from '../../src/core/routing/worstCase';
import { verifies } from '../requirements';
import { aBudgetStatus } from '../support/budgets';
import { aModel, complexityInputs, specWeights } from '../support/routingBuilders';
import { aTask } from '../support/tasks';

const price = fc.oneof(fc.constant(0), fc.nat(100_000_000));
const model = fc
  .record({
    tier: fc.constantFrom(...complexityTiers),
    prices: fc.option(fc.record({ input: price, output: price, cacheRead: price, cacheWrite: price }), {
      nil: undefined,
    }),
    contextWindow: fc.integer({ min: 4000, max: 400_000 }),
    maxOutputTokens: fc.integer({ min: 1000, max: 64_000 }),
  })
  .map((fields) => aModel('', fields));
const models = fc
  .array(model, { maxLength: 6 })
  .map((list) => list.map((item, index): ModelConfig => ({ ...item, name: `model-${index}` })));
const inputs = fc
  .record({ tokens: fc.nat(50_000), cyclomatic: fc.nat(40), dependencies: fc.nat(20), branches: fc.nat(200) })
  .map((fields) => complexityInputs({ ...fields, largestTargetTokens: fields.tokens }));
const limit = fc.option(fc.nat(3_000_000), { nil: undefined });
const budget = fc
  .tuple(fc.nat(2_000_000), limit, limit, limit)
  .map(([spentMicroUsd, daily, weekly, monthly]) =>
    aBudgetStatus(
      { spentMicroUsd, limitMicroUsd: daily },
      {
        weekly: { spentMicroUsd, limitMicroUsd: weekly },
        monthly: { spentMicroUsd, limitMicroUsd: monthly },
      },
    ),
  );

const complexityOf = (given: ComplexityInputs): TaskComplexity => scoreComplexity(given, specWeights);
const choose = (
  list: readonly ModelConfig[],
  complexity: TaskComplexity,
  status = aBudgetStatus(),
): Promise<ModelChoice> =>
  chooseModel({
    models: list,
    task: aTask(),
    complexity,
    // By name, so that it does not depend on the order.
    isAvailable: ({ name }) => (name === 'model-3' ? { ok: false, reason: 'no key' } : { ok: true }),
    readBudget: async () => status,
  });

describe('chooseModel (property)', () => {
  it(`orders exactly the adequate, available, affordable models by cost ${verifies('ERR-8.2-2')}`, async () => {
    await fc.assert(
      fc.asyncProperty(models, inputs, budget, async (list, given, status) => {
        const complexity = complexityOf(given);
        const size = sizeOf(given);
        const { candidates, rejected } = await choose(list, complexity, status);
        const hasLimit = windowsOf(status).some(({ limitMicroUsd }) => limitMicroUsd !== undefined);
        const expected = list
          .map((item) => ({ item, cost: worstCaseCost(item, size) }))
          .filter(({ item, cost }) => {
            const output = Math.min(item.maxOutputTokens, 16_384);
            return (
              item.name !== 'model-3' &&
              complexityTiers.indexOf(item.tier) >= complexityTiers.indexOf(complexity.tier) &&
              size.largestInputTokens + output <= item.contextWindow &&
              (cost === undefined
                ? !hasLimit
                : cost === 0 ||
                  windowsOf(status).every(
                    ({ spentMicroUsd, limitMicroUsd = Number.POSITIVE_INFINITY }) =>
                      spentMicroUsd + cost <= limitMicroUsd,
                  ))
            );
          });
        assert.deepEqual(
          new Set(candidates.map(({ model: { name } }) => name)),
          new Set(expected.map(({ item }) => item.name)),
        );
        const [chosen] = candidates;
        for (const { cost } of expected) {
          assert.ok((chosen?.cost ?? Number.POSITIVE_INFINITY) <= (cost ?? Number.POSITIVE_INFINITY));
        }
        assert.equal(candidates.length + rejected.length, list.length);
      }),
    );
  });

  it('does not depend on the order of the models', async () => {
    await fc.assert(
      fc.asyncProperty(models, inputs, budget, async (list, given, status) => {
        const names = async (order: readonly ModelConfig[]) =>
          (await choose(order, complexityOf(given), status)).candidates.map(({ model: { name } }) => name);
        assert.deepEqual(await names(list), await names([...list].reverse()));
      }),
    );
  });

  it(`never gives a less complex task a dearer model ${verifies('TST-9.2-4')}`, async () => {
    const growth = fc.record({ tokens: fc.nat(20_000), cyclomatic: fc.nat(20), dependencies: fc.nat(10) });
    await fc.assert(
      fc.asyncProperty(models, inputs, growth, async (list, given, more) => {
        const harder = complexityInputs({
          ...given,
          tokens: given.tokens + more.tokens,
          largestTargetTokens: given.largestTargetTokens + more.tokens,
          cyclomatic: given.cyclomatic + more.cyclomatic,
          dependencies: given.dependencies + more.dependencies,
        });
        const [easy] = (await choose(list, complexityOf(given))).candidates;
        const [hard] = (await choose(list, complexityOf(harder))).candidates;
        if (!hard) return;
        assert.ok(easy);
        assert.ok((easy.cost ?? Number.POSITIVE_INFINITY) <= (hard.cost ?? Number.POSITIVE_INFINITY));
      }),
    );
  });

  it('reads no budget for free models', async () => {
    await fc.assert(
      fc.asyncProperty(models, inputs, async (list, given) => {
        const prices = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
        await chooseModel({
          models: list.map((item) => ({ ...item, prices })),
          task: aTask(),
          complexity: complexityOf(given),
          isAvailable: () => ({ ok: true }),
          readBudget: () => assert.fail('The budget was read'),
        });
      }),
    );
  });
});
