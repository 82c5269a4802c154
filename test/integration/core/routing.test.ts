import assert from 'node:assert/strict';
import { createTypeScriptCodeMeter } from '../../../src/adapters/languages/typescript/measures/typeScriptCodeMeter';
import { ComplexityAnalyzer } from '../../../src/core/routing/complexityAnalyzer';
import { onlyEmbedded } from '../../../src/core/routing/modelAvailability';
import { modelsFrom } from '../../../src/core/routing/modelsFrom';
import { verifies } from '../../requirements';
import { aRouter } from '../../support/routingBuilders';
import {
  createComplexTask,
  createModerateTask,
  createSimpleTask,
  createTestConfig,
} from '../../support/testConfig';

describe('routing of real code', () => {
  const { routing } = createTestConfig();
  const analyzer = new ComplexityAnalyzer({
    meter: createTypeScriptCodeMeter(),
    weights: routing.complexity,
  });

  it(`gives a complex task to claude-opus-4 ${verifies('TST-9.2-3')}`, async () => {
    const { router } = aRouter({ models: modelsFrom(routing.models), analyzer });
    const selection = await router.selectModel(createComplexTask());
    assert.equal(selection.modelName, 'claude-opus-4');
    assert.ok((selection.complexity?.overall ?? 0) > 0.7);
    assert.equal(selection.complexity?.tier, 'complex');
  });

  it(`gives each task the smallest model that is adequate for its code ${verifies('TST-9.2-4', 'CFG-5.2-25')}`, async () => {
    const { router } = aRouter({ models: modelsFrom(routing.models), analyzer });
    const names: string[] = [];
    for (const task of [createSimpleTask(), createModerateTask(), createComplexTask()]) {
      names.push((await router.selectModel(task)).modelName);
    }
    assert.deepEqual(names, ['claude-haiku-4', 'claude-sonnet-4.5', 'claude-opus-4']);
  });

  it('judges the code, not its words', async () => {
    const [source] = await createSimpleTask().readSources();
    assert.ok(source);
    const text = `// complex concurrent distributed security critical architecture\n${source.text}`;
    const { tier, structure, context } = await analyzer.analyze({
      ...createSimpleTask(),
      readSources: async () => [{ ...source, text }],
    });
    const plain = await analyzer.analyze(createSimpleTask());
    assert.deepEqual([tier, structure, context], [plain.tier, plain.structure, plain.context]);
  });

  it(`gives every task to the embedded engine while no provider is set up ${verifies('CFG-5.1-19')}`, async () => {
    for (const models of [modelsFrom([]), modelsFrom(routing.models)]) {
      const { router } = aRouter({ models, analyzer, isAvailable: onlyEmbedded });
      assert.equal((await router.selectModel(createComplexTask())).modelName, 'embedded');
    }
  });
});
