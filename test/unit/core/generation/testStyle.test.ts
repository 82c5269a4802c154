import assert from 'node:assert/strict';
import { type StyleEvidence, testStyle } from '../../../../src/core/generation/testStyle';
import type { TestProject } from '../../../../src/core/testing/testProject';
import { verifies } from '../../../requirements';

const project: TestProject = {
  root: '.',
  framework: 'vitest',
  frameworkReason: '"vitest" in devDependencies',
  hasGlobals: false,
  testFiles: [],
  choosesTestPlaces: false,
  isModulePackage: true,
};

function styleOf(
  file: string,
  testFile: string,
  overrides: Partial<StyleEvidence> & { project?: TestProject } = {},
) {
  return testStyle({
    testFile,
    model: {
      file,
      moduleSystem: 'esm',
      units: [],
      functions: [],
      examples: [],
      workedExamples: [],
      constants: [],
      imports: [],
    },
    project,
    example: "const a = 'x';\nfunction f() {\n  return 1;\n}\n",
    compilerOptions: {},
    ...overrides,
  });
}

describe(`testStyle ${verifies('RUN-8')}`, () => {
  const commonJs = {
    model: {
      file: 'src/a.js',
      moduleSystem: 'commonjs',
      units: [],
      functions: [],
      examples: [],
      workedExamples: [],
      constants: [],
      imports: [],
    },
  } as const;

  it('imports without extension where a bundler resolves', () => {
    assert.equal(styleOf('src/a.ts', 'src/a.test.ts').moduleSpecifier, './a');
    assert.equal(styleOf('src/a.ts', 'test/a.test.ts').moduleSpecifier, '../src/a');
  });

  it('writes .js for TypeScript under Node resolution', () => {
    const compilerOptions = { moduleResolution: 'NodeNext' };
    assert.equal(
      styleOf('src/a.ts', 'src/a.test.ts', { compilerOptions, example: '' }).moduleSpecifier,
      './a.js',
    );
  });

  it('follows the extensions that the neighbour writes', () => {
    const example = "import { b } from './b.js';\n";
    assert.equal(styleOf('src/a.ts', 'src/a.test.ts', { example }).moduleSpecifier, './a.js');
    assert.equal(
      styleOf('src/a.ts', 'src/a.test.ts', { example: "import { b } from './b.ts';\n" }).moduleSpecifier,
      './a.ts',
    );
  });

  it('writes the extension for native modules', () => {
    const mocha = { ...project, framework: 'mocha' } as const;
    assert.equal(styleOf('src/a.js', 'test/a.test.js', { project: mocha }).moduleSpecifier, '../src/a.js');
  });

  it('requires CommonJS in a package without "type": "module"', () => {
    const jest = { ...project, framework: 'jest', isModulePackage: false } as const;
    const style = styleOf('src/a.js', 'test/a.test.js', { project: jest, ...commonJs });
    assert.deepEqual([style.moduleStyle, style.moduleSpecifier], ['require', '../src/a']);
  });

  it('never requires under Vitest', () => {
    assert.equal(styleOf('src/a.js', 'src/a.test.js', commonJs).moduleStyle, 'import');
  });

  it('takes over quotes, semicolons and indentation', () => {
    const style = styleOf('src/a.ts', 'src/a.test.ts', {
      example: 'const a = "x"\nfunction f() {\n\treturn 1\n}\n',
    });
    assert.deepEqual([style.quote, style.semicolons, style.indent], ['"', false, '\t']);
    const usual = styleOf('src/a.ts', 'src/a.test.ts');
    assert.deepEqual([usual.quote, usual.semicolons, usual.indent], ["'", true, '  ']);
  });
});
