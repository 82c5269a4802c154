import assert from 'node:assert/strict';
import { ModelSelectionError, ProviderError } from '../../../../../src/core/errors';
import type { CandidateSource } from '../../../../../src/core/generation/candidate';
import {
  type ModelChain,
  withReplacements,
} from '../../../../../src/core/generation/modelSource/withReplacements';
import { embeddedModel } from '../../../../../src/core/routing/modelCatalog';
import type { ModelSelection } from '../../../../../src/core/routing/modelSelection';
import { aCandidate } from '../../../../support/builders';
import { aCandidateRequest, readParts } from '../../../../support/modelSourceBuilders';
import { aSelection } from '../../../../support/scriptedFleet';

const { signal } = new AbortController();
const paid = (modelName: string, inputPrice = 0): ModelSelection =>
  aSelection({
    modelName,
    reason: `${modelName} is next.`,
    modelConfig: {
      ...embeddedModel,
      name: modelName,
      provider: 'anthropic',
      prices: { input: inputPrice, output: 0, cacheRead: 0, cacheWrite: 0 },
    },
  });
const failure = new ProviderError('provider-overloaded', 'It is overloaded.');

/** Models by name; those in `failing` write one candidate and then fail. */
function chainOf(failing: readonly string[], changes: Partial<ModelChain> = {}) {
  const asked: string[] = [];
  const answered: string[] = [];
  const made: string[] = [];
  const sourceOf = ({ modelName }: ModelSelection): CandidateSource => {
    made.push(modelName);
    return {
      modelId: modelName,
      async *write() {
        asked.push(modelName);
        yield { type: 'candidate', candidate: aCandidate({ id: modelName, modelId: modelName }) };
        if (failing.includes(modelName)) throw failure;
      },
    };
  };
  const source = withReplacements({
    first: paid('a'),
    sourceOf,
    next: async () => paid('b'),
    escalate: async () => paid('strong'),
    onSuccess: ({ modelName }) => answered.push(modelName),
    ...changes,
  });
  const write = () => readParts(source.write(aCandidateRequest(), signal));
  return { source, asked, answered, made, write };
}

describe('withReplacements', () => {
  it('asks the next model when a provider fails, keeps what was written, and stays with it', async () => {
    const { source, asked, answered, made, write } = chainOf(['a']);
    assert.equal(source.modelId, 'a');
    const { parts } = await write();
    assert.deepEqual(
      parts.map((part) => (part.type === 'candidate' ? part.candidate.modelId : part.type)),
      ['a', 'notice', 'b'],
    );
    assert.equal(source.modelId, 'b');
    await write();
    assert.deepEqual(
      [asked, answered, made],
      [
        ['a', 'b', 'b'],
        ['b', 'b'],
        ['a', 'b'],
      ],
    );
  });

  it('ends with the reason when no other model is left', async () => {
    const none = new ModelSelectionError('No other model.');
    const { write } = chainOf(['a'], { next: () => Promise.reject(none) });
    assert.equal((await write()).error, none);
  });

  it('ends with the failure when only the engine is left, which has written already', async () => {
    const { source, asked, write } = chainOf(['a'], { next: async () => aSelection() });
    assert.equal((await write()).error, failure);
    assert.deepEqual([asked, source.modelId], [['a'], 'a']);
  });

  it('goes on with a stronger model, and tells it why it was chosen', async () => {
    const escalations: unknown[] = [];
    const { source, asked, write } = chainOf([], {
      escalate: async ({ modelName }, reason) => {
        escalations.push([modelName, reason]);
        return paid('strong');
      },
    });
    await write();
    assert.equal(await source.escalate('none of its 3 tests holds'), 'strong is next.');
    assert.equal(source.modelId, 'strong');
    await write();
    assert.deepEqual(asked, ['a', 'strong']);
    assert.deepEqual(escalations, [['a', 'none of its 3 tests holds']]);
  });

  it('stays with its model when there is no stronger one, or only the engine', async () => {
    for (const stronger of [undefined, aSelection()]) {
      const { source } = chainOf([], { escalate: async () => stronger });
      assert.equal(await source.escalate('it failed'), undefined);
      assert.equal(source.modelId, 'a');
    }
  });

  it('estimates with the prices of the model that would be asked now', async () => {
    const { source } = chainOf([], { escalate: async () => paid('strong', 1_000_000) });
    const request = aCandidateRequest();
    assert.equal(source.estimate([request]).likelyMicroUsd, 0);
    await source.escalate('it failed');
    assert.ok(source.estimate([request]).likelyMicroUsd > 100);
  });
});
