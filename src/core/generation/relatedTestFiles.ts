import type { Workspace, WorkspacePath } from '../testing/workspace';
import { extensionOf, fileNameOf } from '../testing/workspacePath';
import { type ImportReader, importGraphOf } from './importGraph';

/**
 * Test files that carry the name of `source`, or import it, directly or by way of other modules of the workspace: by relative
 * paths, or by a name that tsconfig.json or package.json give it. They are what measures its coverage before and after.
 */
export async function relatedTestFiles(
  source: WorkspacePath,
  testFiles: readonly WorkspacePath[],
  workspace: ImportReader & Partial<Workspace>,
): Promise<readonly WorkspacePath[]> {
  const importers = await importGraphOf(workspace).importersOf(source, testFiles);
  return testFiles.filter((testFile) => isNamedAfter(testFile, source) || importers.has(testFile));
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

function withoutExtension(path: WorkspacePath): string {
  const extension = extensionOf(path);
  return /^\.[cm]?[jt]sx?$/.test(extension) ? path.slice(0, -extension.length) : path;
}

function extensionFamily(path: WorkspacePath): 'typescript' | 'javascript' {
  return extensionOf(path).includes('t') ? 'typescript' : 'javascript';
}
