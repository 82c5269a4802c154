import fs from 'node:fs';

/**
 * The texts of the compiler's own `lib.*.d.ts` by file name. They are shipped in one file, as the bundled compiler has none beside it.
 * @throws Error when the file cannot be read
 */
export function readLibraryTexts(libraryPath: string): ReadonlyMap<string, string> {
  const texts: unknown = JSON.parse(fs.readFileSync(libraryPath, 'utf8'));
  if (typeof texts !== 'object' || texts === null) throw new Error(`${libraryPath} holds no texts.`);
  return new Map(
    Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
