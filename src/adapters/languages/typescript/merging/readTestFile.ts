import type { ReadTestsResult, ReadTestsTarget } from '../../../../core/testing/languageAdapter';
import { firstSyntaxError, parseFile } from '../syntax/parsedFile';
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
  const bindings = bindingsOf(imports, target);
  const extractor = new TestExtractor(new TestText(file.source, bindings), bindings, moduleSpecifier);
  const scopes = allScopes(readFileScope(file.source, imports));
  return {
    status: 'read',
    tests: scopes.flatMap((scope) => scope.tests.map((test) => extractor.extract(test, scope))),
  };
}

function bindingsOf(
  imports: readonly ExistingImport[],
  { moduleSpecifier, isModuleUnderTest = () => false }: ReadTestsTarget,
): ReadonlyMap<string, ImportedBinding> {
  const lastSegment = (specifier: string): string | undefined => specifier.split('/').at(-1);
  const own = comparableSpecifier(moduleSpecifier);
  const bindings = new Map<string, ImportedBinding>();
  for (const { module: found, specifier, bindings: values, typeBindings } of imports) {
    const isOwn = found.startsWith('.') && lastSegment(found) === lastSegment(own);
    const module = isOwn || found === own || isModuleUnderTest(specifier) ? moduleSpecifier : found;
    for (const [local, exported] of values) bindings.set(local, { module, specifier, exported });
    for (const [local, { exported }] of typeBindings) bindings.set(local, { module, specifier, exported });
  }
  return bindings;
}

function allScopes(scope: TestScope): readonly TestScope[] {
  return [scope, ...scope.scopes.flatMap(allScopes)];
}
