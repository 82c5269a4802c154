import assert from 'node:assert/strict';
import { readManifestTexts, readRawManifest, textKeyOf } from '../support/manifestTexts';

/** Fields whose texts people see; what models read (`modelDescription`) and what programs read stays English. */
const shownFields = new Set([
  'displayName',
  'title',
  'category',
  'label',
  'fullName',
  'userDescription',
  'markdownDescription',
  'altText',
]);

/** Every shown text of package.json with where it stands. */
function shownTexts(value: unknown, place = ''): [place: string, text: string][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => shownTexts(item, `${place}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  // What the tools take is read by models.
  if (place.includes('.inputSchema') || place.includes('.disambiguation')) return [];
  return Object.entries(value).flatMap(([name, child]): [string, string][] => {
    const at = `${place}.${name}`;
    if (name === 'enumDescriptions') return (child as string[]).map((text) => [at, text]);
    const isShown = shownFields.has(name) || (name === 'description' && typeof child === 'string');
    return isShown && typeof child === 'string' ? [[at, child]] : shownTexts(child, at);
  });
}

/** Code, settings, links and commands, which are the same in every language. */
function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`[^`]+`|\((?:command|https?):[^)]*\)/g)].map(([code]) => code).sort();
}

describe('texts of package.json', () => {
  const english = readManifestTexts();
  const german = readManifestTexts('de');
  const shown = shownTexts(readRawManifest());

  it('stand in package.nls.json, each under a key, and nothing else does', () => {
    assert.ok(shown.length > 100);
    assert.deepEqual(
      shown.filter(([, text]) => textKeyOf(text) === undefined),
      [],
    );
    const used = new Set(shown.map(([, text]) => textKeyOf(text)));
    assert.deepEqual(Object.keys(english).sort(), [...used].sort());
  });

  it('are all there in German, with the same code, settings and links', () => {
    assert.deepEqual(Object.keys(german), Object.keys(english));
    const different = Object.keys(english).filter(
      (key) => JSON.stringify(codeIn(english[key] ?? '')) !== JSON.stringify(codeIn(german[key] ?? '')),
    );
    assert.deepEqual(different, []);
    const untranslated = Object.keys(english).filter(
      (key) => english[key] === german[key] && (english[key] ?? '').split(' ').length > 3,
    );
    assert.deepEqual(untranslated, []);
  });
});
