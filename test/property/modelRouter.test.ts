import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProviderError } from '../../src/core/errors';
import { complexityTiers, type ModelConfig } from '../../src/core/routing/modelConfig';
import type { ModelSelection } from '../../src/core/routing/modelSelection';
import { ProviderHealth } from '../../src/core/routing/providerHealth';
import { openPolicy, permissionOf, type RoutingPolicy } from '../../src/core/routing/routingPolicy';
import { type OutcomesByTier, startTierOf } from '../../src/core/routing/startTier';
import { worstCaseCost } from '../../src/core/routing/worstCase';
import { aComplexity, aModel, aRouter } from '../support/routingBuilders';
import { aTask } from '../support/tasks';

const names = ['a', 'b', 'c', 'd', 'e'] as const;
const price = fc.oneof(fc.constant(0), fc.nat(50_000_000));
const models = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      provider: fc.constantFrom('anthropic', 'openai', 'google'),
      tier: fc.constantFrom(...complexityTiers),
      prices: fc.option(fc.record({ input: price, output: price, cacheRead: price, cacheWrite: price }), {
        nil: undefined,
      }),
    }),
    { selector: ({ name }) => name, maxLength: names.length },
  )
  .map((list) => list.map(({ name, ...fields }): ModelConfig => aModel(name, fields)));
const some = fc.subarray([...names]);
const policy = fc
  .record({
    forcedModel: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 4 }),
    rules: fc.array(
      fc.record(
        { path: fc.constantFrom('src/**', 'lib/**'), model: fc.constantFrom(...names) },
        { requiredKeys: ['model'] },
      ),
      { maxLength: 3 },
    ),
    allowedModels: some,
    exploreRate: fc.constantFrom(0, 0.5, 1),
    paid: some,
  })
  .map(
    ({ paid, ...fields }): RoutingPolicy => ({
      ...fields,
      isSpendingAllowed: ({ name }) => paid.some((other) => other === name),
    }),
  );
const scene = fc.record({
  models,
  policy,
  down: some,
  tier: fc.constantFrom(...complexityTiers),
});
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;

const routerOf = ({ models: list, policy: rules, down, tier }: Scene) =>
  aRouter({
    models: list,
    policy: rules,
    complexity: aComplexity({ tier }),
    isAvailable: ({ name }) =>
      down.some((other) => other === name) ? { ok: false, reason: 'down' } : { ok: true },
  }).router;
const rank = (tier: ModelConfig['tier']) => complexityTiers.indexOf(tier);
const costOf = (model: ModelConfig) =>
  worstCaseCost(model, { calls: 1, largestInputTokens: 4200, inputTokens: 4200 }) ?? Number.POSITIVE_INFINITY;

describe('ModelRouter (property)', () => {
  it('selects no model that is unavailable, not allowed or not to be paid for', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const { modelConfig, reason } = await routerOf(given).selectModel(aTask());
        assert.ok(reason.length > 0);
        if (modelConfig.provider === 'embedded') return;
        assert.equal(permissionOf(modelConfig, given.policy).ok, true);
        assert.equal(
          given.down.some((name) => name === modelConfig.name),
          false,
        );
      }),
    );
  });

  it('does not depend on the order of the models, and answers the same again', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const router = routerOf(given);
        const first = await router.selectModel(aTask());
        const reversed = routerOf({ ...given, models: [...given.models].reverse() });
        for (const again of [await router.selectModel(aTask()), await reversed.selectModel(aTask())]) {
          assert.deepEqual([again.modelName, again.reason], [first.modelName, first.reason]);
        }
      }),
    );
  });

  it('follows force before rules, the first rule that fits before others, and rules before cost', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const selection = await routerOf(given).selectModel(aTask());
        const { forcedModel, rules } = given.policy;
        const wanted = forcedModel ?? rules.find(({ path }) => path !== 'lib/**')?.model;
        const model = given.models.find(({ name }) => name === wanted);
        const isUsable =
          model && permissionOf(model, given.policy).ok && !given.down.some((name) => name === wanted);
        if (isUsable) assert.equal(selection.modelName, wanted);
        else if (forcedModel !== undefined) assert.equal(selection.modelName, 'embedded');
      }),
    );
  });

  it('takes the cheapest adequate of what may be used where no setting names a model', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const free = { ...given.policy, forcedModel: undefined, rules: [], exploreRate: 0 };
        const selection = await routerOf({ ...given, policy: free }).selectModel(aTask());
        const usable = given.models.filter(
          (model) =>
            rank(model.tier) >= rank(given.tier) &&
            permissionOf(model, free).ok &&
            !given.down.some((name) => name === model.name),
        );
        if (usable.length === 0) assert.equal(selection.modelName, 'embedded');
        else {
          const least = Math.min(...usable.map(costOf));
          const cheapest = usable.filter((model) => costOf(model) === least).map(({ name }) => name);
          assert.equal(selection.modelName, cheapest.sort()[0]);
        }
      }),
    );
  });

  it('explains what it would select', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const router = routerOf(given);
        const { decision } = await router.explain(aTask());
        const selection = await router.selectModel(aTask());
        assert.equal(decision.ok && decision.modelName, selection.modelName);
        assert.equal(decision.ok && decision.reason, selection.reason);
      }),
    );
  });

  it('never takes a task back to a provider that failed at it, and comes to an end', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (given) => {
        const router = routerOf(given);
        const failed = new Set<string>();
        let selection: ModelSelection = await router.selectModel(aTask());
        while (selection.modelConfig.provider !== 'embedded') {
          failed.add(selection.modelConfig.provider);
          selection = await router.selectFallback(
            aTask(),
            selection,
            new ProviderError('provider-unreachable', 'No.'),
          );
          assert.equal(failed.has(selection.modelConfig.provider), false);
        }
        assert.ok(failed.size <= 3);
      }),
    );
  });
});

