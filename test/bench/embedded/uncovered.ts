import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CoverageMapData, createCoverageMap, type FileCoverageData } from 'istanbul-lib-coverage';

/**
 * What no run of the referee executed, one line for each: `complex.js:12 statement`, `complex.js:40 branch 1 of 2 (if)`. Counted
 * are the tests that fail too, so that this may be a little less than what its figures leave.
 * @param folder that the referee worked in
 */
export async function readUncovered(folder: string, sources: readonly string[]): Promise<readonly string[]> {
  const map = createCoverageMap({});
  for (const name of await readdir(folder)) {
    if (!/^cov-.*\.json$/.test(name)) continue;
    map.merge(JSON.parse(await readFile(path.join(folder, name), 'utf8')) as CoverageMapData);
  }
  const loaded = map.files();
  return sources.flatMap((file) =>
    loaded.includes(file) ? gapsOf(file, map.fileCoverageFor(file).data) : [`${file} is never loaded`],
  );
}

function gapsOf(file: string, { statementMap, s, branchMap, b }: FileCoverageData): readonly string[] {
  const gaps: { readonly line: number; readonly text: string }[] = [];
  for (const [id, { start }] of Object.entries(statementMap))
    if (s[id] === 0) gaps.push({ line: start.line, text: 'statement' });
  for (const [id, branch] of Object.entries(branchMap)) {
    const counts = b[id] ?? [];
    counts.forEach((count, index) => {
      // The missing `else` of an `if` has no place of its own.
      const line = branch.locations[index]?.start?.line ?? branch.loc.start.line;
      const text = `branch ${index + 1} of ${counts.length} (${branch.type})`;
      if (count === 0) gaps.push({ line, text });
    });
  }
  gaps.sort((one, other) => one.line - other.line);
  return gaps.map(({ line, text }) => `${file}:${line} ${text}`);
}
