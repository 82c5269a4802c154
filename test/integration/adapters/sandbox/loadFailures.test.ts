import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../../../../src/core/errors';
import { verifies } from '../../../requirements';
import { type OpenOptions, useSandbox } from '../../../support/sandboxHarness';

describe(`processSandbox reports a module that cannot be loaded ${verifies('ERR-4')}`, () => {
  const harness = useSandbox();

  async function failure(code: string, options: OpenOptions = {}, file = 'src/a.ts') {
    const result = await harness().open(file, code, options);
    assert.ok(result.status === 'failed', 'it was opened');
    assert.deepEqual(harness().survivors(), []);
    return result;
  }

  it('that throws, with the line', async () => {
    assert.deepEqual(
      await failure("const port = 1;\nthrow new Error('No port\\nsecond line');\nexport {};"),
      {
        status: 'failed',
        reason: 'threw',
        message: 'Error: No port (at src/a.ts:2)',
      },
    );
  });

  it('that rejects on its own', async () => {
    const result = await failure("void (async () => { throw new TypeError('late'); })();\nexport {};");
    assert.deepEqual([result.reason, result.message], ['threw', 'TypeError: late (at src/a.ts:1)']);
  });

  it('that imports what is not there', async () => {
    const result = await failure("import { x } from 'left-pad';\nexport const y = x;");
    assert.equal(result.reason, 'threw');
    assert.match(result.message, /^Error: Cannot find module 'left-pad' imported by src\/a\.ts/);
  });

  it('but not one that tries an optional package itself', async () => {
    const code =
      "let x;\ntry { x = require('optional'); } catch (e) { x = e.code; }\nmodule.exports = { x };";
    assert.equal((await harness().open('a.cjs', code)).status, 'opened');
  });

  it('that has a syntax error', async () => {
    const result = await failure('export const = 1;');
    assert.equal(result.reason, 'threw');
    assert.match(result.message, /^SyntaxError: src\/a\.ts: Unexpected token \(1:14\)/);
  });

  it('that awaits at its top level', async () => {
    const result = await failure('export const x = await Promise.resolve(1);');
    assert.equal(result.reason, 'threw');
    assert.equal(
      result.message,
      'SyntaxError: src/a.ts: top-level await cannot be loaded in the sandbox (line 1)',
    );
  });

  it('that uses decorators in a project without TypeScript', async () => {
    const result = await failure('const d = (t: unknown) => {};\n@d\nexport class A {}');
    assert.match(result.message, /decorators and namespaces need the package "typescript"/);
  });

  it('that exits', async () => {
    const result = await failure("console.error('usage: a');\nif (true) process.exit(3);\nexport {};");
    assert.deepEqual(result, {
      status: 'failed',
      reason: 'exited',
      message: 'The process ended itself by process.exit(3) at src/a.ts:2 while loading src/a.ts',
    });
  });

  it('that aborts', async () => {
    const result = await failure('process.abort();\nexport {};');
    assert.equal(result.reason, 'exited');
    assert.match(result.message, /process\.abort\(\) at src\/a\.ts:1/);
  });

  it('that eats all memory', async () => {
    const code = 'const hoard: unknown[] = [];\nfor (;;) hoard.push(new Array(1000).fill({}));\nexport {};';
    const result = await failure(code, { limits: { memoryMiB: 32 } });
    assert.deepEqual(result, {
      status: 'failed',
      reason: 'exited',
      message: 'The process ran out of memory (limit: 32 MiB) while loading src/a.ts',
    });
  });

  it('that loops for ever', async () => {
    const result = await failure('for (;;) {}\nexport {};', { limits: { loadTimeoutMs: 300 } });
    assert.deepEqual(result, {
      status: 'failed',
      reason: 'timed-out',
      message: 'Loading src/a.ts did not end within 300 ms',
    });
  });

  it('that writes, connects or starts programs', async () => {
    const target = join(harness().root, 'written.txt');
    const writes = await failure(
      `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(target)}, 'x');`,
    );
    assert.match(writes.message, /fs\.writeFileSync is blocked in the sandbox \(at src\/a\.ts:2\)/);
    assert.equal(existsSync(target), false);
    const connects = await failure("import net from 'node:net';\nnet.connect(1, '127.0.0.1');");
    assert.match(connects.message, /net\.Socket\.connect is blocked/);
    const starts = await failure("import { execSync } from 'node:child_process';\nexecSync('node -v');");
    assert.match(starts.message, /child_process\.execSync is blocked/);
  });

  it('but reading files is part of loading', async () => {
    harness().write({ 'src/data.json': '[1]', 'src/data.txt': 'text' });
    const code =
      "import data from './data.json'; import { readFileSync } from 'node:fs'; import { readFile } from 'node:fs/promises';\nexport const all = [data, readFileSync(__dirname + '/data.txt', 'utf8')];\nexport const later = readFile(__dirname + '/data.txt', 'utf8');";
    assert.equal((await harness().open('src/a.ts', code)).status, 'opened');
  });

  it('aborted: no process is left when the promise rejects', async () => {
    const controller = new AbortController();
    const opening = harness().open('src/a.ts', 'for (;;) {}\nexport {};', {
      signal: controller.signal,
      limits: { loadTimeoutMs: 60_000 },
    });
    while (harness().started.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    await assert.rejects(opening, { name: 'AbortError' });
    assert.deepEqual(harness().survivors(), []);
  });

  describe('without a usable Node', () => {
    const broken = useSandbox({ nodePath: join(__dirname, 'no-such-node') });

    it('as unavailable', async () => {
      await assert.rejects(broken().open('src/a.ts', 'export {};'), (error: unknown) => {
        assert.ok(error instanceof SandboxError);
        assert.equal(error.code, 'sandbox-unavailable');
        assert.match(error.message, /no-such-node/);
        return true;
      });
    });
  });
});