describe('ProviderHealth (property)', () => {
  const event = fc.oneof(
    { weight: 3, arbitrary: fc.constant('fail' as const) },
    { weight: 1, arbitrary: fc.constant('succeed' as const) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 5000 }) },
  );

  it('lets nobody but one trial through from the threshold to a success, and never shortens a cooldown', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const time = { nowMs: 1_000_000 };
        const options = { failureThreshold: 3, cooldownMs: 1000, maxCooldownMs: 4000, trialMs: 700 };
        const health = new ProviderHealth({ clock: { now: () => time.nowMs }, ...options });
        const model = aModel('claude');
        let failures = 0;
        let openedAtMs = 0;
        for (const next of events) {
          if (next === 'fail') {
            const wasClaimed = health.tryClaim(model);
            if (wasClaimed) {
              failures++;
              openedAtMs = time.nowMs;
            }
            health.reportFailure(model, new ProviderError('provider-timed-out', 'No.'));
          } else if (next === 'succeed') {
            health.reportSuccess(model);
            failures = 0;
          } else {
            time.nowMs += next;
          }
          if (failures >= 3 && time.nowMs < openedAtMs + 1000) assert.equal(health.tryClaim(model), false);
          if (failures < 3) assert.equal(health.availabilityOf(model).ok, true);
        }
      }),
    );
  });
});

describe('startTierOf (property)', () => {
  const counts = fc.record({ successes: fc.nat(12), failures: fc.nat(12) });
  const outcomes = fc.record({ simple: counts, moderate: counts, complex: counts }, { requiredKeys: [] });
  const levelOf = (model: ModelConfig, seen: OutcomesByTier) => {
    const { tier } = startTierOf(model, seen);
    return tier === undefined ? -1 : rank(tier);
  };
  const oneMore = (seen: OutcomesByTier, tier: ModelConfig['tier'], kind: 'successes' | 'failures') => {
    const former = seen[tier] ?? { successes: 0, failures: 0 };
    return { ...seen, [tier]: { ...former, [kind]: former[kind] + 1 } };
  };

  it('is never lowered by a success nor raised by a failure, and moves up by one tier at most', () => {
    const tiers = fc.constantFrom(...complexityTiers);
    fc.assert(
      fc.property(tiers, outcomes, tiers, (own, seen, tier) => {
        const model = aModel('m', { tier: own });
        const level = levelOf(model, seen);
        assert.ok(levelOf(model, oneMore(seen, tier, 'successes')) >= level);
        assert.ok(levelOf(model, oneMore(seen, tier, 'failures')) <= level);
        assert.ok(level <= Math.min(rank(own) + 1, complexityTiers.length - 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('is the tier of the model with fewer than five observations', () => {
    const few = fc
      .constantFrom(...complexityTiers)
      .chain((tier) =>
        fc
          .nat(4)
          .chain((count) =>
            fc.nat(count).map((successes) => ({ [tier]: { successes, failures: count - successes } })),
          ),
      );
    fc.assert(
      fc.property(fc.constantFrom(...complexityTiers), few, (own, seen) => {
        assert.deepEqual(startTierOf(aModel('m', { tier: own }), seen), { tier: own });
      }),
    );
  });
});

// The open policy is what routers have that nobody gave one.
describe('openPolicy', () => {
  it('permits every model', () => {
    fc.assert(fc.property(models, (list) => list.every((model) => permissionOf(model, openPolicy).ok)));
  });
});
