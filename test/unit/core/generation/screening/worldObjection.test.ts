import assert from 'node:assert/strict';
import { screened } from '../../../../support/screenedTest';

const check = 'expect(discount(1)).toBe(1);';

describe('a test that depends on the world outside', () => {
  const rejected: Readonly<Record<string, RegExp>> = {
    'process.exit();': /^It uses process, which reaches beyond the module under test\.$/,
    "require('node:path');": /uses require/,
    "await import('node:path');": /uses import/,
    "eval('1');": /uses eval/,
    "new Function('return 1')();": /uses new Function/,
    "Function('return 1')();": /uses Function/,
    "(() => 1).constructor('return process')();": /uses \.constructor/,
    "const all = (function () { return this; })(); all['pro' + 'cess'];": /uses this/,
    "discount.call(1)['con' + 'structor'];": /uses \[computed name\]/,
    "const key = ['con', 'structor'].join(''); discount[key]('return process')();": /uses \[computed name\]/,
    "await fetch('http://127.0.0.1');": /uses fetch/,
    "new WebSocket('ws://127.0.0.1');": /uses WebSocket/,
    'globalThis.x = 1;': /uses globalThis/,
    'discount(import.meta.url);': /uses import\.meta/,
    'discount(__dirname);': /uses __dirname/,
    'discount(Math.random());': /^It calls Math\.random, so it is not the same in every run\.$/,
    'const { random } = Math; discount(random());': /calls Math\.random/,
    'const draw = Math.random; discount(draw());': /calls Math\.random/,
    'discount(crypto.randomUUID());': /calls crypto\.randomUUID/,
    'crypto.getRandomValues(new Uint8Array(2));': /calls crypto\.getRandomValues/,
    'discount(Date.now());': /^It uses Date\.now: it depends on the clock\.$/,
    'const { now } = Date; discount(now());': /uses Date\.now/,
    'discount(+new Date());': /uses new Date: it depends on the clock/,
    'discount(Date());': /uses Date: it depends on the clock/,
    'discount(performance.now());': /uses performance\.now/,
    'await new Promise((done) => setTimeout(done, 5));': /uses setTimeout/,
    'setInterval(() => {}, 5);': /uses setInterval/,
    'vi.useFakeTimers();': /^It calls vi\.useFakeTimers and leaves the false clock to other tests\.$/,
    'Math.random = () => 0.5;': /^It changes Math\.random, which other tests use too\.$/,
    'Array.prototype.last = () => 1;': /changes Array\.prototype\.last/,
    'Date.now = () => 0;': /changes Date\.now/,
    'console.log = () => {};': /changes console\.log/,
  };
  for (const [body, detail] of Object.entries(rejected)) {
    it(`rejects ${body}`, () => {
      const rejection = screened(`${body}\n${check}`);
      assert.equal(rejection?.reason, 'touches-world');
      assert.match(rejection.detail, detail);
    });
  }

  const modules: readonly [specifier: string, name: string, detail: RegExp][] = [
    ['node:fs', 'readFileSync', /^It imports node:fs, which reaches beyond the module under test\.$/],
    ['fs/promises', 'readFile', /imports fs\/promises/],
    ['node:net', 'connect', /imports node:net/],
    ['node:http', 'createServer', /imports node:http/],
    ['node:child_process', 'spawn', /imports node:child_process/],
    ['node:worker_threads', 'Worker', /imports node:worker_threads/],
    ['node:timers/promises', 'setTimeout', /imports node:timers\/promises/],
    ['node:crypto', 'randomBytes as bytes', /calls crypto\.randomBytes/],
    ['node:perf_hooks', 'performance', /clock/],
  ];
  for (const [specifier, name, detail] of modules) {
    it(`rejects ${name} of ${specifier}`, () => {
      const local = name.split(' as ').at(-1) ?? name;
      const use = name === 'performance' ? 'performance.now()' : `${local}(1)`;
      const imports = [{ specifier, style: 'import' as const, names: [name] }];
      const rejection = screened(`discount(${use});\n${check}`, { imports });
      assert.equal(rejection?.reason, 'touches-world');
      assert.match(rejection.detail, detail);
    });
  }

  for (const body of [
    'discount(new Date(0));',
    "discount(new Date('2024-01-01'));",
    'discount(Date.UTC(2024, 0));',
    'vi.useFakeTimers({ now: 0 }); discount(Date.now()); vi.useRealTimers();',
    'vi.useFakeTimers();\ntry { setTimeout(() => discount(1), 5); vi.advanceTimersByTime(5); } finally { vi.useRealTimers(); }',
    "vi.spyOn(Math, 'max');",
    'discount(Math.max(1, 2));',
    'const random = () => 0.5; discount(random());',
    'const process = { env: 1 }; discount(process.env);',
    'discount({ process: 1, fetch: 2 }.fetch);',
    'const date = { now: () => 0 }; discount(date.now());',
    'queueMicrotask(() => {});',
    'const made = {}; made.console = 1;',
  ]) {
    it(`lets through ${body}`, () => assert.equal(screened(`${body}\n${check}`), undefined));
  }
});

