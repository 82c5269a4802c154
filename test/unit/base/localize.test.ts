import assert from 'node:assert/strict';
import { t, tn, useTranslations } from '../../../src/base/localize';

describe('localize', () => {
  afterEach(() => useTranslations(undefined));

  it('is English without a translation, with the values in their places', () => {
    assert.equal(t('No run is active.'), 'No run is active.');
    assert.equal(t('{1} of {0}: {1}', 5, 'a'), 'a of 5: a');
    useTranslations({ other: 'anders' });
    assert.equal(t('{0} files', 3), '3 files');
  });

  it('is the translation, in which the values may stand in another order', () => {
    useTranslations({ 'The key for {0} is in {1}.': 'In {1} liegt der Schlüssel für {0}.' });
    assert.equal(t('The key for {0} is in {1}.', 'openai', 'x'), 'In x liegt der Schlüssel für openai.');
  });

  it('puts values in as they are, whatever they look like', () => {
    assert.equal(t('{0} and {1}', '{1}', '$&'), '{1} and $&');
    useTranslations({ toString: 'falsch' });
    assert.equal(t('constructor'), 'constructor');
  });

  it('tells one from many', () => {
    useTranslations({ '{0} tests in {1}': '{0} Tests in {1}', '{0} test in {1}': '{0} Test in {1}' });
    assert.deepEqual(
      [0, 1, 2].map((count) => tn(count, '{0} test in {1}', '{0} tests in {1}', 'a.ts')),
      ['0 Tests in a.ts', '1 Test in a.ts', '2 Tests in a.ts'],
    );
  });
});
