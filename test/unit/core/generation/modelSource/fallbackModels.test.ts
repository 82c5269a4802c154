import assert from 'node:assert/strict';
import { ModelSelectionError, ProviderError } from '../../../../../src/core/errors';
import type { CandidateSource } from '../../../../../src/core/generation/candidate';
import { withFallbackModels } from '../../../../../src/core/generation/modelSource/fallbackModels';
import { embeddedModel } from '../../../../../src/core/routing/modelCatalog';
import type { ModelSelection } from '../../../../../src/core/routing/modelSelection';
import { aCandidate } from '../../../../support/builders';
import { aCandidateRequest, readParts } from '../../../../support/modelSourceBuilders';
import { aSelection } from '../../../../support/scriptedFleet';

const { signal } = new AbortController();
const paid = (modelName: string): ModelSelection =>
  aSelection({ modelName, modelConfig: { ...embeddedModel, name: modelName, provider: 'anthropic' } });
const failure = new ProviderError('provider-overloaded', 'It is overloaded.');

/** Models by name; those in `failing` write one candidate and then fail. */
function chainOf(failing: readonly string[], next: (failed: ModelSelection) => Promise<ModelSelection>) {
  const asked: string[] = [];
  const answered: string[] = [];
  const sourceOf = ({ modelName }: ModelSelection): CandidateSource => ({
    modelId: modelName,
    async *write() {
      asked.push(modelName);
      yield { type: 'candidate', candidate: aCandidate({ id: modelName, modelId: modelName }) };
      if (failing.includes(modelName)) throw failure;
    },
  });
  const source = withFallbackModels({
    first: paid('a'),
    sourceOf,
    next,
    onSuccess: ({ modelName }) => answered.push(modelName),
  });
  return { source, asked, answered };
}

describe('withFallbackModels', () => {
  it('asks the next model when a provider fails, keeps what was written, and stays with it', async () => {
    const { source, asked, answered } = chainOf(['a'], async () => paid('b'));
    const { parts } = await readParts(source.write(aCandidateRequest(), signal));
    assert.deepEqual(
      parts.map((part) => (part.type === 'candidate' ? part.candidate.modelId : part.type)),
      ['a', 'notice', 'b'],
    );
    await readParts(source.write(aCandidateRequest(), signal));
    assert.deepEqual(
      [asked, answered],
      [
        ['a', 'b', 'b'],
        ['b', 'b'],
      ],
    );
  });

  it('ends with the reason when no other model is left', async () => {
    const none = new ModelSelectionError('No other model.');
    const { source } = chainOf(['a'], () => Promise.reject(none));
    assert.equal((await readParts(source.write(aCandidateRequest(), signal))).error, none);
  });

  it('ends with the failure when only the engine is left, which has written already', async () => {
    const { source, asked } = chainOf(['a'], async () => aSelection());
    assert.equal((await readParts(source.write(aCandidateRequest(), signal))).error, failure);
    assert.deepEqual(asked, ['a']);
  });
});
