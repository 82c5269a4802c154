import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** What V8 ran, without what the test runner wrapped around it. */
export interface ScriptText {
  /** The transpiled module, its source map comment blanked. */
  readonly code: string;
  /** Length of the wrapper before `code`: V8's offsets count from the wrapper. */
  readonly wrapperLength: number;
  /** Undefined when the script carries none, and so is the source file itself. */
  readonly sourceMap: SourceMap | undefined;
}

const sourceMapSchema = z.object({
  version: z.literal(3),
  mappings: z.string(),
  names: z.array(z.string()).default([]),
  sources: z.array(z.string().nullable()),
  sourcesContent: z.array(z.string().nullable()).optional(),
  sourceRoot: z.string().optional(),
});
export type SourceMap = z.infer<typeof sourceMapSchema>;

/** How the runners wrap modules: Vite's module runners (Vitest), Jest. Node's own loaders hide theirs from V8. */
const wrappers = [
  { prefix: /^'use strict';async \([^)]*\)=>\{\{/, suffix: '\n}}' },
  { prefix: /^\(\{"Object\.<anonymous>":function\([^)]*\)\{/, suffix: '\n}});' },
];

const sourceMapComment = /\/\/[#@]\s*sourceMappingURL=(\S*)/g;
const dataUrl = /^data:application\/json(?:;charset=[^;,]+)?(;base64)?,(.*)$/;

/** Takes a script apart. @param separateMap JSON of a source map that is not in the text. */
export function readScriptText(source: string, separateMap: string | undefined): ScriptText {
  const wrapper = wrappers.find(({ prefix }) => prefix.test(source));
  const wrapperLength = wrapper?.prefix.exec(source)?.[0].length ?? 0;
  const isClosed = wrapper !== undefined && source.endsWith(wrapper.suffix);
  const body = source.slice(wrapperLength, isClosed ? -wrapper.suffix.length : undefined);
  const comment = [...body.matchAll(sourceMapComment)].at(-1);
  const mapText = decodeDataUrl(comment?.[1] ?? '') ?? separateMap;
  return {
    // Blanked, not removed: a comment that points to a file would otherwise be followed.
    code: comment ? blank(body, comment.index, comment[0].length) : body,
    wrapperLength,
    sourceMap: mapText === undefined ? undefined : sourceMapSchema.parse(JSON.parse(mapText)),
  };
}

/** The same map with its source named as we name the file, whatever the transpiler called it. */
export function withSourcePath(map: SourceMap, path: string): SourceMap {
  const fileName = path.split(/[\\/]/).at(-1);
  const isOurs = (source: string | null): boolean =>
    map.sources.length === 1 || (source?.split(/[\\/]/).at(-1)?.replace(/\?.*$/, '') ?? '') === fileName;
  const { sourceRoot: _dropped, ...rest } = map;
  let named = false;
  const sources = map.sources.map((source, index) => {
    if (named || !isOurs(source)) return pathToFileURL(`${path}.other${index}`).href;
    named = true;
    return pathToFileURL(path).href;
  });
  return { ...rest, sources };
}

/** Do tokens stand where they stand in the source file? True for the file itself and for types replaced by blanks. */
export function hasPositionsOf(code: string, original: string): boolean {
  // Some loaders take the byte order mark away, some leave it.
  const text = code.startsWith('\uFEFF') ? original : original.replace(/^\uFEFF/, '');
  let same = 0;
  let other = 0;
  for (let index = 0; index < code.length && index < text.length; index++) {
    const character = code[index] ?? '';
    if (/\s/.test(character)) continue;
    if (character === text[index]) same++;
    else other++;
  }
  // Type stripping moves single characters: a `)` before an arrow, a `;` that keeps statements apart.
  return other * 20 <= same;
}

function decodeDataUrl(url: string): string | undefined {
  const match = dataUrl.exec(url);
  if (!match) return undefined;
  const [, isBase64, data = ''] = match;
  return isBase64 ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}

function blank(text: string, start: number, length: number): string {
  return text.slice(0, start) + ' '.repeat(length) + text.slice(start + length);
}
