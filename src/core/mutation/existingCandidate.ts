import { measured } from '../figure';
import type { TestCandidate, TestStyle } from '../generation/candidate';
import type { ExistingTest } from '../generation/existingTests';
import type { ImportLine, ReadImport, ReadTest } from '../testing/languageAdapter';
import { redirectedBody } from './mutatedFile';

const frameworkModules: Readonly<Partial<Record<TestStyle['framework'], string>>> = {
  vitest: 'vitest',
  jest: '@jest/globals',
  'node-test': 'node:test',
};

/**
 * An existing test as something that can be put into a test file beside its own.
 * @param specifier what it is to import in place of the source
 */
export function existingCandidate(
  { test, style, sourceSpecifiers }: ExistingTest,
  { mark, specifier }: { readonly mark: string; readonly specifier: string },
): TestCandidate {
  const { suites, title, bodyLines, isAsync, imports } = test;
  const redirected = (written: string): string => (sourceSpecifiers.includes(written) ? specifier : written);
  return {
    id: mark,
    unit: suites.join(' › ') || 'tests',
    title,
    bodyLines: sourceSpecifiers.reduce(
      (lines, written) => redirectedBody(lines, { from: written, to: specifier }),
      bodyLines,
    ),
    isAsync,
    imports: [
      ...frameworkLine(test, style),
      ...imports.map((each) => lineOf({ ...each, specifier: redirected(each.specifier) }, style)),
    ],
    modelId: 'existing',
    cost: measured(0),
  };
}

/** `describe` and `it` where they are not global, by the names that the composed file uses. */
function frameworkLine({ imports }: ReadTest, style: TestStyle): readonly ImportLine[] {
  const specifier = frameworkModules[style.framework];
  const isImported = imports.some((each) => each.specifier === specifier);
  if (specifier === undefined || (style.hasGlobals && style.framework !== 'node-test' && !isImported))
    return [];
  return [{ specifier, style: style.moduleStyle, names: ['describe', 'it'] }];
}

function lineOf({ specifier, exported, local }: ReadImport, { moduleStyle: style }: TestStyle): ImportLine {
  const base = { specifier, style };
  if (exported === '*') return { ...base, namespaceName: local, names: [] };
  if (exported === 'default' && style === 'import') return { ...base, defaultName: local, names: [] };
  return { ...base, names: [exported === local ? local : `${exported} as ${local}`] };
}
