import assert from 'node:assert/strict';
import { ModelSelectionError } from '../../../../src/core/errors';
import type { CodeMeter } from '../../../../src/core/routing/codeMeter';
import { ComplexityAnalyzer } from '../../../../src/core/routing/complexityAnalyzer';
import { verifies } from '../../../requirements';
import { complexityInputs, specWeights } from '../../../support/routingBuilders';
import { aTask } from '../../../support/tasks';

const { targets, largestTargetTokens, unmeasuredTargets, ...measures } = complexityInputs();

/** Knows `.ts` files: their number is in their text. */
const meter: CodeMeter = {
  measure: async (path, text) =>
    path.endsWith('.ts')
      ? { ...measures, tokens: Number(text), cyclomatic: Number(text) / 10, maxNesting: 2, dependencies: 1 }
      : undefined,
};

function inputsOf(...sources: readonly (readonly [path: string, text: string])[]) {
  const analyzer = new ComplexityAnalyzer({ meter, weights: specWeights });
  return analyzer.analyze(
    aTask({ readSources: async () => sources.map(([path, text]) => ({ path, text })) }),
  );
}

describe('ComplexityAnalyzer', () => {
  it(`adds up what counts once per file and takes the highest of what is hardest ${verifies('CFG-5.2-24')}`, async () => {
    const { inputs } = await inputsOf(['a.ts', '100'], ['b.ts', '300']);
    assert.deepEqual(
      inputs,
      complexityInputs({
        tokens: 400,
        statements: 10,
        functions: 2,
        cyclomatic: 30,
        maxNesting: 2,
        branches: 4,
        dependencies: 2,
        targets: 2,
        largestTargetTokens: 300,
      }),
    );
  });

  it('counts the tokens of a file that no meter knows, and says that there is one', async () => {
    const { inputs } = await inputsOf(['a.ts', '100'], ['notes.py', 'one two three']);
    assert.equal(inputs.tokens, 103);
    assert.equal(inputs.unmeasuredTargets, 1);
    assert.equal(inputs.functions, 1);
  });

  it('does not guess when it can measure nothing', async () => {
    await assert.rejects(inputsOf(['notes.py', 'one two three']), (error) => {
      assert.ok(error instanceof ModelSelectionError);
      assert.match(error.message, /notes\.py cannot be measured/);
      return true;
    });
  });

  it('finds a task without sources simple', async () => {
    const { overall, tier } = await inputsOf();
    assert.equal(overall, 0);
    assert.equal(tier, 'simple');
  });
});
