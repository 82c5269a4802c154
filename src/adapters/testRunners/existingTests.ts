import { isTemporaryFile } from '../../core/generation/testFileLocation';
import type { TestFrameworkId } from '../../core/testing/testProject';
import type { Workspace, WorkspacePath } from '../../core/testing/workspace';
import { fileNameOf, folderOf, joinPath } from '../../core/testing/workspacePath';

const sourceFileLimit = 5000;
/** Enough to know the habits of a project. */
const readFileLimit = 40;

const namedAsTest = /(?:[.\-_](?:test|spec)|^test)\.[cm]?[jt]sx?$|^test-[^/]*\.[cm]?[jt]sx?$/;
/** A name that sources have too: `t_test.js` does the t-test. */
const hardlyNamedAsTest = /_(?:test|spec)\.[cm]?[jt]sx?$/;
const testFolder = /(?:^|\/)(?:__tests__|tests?|specs?)\//;
const callsTests = /(?:^|[^.\w])(?:describe|it|test|suite)(?:\.\w+)*\s*\(/m;

/** Whoever imports `test` from somewhere, `@playwright/test` for one, does not take it from the globals. */
const importsTests =
  /import\s*\{[^}]*\b(?:describe|it|test|suite)\b[^}]*\}\s*from|\{[^}]*\b(?:describe|it|test|suite)\b[^}]*\}\s*=\s*require\(/;

const importedFrom: readonly (readonly [TestFrameworkId, RegExp])[] = [
  ['vitest', /(?:from\s*|require\(\s*)['"]vitest['"]/],
  ['jest', /(?:from\s*|require\(\s*)['"]@jest\/globals['"]|(?:^|[^.\w])jest\.(?:fn|mock|spyOn)\(/m],
  ['mocha', /(?:from\s*|require\(\s*)['"]mocha['"]/],
  ['node-test', /(?:from\s*|require\(\s*)['"]node:test['"]/],
];

/** What the tests that a project has say about how tests are written there. */
export interface ExistingTests {
  readonly files: readonly WorkspacePath[];
  /** The first file found that imports the framework. */
  readonly importing: ReadonlyMap<TestFrameworkId, WorkspacePath>;
  /** Some file calls `it` or `test` and imports no framework. */
  readonly useGlobals: boolean;
}

/** Test files of the package in `folder`, those of packages nested in it left out. */
export async function findExistingTests(workspace: Workspace, folder: WorkspacePath): Promise<ExistingTests> {
  const inPackage = new Map<WorkspacePath, boolean>([[folder, true]]);
  const belongsToPackage = async (path: WorkspacePath): Promise<boolean> => {
    const known = inPackage.get(path);
    if (known !== undefined) return known;
    const isPackage = await workspace.exists(joinPath(path, 'package.json'));
    const answer = !isPackage && (await belongsToPackage(folderOf(path)));
    inPackage.set(path, answer);
    return answer;
  };

  const files: WorkspacePath[] = [];
  const importing = new Map<TestFrameworkId, WorkspacePath>();
  let useGlobals = false;
  let readFiles = 0;
  for (const file of await workspace.findSourceFiles(folder, sourceFileLimit)) {
    if (isTemporaryFile(file)) continue;
    const isNamed = namedAsTest.test(fileNameOf(file));
    const inProject = folder === '.' ? file : file.slice(folder.length + 1);
    if (!isNamed && !testFolder.test(inProject)) continue;
    if (!(await belongsToPackage(folderOf(file)))) continue;
    const isRead = !isNamed || readFiles++ < readFileLimit;
    const text = isRead ? ((await workspace.readText(file)) ?? '') : '';
    // Test folders hold setup and data as well.
    const isCertain = isNamed && !(isRead && hardlyNamedAsTest.test(file));
    if (!isCertain && !callsTests.test(text)) continue;
    files.push(file);
    const imported = importedFrom.filter(([, pattern]) => pattern.test(text)).map(([framework]) => framework);
    for (const framework of imported) if (!importing.has(framework)) importing.set(framework, file);
    useGlobals ||= imported.length === 0 && callsTests.test(text) && !importsTests.test(text);
  }
  return { files, importing, useGlobals };
}
