import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The referee puts all tests into one folder at the package's root: what stands below such a folder keeps its imports. */
const testFolder = /^(?:tests?|specs?|__tests__)\//;
const specifier = /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])(\.{1,2}\/[^'"]*)\2/g;

/**
 * Copies the files of a workspace that hold tests into `to`, so that they work in a folder at the package's root.
 * @returns what they are called there, and which files are no tests
 */
export async function collectTests(
  workspace: string,
  files: readonly string[],
  to: string,
): Promise<{ readonly testFiles: readonly string[]; readonly others: readonly string[] }> {
  const testFiles: string[] = [];
  const others: string[] = [];
  for (const file of files) {
    const text = await readFile(path.join(workspace, file), 'utf8');
    if (!/\.[cm]?[jt]s$/.test(file) || !/\b(?:it|test)\s*\(/.test(text)) {
      others.push(file);
      continue;
    }
    const name = file.replace(testFolder, '');
    await mkdir(path.dirname(path.join(to, name)), { recursive: true });
    await writeFile(path.join(to, name), name === file ? oneFolderDeeper(text, file) : text);
    testFiles.push(name);
  }
  return { testFiles, others };
}

function oneFolderDeeper(text: string, file: string): string {
  const folder = path.posix.dirname(file);
  return text.replace(specifier, (_all, before: string, quote: string, target: string) => {
    const fromRoot = path.posix.join(folder, target);
    const fromTest = path.posix.relative(path.posix.join('tests', folder), fromRoot);
    return `${before}${quote}${fromTest}${quote}`;
  });
}
