import { isBuiltin } from 'node:module';
import ts from 'typescript';

const frameworkGlobals = [
  ...['describe', 'it', 'test', 'suite', 'expect', 'assert', 'vi', 'jest', 'chai', 'fail'],
  ...['before', 'after', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll'],
];
const moduleGlobals = ['require', 'module', 'exports', '__filename', '__dirname'];

/** What each of the frameworks exports of itself, without the rarer ones. */
const frameworkNames: Readonly<Record<string, readonly string[]>> = {
  vitest: ['describe', 'expect', 'it', 'test', 'vi', 'beforeEach', 'afterEach', 'beforeAll', 'afterAll'],
  '@jest/globals': [
    'describe',
    'expect',
    'it',
    'test',
    'jest',
    'beforeEach',
    'afterEach',
    'beforeAll',
    'afterAll',
  ],
  mocha: ['describe', 'it', 'beforeEach', 'afterEach', 'before', 'after'],
  'node:test': ['describe', 'it', 'test', 'mock', 'beforeEach', 'afterEach', 'before', 'after'],
};

/** Where all of Node.js exists: whether its types are installed is another matter. */
const globalNames = [
  ...new Set([...frameworkGlobals, ...moduleGlobals, ...Object.getOwnPropertyNames(globalThis)]),
].filter((name) => /^[\w$]+$/.test(name));

/**
 * A text that is right wherever tests run: it uses the globals of Node.js and of the frameworks, and imports those of the modules
 * given that come with either. What is wrong with it says nothing of any other text.
 */
export function controlText(sources: readonly ts.SourceFile[]): string {
  const specifiers = [...new Set(sources.flatMap(importedModules))];
  const imports = specifiers.flatMap((specifier, index) => importsOf(specifier, index));
  return [...imports, ...globalNames.map((name) => `void ${name};`), 'export {};'].join('\n');
}

function importsOf(specifier: string, index: number): readonly string[] {
  const names = frameworkNames[specifier] ?? [];
  const locals = names.map((name) => `${name} as ${name}${index}`).join(', ');
  const named =
    names.length === 0
      ? []
      : [`import { ${locals} } from '${specifier}';`, ...names.map((name) => `void ${name}${index};`)];
  if (!isBuiltin(specifier)) return named;
  return [
    ...named,
    `import default${index} from '${specifier}';`,
    `import * as all${index} from '${specifier}';`,
    `void default${index};`,
    `void all${index};`,
  ];
}

function importedModules(source: ts.SourceFile): readonly string[] {
  return source.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text].filter((text) => isBuiltin(text) || text in frameworkNames)
      : [],
  );
}
