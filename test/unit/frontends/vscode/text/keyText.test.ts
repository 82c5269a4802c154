import assert from 'node:assert/strict';
import { titleOfAction } from '../../../../../src/frontends/vscode/presentation';
import {
  describeKeyOrigin,
  keyProblem,
  presentConnection,
  presentKeyRemoved,
  presentKeySet,
} from '../../../../../src/frontends/vscode/text/keyText';

describe('keyProblem', () => {
  it('accepts what a key can be, with white space around it', () => {
    for (const key of ['sk-1', ' x ', 'a/b+c=', 'ollama\n']) assert.equal(keyProblem(key), undefined, key);
  });

  it('refuses nothing, two words, lines and what no header can carry', () => {
    assert.match(keyProblem('  ') ?? '', /Remove API Key/);
    for (const key of ['a b', 'a\nb', 'schlüssel', 'a\u0000b'])
      assert.match(keyProblem(key) ?? '', /no spaces/);
  });
});

describe('texts about keys', () => {
  it('say where a key comes from', () => {
    assert.equal(describeKeyOrigin('openai', 'secret-storage'), 'key set here');
    assert.equal(describeKeyOrigin('openai', 'environment'), 'key from the environment (OPENAI_API_KEY)');
    assert.equal(describeKeyOrigin('own', 'none'), 'no key');
  });

  it('offer to test what was set', () => {
    assert.deepEqual(presentKeySet('openai').actions, [{ kind: 'test-connection', provider: 'openai' }]);
  });

  it('warn after a removal that the key of the environment is used', () => {
    assert.equal(presentKeyRemoved('openai', 'none').severity, 'info');
    const { severity, message } = presentKeyRemoved('openai', 'environment');
    assert.equal(severity, 'warning');
    assert.match(message, /OPENAI_API_KEY.* is used from now on/);
  });

  it('show the provider’s sentence, with a way to another key when it is a complaint', () => {
    assert.deepEqual(presentConnection('openai', { ok: true, message: 'It works.' }), {
      severity: 'info',
      message: 'It works.',
      actions: [],
    });
    const { message, actions } = presentConnection('openai', { ok: false, message: 'The key is wrong.' });
    assert.equal(message, 'The key is wrong.');
    assert.deepEqual(actions.map(titleOfAction), ['Set API Key…', 'Show Log']);
  });
});
