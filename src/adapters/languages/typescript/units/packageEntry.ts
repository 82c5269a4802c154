import { fileNameOf } from '../../../../core/testing/workspacePath';

/**
 * Is the file, by its name, what a user of the package loads: `src/index.ts`, what `dist/cart.js` was made of, or one called like the
 * package? Without a package.json that can be read, every file is.
 * @param manifest text of the nearest package.json
 */
export function isEntry(file: string, manifest: string | undefined): boolean {
  const { name, main, module, source } = textsIn(manifest);
  if (name === undefined) return true;
  const loaded = [main, module, source].filter((path) => path !== undefined);
  const entries = new Set(['index', stemOf(name), ...loaded.map(stemOf)]);
  return entries.has(stemOf(file));
}

/** `dist/my-cart.min.js` → `mycart`. */
function stemOf(path: string): string {
  const stem = fileNameOf(path).replace(
    /(?:\.(?:min|umd|cjs|esm|mjs|development|production))*\.[cm]?[jt]sx?$/,
    '',
  );
  return stem.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** What stands in the file as a text, by its key; nothing when it is not there or not JSON. */
function textsIn(manifest: string | undefined): Readonly<Record<string, string | undefined>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(manifest ?? 'null');
  } catch {
    return {};
  }
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'));
}
