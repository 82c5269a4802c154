import type { Workspace, WorkspacePath } from '../testing/workspace';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../testing/workspacePath';

/** Matches what follows `from`, `require(` and `import(`; text is enough here, a wrong hit costs one more test file to run. */
const specifierPattern = /(?:from\s*|require\(\s*|import\(\s*|import\s+)['"](\.{1,2}\/[^'"]*)['"]/g;

/** Test files that import `source` by a relative path, or carry its name. They are what measures its coverage before and after. */
export async function relatedTestFiles(
  source: WorkspacePath,
  testFiles: readonly WorkspacePath[],
  workspace: Pick<Workspace, 'readText'>,
): Promise<readonly WorkspacePath[]> {
  const bare = withoutExtension(source);
  const related: WorkspacePath[] = [];
  for (const testFile of testFiles) {
    if (
      isNamedAfter(testFile, source) ||
      imports((await workspace.readText(testFile)) ?? '', testFile, bare)
    ) {
      related.push(testFile);
    }
  }
  return related;
}

/** `cart.test.ts`, `cart.spec.js` and `__tests__/cart.ts` are named after `cart.ts`. */
export function isNamedAfter(testFile: WorkspacePath, source: WorkspacePath): boolean {
  return (
    baseNameOfTest(testFile) === withoutExtension(fileNameOf(source)) &&
    extensionFamily(testFile) === extensionFamily(source)
  );
}

/** `a/cart.test.ts` → `cart`. */
export function baseNameOfTest(testFile: WorkspacePath): string {
  return withoutExtension(fileNameOf(testFile))
    .replace(/[._-](test|spec)$/, '')
    .replace(/^test[._-]/, '');
}

function imports(text: string, testFile: WorkspacePath, bareSource: WorkspacePath): boolean {
  const folder = folderOf(testFile);
  for (const [, specifier] of text.matchAll(specifierPattern)) {
    if (!specifier) continue;
    try {
      const target = joinPath(folder, specifier);
      if ([target, withoutExtension(target), `${target}/index`].includes(bareSource)) return true;
    } catch {
      // A specifier that leads outside the workspace is not the source.
    }
  }
  return false;
}

function withoutExtension(path: WorkspacePath): string {
  const extension = extensionOf(path);
  return /^\.[cm]?[jt]sx?$/.test(extension) ? path.slice(0, -extension.length) : path;
}

function extensionFamily(path: WorkspacePath): 'typescript' | 'javascript' {
  return extensionOf(path).includes('t') ? 'typescript' : 'javascript';
}
