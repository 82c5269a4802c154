import assert from 'node:assert/strict';
import { environmentKeys, keyVariables, ownKeyVariable } from '../../../src/core/providerKeys';

describe('environmentKeys', () => {
  it('reads the variables that the providers themselves have made known, the first that is set', () => {
    const keys = environmentKeys({
      ANTHROPIC_API_KEY: 'a-key',
      OPENAI_API_KEY: '  o-key\n',
      GOOGLE_GENERATIVE_AI_API_KEY: '',
      GEMINI_API_KEY: 'g-key',
    });
    assert.deepEqual(['anthropic', 'openai', 'google'].map(keys.read), ['a-key', 'o-key', 'g-key']);
    assert.equal(
      environmentKeys({ GEMINI_API_KEY: 'b', GOOGLE_GENERATIVE_AI_API_KEY: 'a' }).read('google'),
      'a',
    );
  });

  it('reads AGENTIC_QE_KEY_<NAME> for every other provider', () => {
    assert.deepEqual(keyVariables('my-server'), ['AGENTIC_QE_KEY_MY_SERVER']);
    const keys = environmentKeys({ AGENTIC_QE_KEY_MY_SERVER: 'k' });
    assert.deepEqual(['my-server', 'anthropic', 'other', 'toString'].map(keys.read), [
      'k',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads the product’s own variable before that of the provider: by it keys are handed from process to process', () => {
    const own = ownKeyVariable('anthropic');
    assert.equal(own, 'AGENTIC_QE_KEY_ANTHROPIC');
    assert.equal(environmentKeys({ [own]: 'own', ANTHROPIC_API_KEY: 'other' }).read('anthropic'), 'own');
  });

  it('knows as a secret every key, also one that no provider is set up for', () => {
    const keys = environmentKeys({
      OPENAI_API_KEY: 'o',
      GEMINI_API_KEY: 'g',
      AGENTIC_QE_KEY_UNUSED: 'u',
      AGENTIC_QE_HOME: '/home/ann',
      PATH: '/bin',
    });
    assert.deepEqual([...keys.secrets()].sort(), ['g', 'o', 'u']);
  });

  it('counts no key as a secret that is the name of its provider, as servers of one’s own are given', () => {
    const keys = environmentKeys({ AGENTIC_QE_KEY_OLLAMA: 'ollama', AGENTIC_QE_KEY_LM_STUDIO: 'lm-studio' });
    assert.deepEqual([keys.read('lm-studio'), keys.secrets()], ['lm-studio', []]);
  });
});
