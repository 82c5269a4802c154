import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { verifies } from '../../../requirements';
import { aScenario, codeOf, observe, observeAll, useSandbox } from '../../../support/sandboxHarness';

const evaluate = (code: string): unknown => runInThisContext(`(${code})`);

describe('processSandbox keeps scenarios away from the world', () => {
  const harness = useSandbox();

  const touches: readonly (readonly [effect: string, what: string, body: string])[] = [
    ['file-system', 'a file written', "require('node:fs').writeFileSync(TARGET, 'x')"],
    ['file-system', 'a file written by callback', "require('node:fs').writeFile(TARGET, 'x', () => {})"],
    ['file-system', 'a file written by promise', "await require('node:fs/promises').writeFile(TARGET, 'x')"],
    ['file-system', 'a stream', "require('node:fs').createWriteStream(TARGET)"],
    ['file-system', 'a file read', "require('node:fs').readFileSync(__filename)"],
    ['file-system', 'a file looked for', "require('node:fs').existsSync(TARGET)"],
    ['network', 'fetch', 'await fetch(URL_)'],
    ['network', 'http', "require('node:http').get(URL_)"],
    ['network', 'https', "require('node:https').request('https://127.0.0.1:1')"],
    ['network', 'a socket', "require('node:net').connect(1, '127.0.0.1')"],
    ['network', 'a server', "require('node:http').createServer().listen(0)"],
    ['network', 'tls', "require('node:tls').connect(1, '127.0.0.1')"],
    ['network', 'http2', "require('node:http2').connect('http://127.0.0.1:1')"],
    ['network', 'a datagram', "require('node:dgram').createSocket('udp4').send('x', 1, '127.0.0.1')"],
    ['network', 'dns', "require('node:dns').lookup('localhost', () => {})"],
    ['network', 'dns by promise', "await require('node:dns/promises').resolve('localhost')"],
    ['process', 'a program', "require('node:child_process').spawn('node', ['-v'])"],
    ['process', 'a program, synchronously', "require('node:child_process').execFileSync('node', ['-v'])"],
    ['process', 'a thread', "new (require('node:worker_threads').Worker)('1', { eval: true })"],
    ['process', 'an exit', 'process.exit(0)'],
    ['process', 'an abort', 'process.abort()'],
    ['process', 'a signal', 'process.kill(process.ppid)'],
    ['process', 'a change of folder', "process.chdir('..')"],
    ['environment', 'a change of the environment', "process.env.MODE = 'x'"],
  ];

  it(`blocking and naming each touch, even when the code swallows the error ${verifies('SBX-1')}`, async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end('reached');
    });
    server.unref();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const target = join(harness().root, 'written.txt');
    const functions = touches.map(([, , body], index) => `exports.touch${index} = async () => { ${body}; };`);
    const swallowing = touches.map(
      ([, , body], index) => `exports.quiet${index} = async () => { try { ${body}; } catch {} return 1; };`,
    );
    const session = await harness().openSession(
      'a.js',
      [`const TARGET = ${JSON.stringify(target)}; const URL_ = '${url}';`, ...functions, ...swallowing].join(
        '\n',
      ),
    );
    for (const [index, [effect, what]] of touches.entries()) {
      const loud = await observe(session, `touch${index}`, `touch${index}()`);
      assert.deepEqual(loud.effects, [effect], what);
      assert.ok(loud.outcome.status === 'threw', `${what} was not blocked`);
      assert.deepEqual(
        [loud.outcome.error.name, loud.outcome.error.isDeliberate],
        ['BlockedError', false],
        what,
      );
      const quiet = await observe(session, `quiet${index}`, `quiet${index}()`);
      assert.deepEqual([quiet.outcome.status, quiet.effects], ['returned', [effect]], what);
    }
    // One child has lived through it all.
    assert.equal(
      harness().started.filter((child) => child.spawnargs.some((part) => part.endsWith('.js'))).length,
      1,
    );
    assert.equal(existsSync(target), false);
    assert.deepEqual(requests, []);
    await new Promise((resolve) => server.close(resolve));
  });

  it('noting what names the machine', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      "import os from 'node:os';\nexport const host = () => os.hostname().length > 0;\nexport const here = () => ({ file: __filename });\nexport const pure = () => os.EOL.length;",
    );
    assert.deepEqual((await observe(session, 'host', 'host()')).effects, ['environment']);
    assert.deepEqual((await observe(session, 'here', 'here()')).effects, ['environment']);
    assert.deepEqual((await observe(session, 'pure', 'pure()')).effects, []);
  });

  it('allowing printing, reading the environment, timers and late require', async () => {
    harness().write({ 'src/late.ts': 'export const late = 7;' });
    const session = await harness().openSession(
      'src/a.ts',
      `export const f = async () => {
  console.log('noise'); console.error('noise'); process.stdout.write('noise');
  await new Promise((resolve) => setTimeout(resolve, 2));
  return [process.env.NODE_ENV, require('./late').late];
};`,
    );
    const { outcome, effects } = await observe(session, 'f', 'f()');
    assert.deepEqual(effects, []);
    assert.deepEqual(outcome, {
      status: 'returned',
      isPromise: true,
      value: { kind: 'expressible', code: "['test', 7]", isPrimitive: false },
    });
  });

  it('printing without end does not block it', async () => {
    const session = await harness().openSession(
      'src/a.ts',
      "export const f = () => { for (let i = 0; i < 3000; i++) console.log('x'.repeat(1000)); return 1; };",
    );
    assert.equal(await codeOf(session, 'f', 'f()'), '1');
  });

  it('with a clean environment and no channel to forge answers on', async () => {
    process.env.AGENTIC_QE_TEST_KEY = 'secret';
    try {
      const session = await harness().openSession(
        'src/a.ts',
        'export const keys = () => Object.keys(process.env).sort();\nexport const channel = () => [typeof process.send, process.execArgv.length];',
      );
      const keys = evaluate(await codeOf(session, 'keys', 'keys()')) as string[];
      const expected =
        /^(TZ|NODE_ENV|LANG|LC_ALL|TMPDIR|TEMP|TMP|PATH|Path|SystemRoot|windir|SystemDrive|ComSpec|PATHEXT|(LD|DYLD)_LIBRARY_PATH)$/;
      assert.deepEqual(
        keys.filter((key) => !expected.test(key)),
        [],
      );
      assert.ok(keys.includes('TZ'));
      assert.equal(await codeOf(session, 'channel', 'channel()'), "['undefined', 0]");
    } finally {
      delete process.env.AGENTIC_QE_TEST_KEY;
    }
  });
});

