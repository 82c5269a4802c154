import type { TestFrameworkId } from '../testing/testProject';
import type { WorkspacePath } from '../testing/workspace';
import { extensionOf, fileNameOf, folderOf, isInside, joinPath } from '../testing/workspacePath';
import { isNamedAfter } from './relatedTestFiles';

const testFolderNames = new Set(['test', 'tests', 'spec', 'specs', '__tests__']);

/** Where tests stand relative to their source. */
interface Convention {
  /** `beside`: same folder; `subfolder`: a `__tests__`-like folder there; `mirror`: a test folder at the project's root. */
  readonly placement: 'beside' | 'subfolder' | 'mirror';
  readonly folderName: string;
  /** What is between the source's name and its extension: `.test`, `.spec`, `_test` or nothing. */
  readonly suffix: string;
}

/**
 * The file that tests of `source` belong in: the one that is already named after it, else by the convention of the nearest
 * existing test file, else by the framework's own default.
 */
export function testFileLocation(
  source: WorkspacePath,
  project: {
    readonly root: WorkspacePath;
    readonly testFiles: readonly WorkspacePath[];
    readonly framework: TestFrameworkId;
  },
): WorkspacePath {
  const named = nearest(
    source,
    project.testFiles.filter((file) => isNamedAfter(file, source)),
  );
  if (named) return named;
  const neighbour = nearest(source, project.testFiles);
  const convention = neighbour ? conventionOf(neighbour, project.root) : defaultConvention(project.framework);
  const extension = extensionOf(source).replace('x', '');
  const name = fileNameOf(source).slice(0, -extensionOf(source).length);
  return joinPath(folderFor(source, project.root, convention), `${name}${convention.suffix}${extension}`);
}

const usualSuffixes = ['.test', '.spec'];
const usualFolders = [
  'test',
  'tests',
  '__tests__',
  'spec',
  'test/unit',
  'tests/unit',
  'src/test',
  'src/__tests__',
];

/** Where tests of `source` may stand in one project or another, most usual first. */
export function possiblePlaces(
  source: WorkspacePath,
  { root }: { readonly root: WorkspacePath },
): readonly WorkspacePath[] {
  const extension = extensionOf(source).replace('x', '');
  const name = fileNameOf(source).slice(0, -extensionOf(source).length);
  const beside = folderOf(source);
  const inProject = beside === root ? '' : root === '.' ? beside : beside.slice(root.length + 1);
  const mirrors = usualFolders.flatMap((folder) => [
    folderFor(source, root, { placement: 'mirror', folderName: folder, suffix: '' }),
    joinPath(root, folder, inProject),
    joinPath(root, folder),
  ]);
  const folders = new Set([beside, joinPath(beside, '__tests__'), ...mirrors]);
  return [...folders].flatMap((folder) =>
    usualSuffixes.map((suffix) => joinPath(folder, `${name}${suffix}${extension}`)),
  );
}

/** A name beside `testFile` that the framework takes for a test file too: `cart.aqe1f3.test.ts`. */
export function temporaryTestFile(testFile: WorkspacePath, runId: string, purpose: string): WorkspacePath {
  const name = fileNameOf(testFile);
  const extension = extensionOf(testFile);
  const suffix = /[._-](?:test|spec)$/.exec(name.slice(0, -extension.length))?.[0] ?? '';
  const base = name.slice(0, name.length - extension.length - suffix.length);
  return joinPath(folderOf(testFile), `${base}.aqe-${runId.slice(0, 6)}-${purpose}${suffix}${extension}`);
}

/** Is it what a run, this or another one, puts beside the user's files and removes: a test on trial, or the copy with the mutants? */
export function isTemporaryFile(path: WorkspacePath): boolean {
  return /\.aqe-[0-9a-f]{6}-[a-z]+[._-][^/]*$/.test(path);
}

function folderFor(source: WorkspacePath, projectRoot: WorkspacePath, convention: Convention): WorkspacePath {
  const sourceFolder = folderOf(source);
  if (convention.placement === 'beside') return sourceFolder;
  if (convention.placement === 'subfolder') return joinPath(sourceFolder, convention.folderName);
  const insideProject =
    sourceFolder === projectRoot ? '' : sourceFolder.slice(projectRoot === '.' ? 0 : projectRoot.length + 1);
  const withoutSourceRoot = insideProject.replace(/^(src|lib)(\/|$)/, '');
  return joinPath(projectRoot, convention.folderName, withoutSourceRoot);
}

function conventionOf(testFile: WorkspacePath, projectRoot: WorkspacePath): Convention {
  const name = fileNameOf(testFile);
  const stem = name.slice(0, -extensionOf(testFile).length);
  const suffix = /[._-](?:test|spec)$/.exec(stem)?.[0] ?? '';
  const insideProject =
    projectRoot === '.' ? folderOf(testFile) : folderOf(testFile).slice(projectRoot.length + 1);
  const segments = insideProject === '.' ? [] : insideProject.split('/');
  if (segments[0] && testFolderNames.has(segments[0]))
    return { placement: 'mirror', folderName: segments[0], suffix };
  const last = segments.at(-1);
  if (last && testFolderNames.has(last)) return { placement: 'subfolder', folderName: last, suffix };
  return { placement: 'beside', folderName: '', suffix: suffix || '.test' };
}

function defaultConvention(framework: TestFrameworkId): Convention {
  const isBeside = framework === 'vitest' || framework === 'jest';
  return { placement: isBeside ? 'beside' : 'mirror', folderName: isBeside ? '' : 'test', suffix: '.test' };
}

function nearest(source: WorkspacePath, testFiles: readonly WorkspacePath[]): WorkspacePath | undefined {
  const depth = (file: WorkspacePath): number => {
    let folder = folderOf(source);
    let climbed = 0;
    while (!isInside(file, folder)) {
      folder = folderOf(folder);
      climbed++;
    }
    return climbed;
  };
  return [...testFiles].sort((a, b) => depth(a) - depth(b) || a.length - b.length || (a < b ? -1 : 1))[0];
}
