import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTypeChecker } from '../../../../../src/adapters/languages/typescript/typeCheck/createTypeChecker';
import type { TypeChecker, TypeCheckResult } from '../../../../../src/core/testing/typeChecker';
import { useTemporaryFolder } from '../../../../support/temporaryFolder';
import { buildTypeCheckWorker } from '../../../../support/typeCheckWorker';
import { repositoryRoot } from '../../../../tools/repositoryPaths';

type Files = Readonly<Record<string, string | object>>;

const options = { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', types: ['node'] };
const strict = { 'tsconfig.json': { compilerOptions: { ...options, strict: true } } };
const cart = `export interface Item { price: number; quantity?: number }
export function total(items: readonly Item[], discount = 0): number {
  return items.reduce((sum, { price, quantity = 1 }) => sum + price * quantity, 0) * (1 - discount);
}
`;
const vitest = "import { describe, expect, it } from 'vitest';";
const wrongPrice = "TS2322 Type 'string' is not assignable to type 'number'.";

/** A test on lines 1 to 8, the statement being on line 5. */
function testOf(statement: string, imports = [vitest, "import { total } from './cart';"]): string {
  const [first = '', second = ''] = imports;
  return `${first}\n${second}\ndescribe('total', () => {\n  it('adds', () => {\n    ${statement}\n  });\n});\nexport {};\n`;
}

describe('the type checker', () => {
  const folder = useTemporaryFolder();
  let built: Awaited<ReturnType<typeof buildTypeCheckWorker>>;
  before(async () => {
    built = await buildTypeCheckWorker();
  });
  after(() => built.remove());

  async function write(files: Files): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder(), name)), { recursive: true });
      await writeFile(join(folder(), name), typeof content === 'string' ? content : JSON.stringify(content));
    }
  }

  /** A project of the files, with packages of this repository installed. */
  async function open(
    files: Files,
    packages = ['vitest', '@types/node', 'typescript'],
  ): Promise<TypeChecker> {
    await write(files);
    for (const name of packages) {
      const target = join(folder(), 'node_modules', name);
      await mkdir(dirname(target), { recursive: true });
      await symlink(join(repositoryRoot, 'node_modules', name), target, 'junction');
    }
    return createTypeChecker({ workspaceRoot: folder(), workerPath: built.workerPath });
  }

  async function check(
    checker: TypeChecker,
    text: string,
    path = 'src/cart.test.ts',
  ): Promise<TypeCheckResult> {
    return await checker.check({ projectRoot: '.', files: [{ path, text }] }, new AbortController().signal);
  }

  /** As `line code message`. */
  async function problems(checker: TypeChecker, text: string, path?: string): Promise<readonly string[]> {
    const result = await check(checker, text, path);
    assert.ok(result.status === 'checked', JSON.stringify(result));
    return result.problems.map(({ line, code, message }) => `${line} TS${code} ${message}`);
  }

  async function reason(checker: TypeChecker, path = 'src/cart.test.ts'): Promise<string> {
    const result = await check(checker, testOf('total([]);'), path);
    assert.ok(result.status === 'unavailable', JSON.stringify(result));
    return result.reason;
  }

  it('finds what does not fit the types of the code, at its line, and nothing in what does', async () => {
    const checker = await open({ ...strict, 'src/cart.ts': cart });
    assert.deepEqual(await problems(checker, testOf('expect(total([{ price: 2 }])).toBe(2);')), []);
    const wrong = testOf("expect(total([{ price: '2' }])).toBe(2);");
    assert.deepEqual(await problems(checker, wrong), [`5 ${wrongPrice}`]);
  });

  it('finds what an import does not give', async () => {
    const checker = await open({ ...strict, 'src/cart.ts': cart });
    const imports = (line: string): string => testOf('expect(1).toBe(1);', [vitest, line]);
    assert.deepEqual(await problems(checker, imports("import { sum } from './cart';")), [
      "2 TS2305 Module '\"./cart\"' has no exported member 'sum'.",
    ]);
    assert.deepEqual(await problems(checker, imports("import nope from 'no-such-package';")), [
      "2 TS2307 Cannot find module 'no-such-package' or its corresponding type declarations.",
    ]);
  });

  it('names the cause where no overload matches', async () => {
    const overloads =
      'export function size(a: string): number;\nexport function size(a: number): number;\nexport function size(a: unknown) { return a ? 1 : 0; }\n';
    const checker = await open({ ...strict, 'src/size.ts': overloads });
    const text = testOf('expect(size(true)).toBe(1);', [vitest, "import { size } from './size';"]);
    assert.deepEqual(await problems(checker, text), [
      "5 TS2769 Argument of type 'boolean' is not assignable to parameter of type 'number'.",
    ]);
  });

  it('follows path aliases and what the configuration extends', async () => {
    const checker = await open({
      'tsconfig.base.json': { compilerOptions: { ...options, strict: true } },
      'tsconfig.json': `{
        // As people write it.
        "extends": "./tsconfig.base.json",
        "compilerOptions": { "paths": { "@shop/*": ["./src/*"] }, },
        "include": ["src"],
      }`,
      'src/cart.ts': cart,
    });
    const text = (statement: string): string =>
      testOf(statement, [vitest, "import { total } from '@shop/cart';"]);
    assert.deepEqual(await problems(checker, text('expect(total([])).toBe(0);'), 'test/cart.test.ts'), []);
    assert.deepEqual(await problems(checker, text('total(null);'), 'test/cart.test.ts'), [
      "5 TS2345 Argument of type 'null' is not assignable to parameter of type 'readonly Item[]'.",
    ]);
  });

  it('takes the referenced configuration that includes the tests, where the nearest only refers to others', async () => {
    const checker = await open({
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.build.json' }, { path: './test' }] },
      'tsconfig.build.json': {
        compilerOptions: { ...options, strict: false, composite: true },
        include: ['src'],
      },
      'test/tsconfig.json': {
        compilerOptions: { ...options, strict: true, composite: true },
        include: ['../spec/**/*.ts'],
      },
      'src/cart.ts': cart,
    });
    const text = testOf('total([{ price: null }]);', [vitest, "import { total } from '../src/cart';"]);
    assert.deepEqual(await problems(checker, text, 'spec/cart.test.ts'), [
      "5 TS2322 Type 'null' is not assignable to type 'number'.",
    ]);
    assert.deepEqual(await problems(checker, text, 'src/cart.test.ts'), []);
  });

  it('knows the globals that the configuration brings', async () => {
    const globals = { compilerOptions: { ...options, strict: true, types: ['vitest/globals'] } };
    const checker = await open({ 'tsconfig.json': globals, 'src/cart.ts': cart });
    const text = (statement: string): string => testOf(statement, ['', "import { total } from './cart';"]);
    assert.deepEqual(await problems(checker, text('expect(total([])).toBe(0);')), []);
    assert.deepEqual(await problems(checker, text('expect(total([])).toBee(0);')), [
      "5 TS2551 Property 'toBee' does not exist on type 'Assertion<number>'. Did you mean 'toBe'?",
    ]);
  });

  it('knows ambient types of the project', async () => {
    const checker = await open({ ...strict, 'src/ambient.d.ts': 'declare const VERSION: number;\n' });
    const text = (statement: string): string => testOf(statement, [vitest]);
    assert.deepEqual(await problems(checker, text('expect(VERSION).toBe(1);')), []);
    assert.deepEqual(await problems(checker, text('VERSION.trim();')), [
      "5 TS2339 Property 'trim' does not exist on type 'number'.",
    ]);
  });

  it('does not blame a test for types that are not installed', async () => {
    const plain = { compilerOptions: { ...options, strict: true, types: [] } };
    const checker = await open({ 'tsconfig.json': plain, 'src/cart.ts': cart }, []);
    const imports = ["import assert from 'node:assert/strict';", "import { total } from './cart';"];
    const text = (statement: string): string =>
      testOf(`${statement} process.cwd(); Buffer.from('');`, imports);
    assert.deepEqual(await problems(checker, text('assert.equal(total([]), 0);')), []);
    assert.deepEqual(await problems(checker, text('assert.equal(totl([]), 0);')), [
      "5 TS2552 Cannot find name 'totl'. Did you mean 'total'?",
    ]);
  });

  it('does not blame a test for JavaScript without types', async () => {
    const checker = await open({ ...strict, 'src/cart.js': 'export const total = () => 0;\n' });
    assert.deepEqual(await problems(checker, testOf('expect(total()).toBe(0);')), []);
  });

  it('takes what is not configured as the compiler of the project does', async () => {
    const manifest = (version: string): Files => ({ 'node_modules/typescript/package.json': { version } });
    const files = { 'tsconfig.json': { compilerOptions: options }, 'src/cart.ts': cart };
    const text = testOf('total(null);');
    const checker = await open({ ...files, ...manifest('5.9.3') }, ['vitest', '@types/node']);
    assert.deepEqual(await problems(checker, text), []);
    await write(manifest('6.0.3'));
    assert.deepEqual(await problems(checker, text), [
      "5 TS2345 Argument of type 'null' is not assignable to parameter of type 'readonly Item[]'.",
    ]);
  });

  it('sees what has changed since the check before', async () => {
    const checker = await open({ ...strict, 'src/cart.ts': cart });
    const text = testOf('expect(total([], 0.5)).toBe(0);');
    assert.deepEqual(await problems(checker, text), []);
    await write({
      'src/cart.ts': cart.replace('discount = 0', 'discount: string').replace('discount)', '1)'),
    });
    assert.deepEqual(await problems(checker, text), [
      "5 TS2345 Argument of type 'number' is not assignable to parameter of type 'string'.",
    ]);
  });

  it('says nothing of JavaScript', async () => {
    const checker = await open({ ...strict, 'src/cart.ts': cart });
    assert.deepEqual(await problems(checker, testOf("total('');"), 'src/cart.test.js'), []);
  });

  it('says why nothing can be checked', async () => {
    const checker = await open({
      'tsconfig.json': '{ "compilerOptions": ',
      'extending/tsconfig.json': { extends: './missing.json' },
      'bare/tsconfig.json': { compilerOptions: { noLib: true } },
    });
    assert.match(await reason(checker), /^tsconfig\.json cannot be read\. /);
    assert.match(
      await reason(checker, 'extending/a.test.ts'),
      /^tsconfig\.json cannot be read\. .*missing\.json/,
    );
    assert.match(await reason(checker, 'bare/a.test.ts'), /^Types of the language are missing: /);
  });

  it('does not look for a configuration outside of the workspace', async () => {
    await open({ ...strict, 'inner/src/cart.ts': cart });
    const checker = createTypeChecker({
      workspaceRoot: join(folder(), 'inner'),
      workerPath: built.workerPath,
    });
    assert.equal(await reason(checker), 'There is no tsconfig.json for cart.test.ts.');
  });

  it('says so when the compiler stops, and starts it again', async () => {
    await open(strict);
    const checker = createTypeChecker({ workspaceRoot: folder(), workerPath: join(folder(), 'none.js') });
    assert.match(await reason(checker), /^The compiler stopped: /);
    assert.match(await reason(checker), /^The compiler stopped: /);
  });

  it('ends at once when it is cancelled, and checks again afterwards', async () => {
    const checker = await open({ ...strict, 'src/cart.ts': cart });
    const cancelling = new AbortController();
    const files = [{ path: 'src/cart.test.ts', text: testOf("total('');") }];
    const first = checker.check({ projectRoot: '.', files }, cancelling.signal);
    const second = problems(checker, testOf("total('');"));
    setImmediate(() => cancelling.abort());
    await assert.rejects(first, { name: 'AbortError' });
    assert.equal((await second).length, 1);
  });
});
