/** Name of the temporary folder that a test has to itself, in scenarios and in tests. */
export const folderName = 'folder';

/** Functions of Node.js that tests use beside those of the module under test, with the modules they come from. */
export const nodeTools: Readonly<Record<string, string>> = {
  existsSync: 'node:fs',
  mkdirSync: 'node:fs',
  readFileSync: 'node:fs',
  readdirSync: 'node:fs',
  writeFileSync: 'node:fs',
  once: 'node:events',
  join: 'node:path',
};

/** @returns what of the tools and the folder expressions mention; `taken` names mean something else. */
export function toolsIn(expressions: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const text = expressions.join('\n');
  return [...Object.keys(nodeTools), folderName].filter(
    (name) => !taken.has(name) && new RegExp(`(?<![\\w$.])${name}\\b`).test(text),
  );
}
