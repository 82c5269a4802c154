import type { ReadTestsResult, ReadTestsTarget } from '../../../../core/testing/languageAdapter';
import { firstSyntaxError, parseFile } from '../syntax/parsedFile';
import { findFocus } from './findFocus';
import { TestExtractor } from './testExtractor';
import { comparableSpecifier, type ExistingImport, findImports } from './testFileBindings';
import { readFileScope, type TestScope } from './testScopes';
import { type ImportedBinding, TestText } from './testText';

/**
 * Takes a test file apart into tests that can stand on their own: what they use of the declarations and hooks around them is
 * put into their bodies. One that cannot be has a problem.
 */
export function readTests(text: string, target: ReadTestsTarget): ReadTestsResult {
  const { language, moduleSpecifier } = target;
  const names = language === 'javascript' ? ['test.jsx'] : ['test.tsx', 'test.ts'];
  const files = names.map((name) => parseFile(name, text));
  const file = files.find((candidate) => !firstSyntaxError(candidate));
  if (!file) {
    const error = files.map(firstSyntaxError).find((found) => found !== undefined);
    return { status: 'syntax-error', message: error?.message ?? 'Syntax error.', line: error?.line ?? 1 };
  }
  const imports = findImports(file.source);
  const isModuleUnderTest = (specifier: string): boolean => meansModule(specifier, target);
  const bindings = bindingsOf(imports, { moduleSpecifier, isModuleUnderTest });
  const surroundings = { fileName: file.path, moduleSpecifier, isModuleUnderTest };
  const extractor = new TestExtractor(new TestText(file.source, bindings), bindings, surroundings);
  const scopes = allScopes(readFileScope(file.source, imports));
  const focus = findFocus(file.source);
  return {
    status: 'read',
    ...(focus && { focus }),
    tests: scopes.flatMap((scope) => scope.tests.map((test) => extractor.extract(test, scope))),
  };
}

function meansModule(specifier: string, { moduleSpecifier, isModuleUnderTest }: ReadTestsTarget): boolean {
  const lastSegment = (path: string): string | undefined => path.split('/').at(-1);
  const found = comparableSpecifier(specifier);
  const own = comparableSpecifier(moduleSpecifier);
  const endsAlike = found.startsWith('.') && lastSegment(found) === lastSegment(own);
  return endsAlike || found === own || (isModuleUnderTest?.(specifier) ?? false);
}

function bindingsOf(
  imports: readonly ExistingImport[],
  {
    moduleSpecifier,
    isModuleUnderTest,
  }: { readonly moduleSpecifier: string; readonly isModuleUnderTest: (specifier: string) => boolean },
): ReadonlyMap<string, ImportedBinding> {
  const bindings = new Map<string, ImportedBinding>();
  for (const { module: found, specifier, bindings: values, typeBindings } of imports) {
    const module = isModuleUnderTest(specifier) ? moduleSpecifier : found;
    for (const [local, exported] of values) bindings.set(local, { module, specifier, exported });
    for (const [local, { exported }] of typeBindings) bindings.set(local, { module, specifier, exported });
  }
  return bindings;
}

function allScopes(scope: TestScope): readonly TestScope[] {
  return [scope, ...scope.scopes.flatMap(allScopes)];
}