describe('a test with a temporary folder of its own', () => {
  const named = (specifier: string, ...names: string[]) => ({ specifier, style: 'import' as const, names });
  const imports = [
    named('node:fs', 'mkdtempSync', 'rmSync', 'writeFileSync'),
    named('node:os', 'tmpdir'),
    named('node:path', 'join'),
  ];
  const make = "const folder = mkdtempSync(join(tmpdir(), 'shop-'));";
  const use = "writeFileSync(join(folder, 'a.txt'), 'x');";
  const remove = 'rmSync(folder, { recursive: true });';

  it('may use files', () => {
    assert.equal(screened([make, use, check, remove].join('\n'), { imports }), undefined);
  });

  it('may get it from hooks', () => {
    const fixtures = ['temporary-folder'] as const;
    const hooks = named('vitest', 'afterEach', 'beforeEach');
    assert.equal(screened(`${use}\n${check}`, { imports: [...imports, hooks], fixtures }), undefined);
  });

  for (const [flaw, body] of [
    ['makes none', [use, check]],
    ['makes it elsewhere', ["const folder = mkdtempSync('shop-');", use, check, remove]],
    ['leaves it behind', [make, use, check]],
  ] as const) {
    it(`is rejected when it ${flaw}`, () => {
      const rejection = screened(body.join('\n'), { imports });
      assert.equal(rejection?.reason, 'touches-world');
      assert.match(rejection.detail, /^It imports node:(fs|os), which reaches beyond/);
    });
  }

  it('may ask the system for nothing else', () => {
    const more = [...imports, named('node:os', 'hostname')];
    assert.match(
      screened([make, `discount(hostname());`, check, remove].join('\n'), { imports: more })?.detail ?? '',
      /imports node:os/,
    );
  });
});

describe('a test with the clock of Node.js', () => {
  const imports = [
    { specifier: 'node:timers/promises', style: 'import' as const, names: ['setImmediate'] },
    { specifier: 'node:test', style: 'import' as const, names: ['afterEach', 'mock'] },
  ];
  const style = { framework: 'mocha' as const };

  it('may let promises go on between its ticks', () => {
    const body = `mock.timers.enable({ apis: ['setTimeout'] });\nawait setImmediate();\nmock.timers.tick(5);\nassert.equal(discount(1), 1);`;
    assert.equal(screened(body, { imports, style, fixtures: ['fake-clock'] }), undefined);
  });

  it('has to give the real one back', () => {
    const body = `mock.timers.enable({ apis: ['setTimeout'] });\nassert.equal(discount(1), 1);`;
    assert.match(screened(body, { imports, style })?.detail ?? '', /leaves the false clock/);
  });
});
