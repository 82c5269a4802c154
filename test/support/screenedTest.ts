import type { TestCandidate, TestStyle } from '../../src/core/generation/candidate';
import type { Rejection } from '../../src/core/generation/rejection';
import {
  type ScreeningContext,
  screenCandidates,
} from '../../src/core/generation/screening/screenCandidates';
import type { ImportLine } from '../../src/core/testing/languageAdapter';
import { aCandidate } from './builders';
import { typescriptAdapter } from './modelSourceBuilders';
import { aTestStyle } from './synthesisBuilders';

const frameworkImports: Readonly<Record<TestStyle['framework'], readonly ImportLine[]>> = {
  vitest: [{ specifier: 'vitest', style: 'import', names: ['describe', 'expect', 'it', 'vi'] }],
  jest: [{ specifier: '@jest/globals', style: 'import', names: ['describe', 'expect', 'it', 'jest'] }],
  mocha: [],
  'node-test': [{ specifier: 'node:test', style: 'import', names: ['describe', 'it', 'mock'] }],
};

/** A test of `./shop`, which exports `discount`, `Basket` and `load`. */
export function aShopTest(
  body: string,
  { style = aTestStyle(), ...changes }: Partial<TestCandidate> & { readonly style?: TestStyle } = {},
): TestCandidate {
  const base = { style: style.moduleStyle, specifier: style.moduleSpecifier };
  return aCandidate({
    bodyLines: body.split('\n'),
    isAsync: true,
    ...changes,
    imports: [
      ...frameworkImports[style.framework],
      { style: style.moduleStyle, specifier: 'node:assert/strict', defaultName: 'assert', names: [] },
      { ...base, names: ['discount', 'Basket', 'load'] },
      { ...base, namespaceName: 'shop', names: [] },
      ...(changes.imports ?? []),
    ],
  });
}

/** Why a test with this body is not to be tried; undefined when nothing speaks against it. */
export function screened(
  body: string,
  {
    style,
    plan,
    ...changes
  }: Partial<TestCandidate> & {
    readonly style?: Partial<TestStyle>;
    readonly plan?: Partial<ScreeningContext['plan']>;
  } = {},
): Rejection | undefined {
  const ownStyle = aTestStyle(style);
  const candidate = aShopTest(body, { ...changes, style: ownStyle });
  const context = {
    plan: { language: typescriptAdapter, style: ownStyle, ...plan },
    existing: [],
    earlier: [],
  };
  return screenCandidates([candidate], context).get(candidate.id);
}
