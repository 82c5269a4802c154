import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readRawTexts, readShownTexts } from '../support/shownTexts';
import { repositoryRoot } from '../tools/repositoryPaths';

/** Places of values, code and icons, which are the same in every language. */
function fixedIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|`[^`]+`|\$\([^)]+\)/g)].map(([part]) => part).sort();
}

describe('texts that are shown in the language of the user', () => {
  const texts = readShownTexts();
  const german = JSON.parse(
    readFileSync(path.join(repositoryRoot, 'l10n', 'bundle.l10n.de.json'), 'utf8'),
  ) as Record<string, string>;

  it('are plain texts, so that they can be found and translated', () => {
    assert.ok(texts.length > 100);
    assert.deepEqual(
      texts.filter(({ text }) => text === undefined),
      [],
    );
  });

  it('are all that the editor and the panel say', () => {
    assert.deepEqual(readRawTexts(), []);
  });

  it('are all there in German, and nothing else is', () => {
    const known = new Set(texts.map(({ text }) => text));
    assert.deepEqual(
      texts.filter(({ text = '' }) => !Object.hasOwn(german, text)),
      [],
    );
    assert.deepEqual(
      Object.keys(german).filter((text) => !known.has(text)),
      [],
    );
  });

  it('have the same places for values, the same code and icons in German', () => {
    const different = Object.entries(german).filter(
      ([text, translation]) => JSON.stringify(fixedIn(text)) !== JSON.stringify(fixedIn(translation)),
    );
    assert.deepEqual(different, []);
  });
});
