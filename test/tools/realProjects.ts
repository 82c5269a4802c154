import type { TestFrameworkId } from '../../src/core/testing/testProject';

/** A project made of packages as they were published, source and tests. What had to be added is in `assembled`. */
export interface RealProject {
  readonly name: string;
  /** Why it is here. */
  readonly trait: string;
  readonly framework: TestFrameworkId;
  /** Folder inside of the project, by name of the installed package. */
  readonly packages: Readonly<Record<string, string>>;
  /** Files that were not published, or that say something else than what was: by path, the text or how it is changed. */
  readonly assembled: Readonly<Record<string, string | ((text: string) => string)>>;
  /** Links as npm makes them for workspaces: from path to path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Source files that tests are generated for. */
  readonly targets: readonly string[];
  isSuiteFile(file: string): boolean;
  /** Folders whose suites are run, with the files that the framework is given; none: what it finds itself. */
  readonly suites: readonly {
    readonly folder: string;
    readonly files: (suite: readonly string[]) => readonly string[];
  }[];
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const allFound = (): readonly string[] => [];

/** Six packages in five projects: each framework, a monorepo, one that is ES modules only, one with path aliases. */
export const realProjects: readonly RealProject[] = [
  {
    name: 'css-in-js-utils',
    trait: 'Jest; CommonJS as Babel writes it',
    framework: 'jest',
    packages: { 'css-in-js-utils': '.' },
    // Published is lib/ with its tests; the configuration names a folder that was not published.
    assembled: {
      'package.json': (text) => json({ ...(JSON.parse(text) as object), jest: { rootDir: 'lib' } }),
    },
    targets: ['lib/cssifyObject.js', 'lib/assignStyle.js'],
    isSuiteFile: (file) => file.startsWith('lib/__tests__/'),
    suites: [{ folder: '.', files: allFound }],
  },
  {
    name: 'process-warning',
    trait: 'node:test; CommonJS',
    framework: 'node-test',
    packages: { 'process-warning': '.' },
    // A test of how it gets on with Jest is none of node:test.
    assembled: {},
    targets: ['index.js'],
    isSuiteFile: (file) => file.startsWith('test/'),
    suites: [{ folder: '.', files: (suite) => suite.filter((file) => !/jest|promise/.test(file)) }],
  },
  {
    name: 'cborg',
    trait: 'Mocha; ES modules only',
    framework: 'mocha',
    packages: { cborg: '.' },
    assembled: {},
    targets: ['lib/is.js', 'lib/tagged.js'],
    isSuiteFile: (file) => file.startsWith('test/'),
    suites: [{ folder: '.', files: (suite) => suite.filter((file) => file.startsWith('test/test-')) }],
  },
  {
    name: 'atproto',
    trait: 'Vitest; TypeScript; two workspaces, one of which imports the other',
    framework: 'vitest',
    packages: {
      '@atproto/lex-data': 'packages/lex/lex-data',
      '@atproto/lex-json': 'packages/lex/lex-json',
    },
    // As in their repository: the packages name configuration above them, which is published with none of them.
    assembled: {
      'package.json': json({ name: 'atproto', private: true, workspaces: ['packages/lex/*'] }),
      'tsconfig/isomorphic.json': json({
        compilerOptions: {
          target: 'ES2023',
          lib: ['ES2023'],
          module: 'esnext',
          moduleResolution: 'bundler',
          strict: true,
          esModuleInterop: true,
          skipLibCheck: true,
        },
      }),
      'tsconfig/vitest.json': json({ extends: './isomorphic.json', compilerOptions: { noEmit: true } }),
    },
    links: {
      'node_modules/@atproto/lex-data': 'packages/lex/lex-data',
      'node_modules/@atproto/lex-json': 'packages/lex/lex-json',
    },
    targets: ['packages/lex/lex-data/src/object.ts', 'packages/lex/lex-json/src/link.ts'],
    isSuiteFile: (file) => /\/src\/.*\.test\.ts$/.test(file),
    suites: [
      { folder: 'packages/lex/lex-data', files: allFound },
      { folder: 'packages/lex/lex-json', files: allFound },
    ],
  },
  {
    name: 'msw',
    trait: 'Vitest; TypeScript; sources import each other as #core/…',
    framework: 'vitest',
    packages: { msw: '.' },
    // Published are src/ with its tests and the alias in package.json, but neither configuration. Run are the tests of what is
    // generated for and around it: others need a browser's environment.
    assembled: {
      'vitest.config.mjs': `import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#core': fileURLToPath(new URL('./src/core', import.meta.url)) } },
  test: {
    globals: true,
    include: [
      'src/node/**/*.test.ts',
      'src/core/experimental/{request-utils,on-unhandled-frame,handlers-controller,define-network}.test.ts',
      'src/core/{http,getResponse,HttpResponse}.test.ts',
    ],
  },
});
`,
      'tsconfig.base.json': json({
        compilerOptions: {
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          lib: ['es2023', 'dom', 'dom.iterable'],
          types: ['node', 'vitest/globals'],
          strict: true,
          esModuleInterop: true,
          skipLibCheck: true,
          noEmit: true,
          paths: { '#core': ['./src/core'], '#core/*': ['./src/core/*'] },
        },
      }),
      'tsconfig.json': json({ extends: './tsconfig.base.json', include: ['src'] }),
    },
    targets: ['src/node/async-handlers-controller.ts'],
    isSuiteFile: (file) => /^src\/.*\.test\.ts$/.test(file),
    suites: [{ folder: '.', files: allFound }],
  },
];