describe(`processSandbox makes the world steady ${verifies('RUN-10')}`, () => {
  const harness = useSandbox();
  const code = `import { randomUUID, randomBytes, randomInt } from 'node:crypto';
export const year = () => new Date().getUTCFullYear();
export const years = () => [Date().slice(11, 15), new Date(Date.now()).getUTCFullYear(), new Intl.DateTimeFormat('en', { year: 'numeric' }).format()];
export const zone = () => [new Date(0).getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone];
export const chance = () => [Math.random(), randomUUID(), randomBytes(4).toString('hex'), randomInt(10, 1000), crypto.randomUUID(), crypto.getRandomValues(new Uint16Array(2))];
export const identity = () => [new Date() instanceof Date, new Date().constructor === Date, new (class extends Date {})(5).getTime(), new Date(2020, 0).getFullYear(), Date.UTC(1970, 0), typeof Date()];`;
  const century = 100 * 365.25 * 24 * 3600 * 1000;

  it('clock', async () => {
    const session = await harness().openSession('src/a.ts', code, { world: { clockOffsetMs: century } });
    const expected = new Date(Date.now() + century).getUTCFullYear();
    assert.equal(await codeOf(session, 'year', 'year()'), String(expected));
    assert.equal(await codeOf(session, 'years', 'years()'), `['${expected}', ${expected}, '${expected}']`);
    assert.equal(await codeOf(session, 'identity', 'identity()'), "[true, true, 5, 2020, 0, 'string']");
  });

  it('time zone', async () => {
    const session = await harness().openSession('src/a.ts', code, { world: { timeZone: 'Asia/Tokyo' } });
    assert.equal(await codeOf(session, 'zone', 'zone()'), "[9, 'Asia/Tokyo']");
  });

  it('randomness: the same for a seed in any order, another for another seed', async () => {
    const first = await harness().openSession('src/a.ts', code, { world: { randomSeed: 7 } });
    const second = await harness().openSession('src/a.ts', code, { world: { randomSeed: 7 } });
    const other = await harness().openSession('src/a.ts', code, { world: { randomSeed: 8 } });
    const one = await codeOf(first, 'chance', 'chance()');
    assert.equal(await codeOf(first, 'chance', 'chance()'), one);
    await observeAll(second, [aScenario('chance', ['[chance(), chance()]'])]);
    assert.equal(await codeOf(second, 'chance', 'chance()'), one);
    const parts = evaluate(one) as string[];
    const otherParts = evaluate(await codeOf(other, 'chance', 'chance()')) as string[];
    for (const [index, part] of parts.entries())
      assert.notDeepEqual(part, otherParts[index], `source ${index}`);
    assert.match(parts[1] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
