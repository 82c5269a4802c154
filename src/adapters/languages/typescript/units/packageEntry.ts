import * as z from 'zod/mini';
import { fileNameOf } from '../../../../core/testing/workspacePath';

const text = z.catch(z.optional(z.string()), undefined);
const manifestSchema = z.object({ name: text, main: text, module: text, source: text });

/**
 * Is the file, by its name, what a user of the package loads: `src/index.ts`, what `dist/cart.js` was made of, or one called like the
 * package? Without a package.json that can be read, every file is.
 * @param manifest text of the nearest package.json
 */
export function isEntry(file: string, manifest: string | undefined): boolean {
  const { name, main, module, source } = parse(manifest) ?? {};
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

function parse(manifest: string | undefined): z.infer<typeof manifestSchema> | undefined {
  if (manifest === undefined) return undefined;
  try {
    return manifestSchema.safeParse(JSON.parse(manifest)).data;
  } catch {
    return undefined;
  }
}
