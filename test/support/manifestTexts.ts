import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../tools/repositoryPaths';

const keyForm = /^%([^%]+)%$/;

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(path.join(repositoryRoot, name), 'utf8'));
}

/** package.json as it is, with keys in the place of what is shown. */
export function readRawManifest(): unknown {
  return readJson('package.json');
}

/** The texts that package.json shows, by their keys. @param language as in the name of the file; English without */
export function readManifestTexts(language?: 'de'): Readonly<Record<string, string>> {
  return readJson(language ? `package.nls.${language}.json` : 'package.nls.json') as Record<string, string>;
}

/** The key that stands in the place of a text; undefined: the text itself stands there. */
export function textKeyOf(value: string): string | undefined {
  return keyForm.exec(value)?.[1];
}

/** package.json as the editor shows it in English. */
export function readManifest(): unknown {
  const texts = readManifestTexts();
  const localize = (value: unknown): unknown => {
    if (typeof value === 'string') return texts[textKeyOf(value) ?? ''] ?? value;
    if (Array.isArray(value)) return value.map(localize);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, localize(child)]));
  };
  return localize(readRawManifest());
}
