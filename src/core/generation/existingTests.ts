import type { ReadTest } from '../testing/languageAdapter';
import type { Workspace, WorkspacePath } from '../testing/workspace';
import { folderOf } from '../testing/workspacePath';
import type { TestPlan } from './2-planTests';
import type { TestStyle } from './candidate';
import { readCompilerOptions } from './compilerOptions';
import { ModuleAliases, type SpecifierMeaning } from './moduleAliases';
import { testStyle } from './testStyle';

/** One test of the user's that can stand on its own. */
export interface ExistingTest {
  readonly file: WorkspacePath;
  /** How its file is written; `moduleSpecifier` leads from there to the source. */
  readonly style: TestStyle;
  readonly test: ReadTest;
  /** All the specifiers by which it names the source. */
  readonly sourceSpecifiers: readonly string[];
}

/** The existing tests of one source file, taken apart. */
export interface ExistingTests {
  readonly tests: readonly ExistingTest[];
  /** Those that cannot stand on their own, or reach the source by way of other modules. */
  readonly unreadable: readonly { readonly title: string; readonly reason: string }[];
}

type SourcePlan = Pick<TestPlan, 'relatedTests' | 'language' | 'model' | 'project'>;

/** Reads the test files that belong to the plan's source. Executes nothing. */
export async function readExistingTests(
  { relatedTests, language, model, project }: SourcePlan,
  workspace: Pick<Workspace, 'readText'>,
): Promise<ExistingTests> {
  const tests: ExistingTest[] = [];
  const unreadable: ExistingTests['unreadable'][number][] = [];
  const compilerOptions = await readCompilerOptions(project.root, workspace);
  const aliases = await ModuleAliases.read(project.root, workspace);
  for (const file of relatedTests) {
    const text = await workspace.readText(file);
    if (text === undefined) continue;
    const meaningOf = (specifier: string): SpecifierMeaning =>
      aliases.meaningOf(specifier, folderOf(file), model.file);
    const style = {
      ...testStyle({ testFile: file, model, project, example: text, compilerOptions }),
      ...moduleStyleOf(text),
    };
    const isModuleUnderTest = (specifier: string): boolean => meaningOf(specifier) === 'source';
    const read = language.readTests(text, { ...style, isModuleUnderTest });
    if (read.status === 'syntax-error') {
      unreadable.push({ title: file, reason: `Line ${read.line}: ${read.message}` });
      continue;
    }
    for (const test of read.tests) {
      const { problem, sourceSpecifiers } = judge(test, meaningOf, model.file);
      if (problem !== undefined) unreadable.push({ title: fullTitle(test), reason: problem });
      else if (sourceSpecifiers.length > 0) tests.push({ file, style, test, sourceSpecifiers });
    }
  }
  return { tests, unreadable };
}

/** Its own title behind those of its suites. */
export function fullTitle({ suites, title }: Pick<ReadTest, 'suites' | 'title'>): string {
  return [...suites, title].join(' › ');
}

/** One that has neither a problem nor a specifier of the source is about something else. */
function judge(
  test: ReadTest,
  meaningOf: (specifier: string) => SpecifierMeaning,
  source: WorkspacePath,
): { readonly problem: string | undefined; readonly sourceSpecifiers: readonly string[] } {
  const specifiers = specifiersOf(test);
  const sourceSpecifiers = specifiers.filter((specifier) => meaningOf(specifier) === 'source');
  const other = specifiers.find((specifier) => meaningOf(specifier) === 'workspace');
  const isIndirect = sourceSpecifiers.length === 0 && other !== undefined;
  const detour = isIndirect ? `It reaches ${source} by way of ${other}, if at all.` : undefined;
  const member = test.imports.find(({ exported }) => exported.includes('.'));
  const unsaid =
    member && `It takes ${member.exported} of ${member.specifier} in a way that cannot be moved.`;
  return { problem: test.problem ?? detour ?? unsaid, sourceSpecifiers };
}

/** Of its imports, and of what its body loads itself. */
function specifiersOf({ imports, calls }: ReadTest): readonly string[] {
  const loaded = calls
    .filter(({ name }) => name === 'import' || name === 'require')
    .map(({ argument }) => /^(['"`])([^'"`]+)\1$/.exec(argument ?? '')?.[2])
    .filter((specifier) => specifier !== undefined);
  return [...new Set([...imports.map(({ specifier }) => specifier), ...loaded])];
}

/** By what stands in the file, if anything does: with a transformer in between, either is possible in any file. */
function moduleStyleOf(text: string): Pick<TestStyle, 'moduleStyle'> | undefined {
  if (/^import\b/m.test(text)) return { moduleStyle: 'import' };
  return /\brequire\(/.test(text) ? { moduleStyle: 'require' } : undefined;
}
