import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';

/**
 * Reads the source map beside a bundle and returns a function that rewrites `bundle:line:column` in a text to the source's own
 * file and position. VS Code replaces Node's stack traces, so the extension host itself cannot do it.
 */
export async function readBundlePositions(bundle: string): Promise<(text: string) => string> {
  const map = new SourceMap(JSON.parse(await readFile(`${bundle}.map`, 'utf8')) as SourceMapPayload);
  const position = new RegExp(`(?:file://)?${escapeForRegExp(bundle)}:(\\d+):(\\d+)`, 'g');
  return (text) =>
    text.replace(position, (found, line: string, column: string) => {
      const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return found;
      const source = path.resolve(path.dirname(bundle), entry.originalSource);
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
