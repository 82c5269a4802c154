/** A module that tries to do harm, once or a few times: it does not insist. */
export interface HostileModule {
  /** What it tries: `starts itself again and again`. */
  readonly what: string;
  /** Statements without imports, in CommonJS. `DECOY`: absolute path of a folder outside of the workspace. */
  readonly harm: string;
  /** Why the module cannot be loaded that does it; undefined: it can. */
  readonly onLoad: RegExp | undefined;
  /** Why a function that does it has no test; undefined: it has one. */
  readonly onCall: RegExp | undefined;
}

/** Stands for what is worth protecting, outside of the workspace. */
export const decoyFile = 'precious.txt';

const endless = /was given up: with several inputs it did not end in time\.$/;
/** Elsewhere it is its time that ends it. */
const onLinux = (reason: RegExp): RegExp => (process.platform === 'linux' ? reason : /./);

export const hostileModules: readonly HostileModule[] = [
  {
    what: 'starts itself again and again',
    harm: `const { fork, spawn } = require('node:child_process');
for (let i = 0; i < 3; i++) fork(__filename, [], { env: { DEPTH: String(Number(process.env.DEPTH ?? 0) + 1) } });
spawn(process.execPath, ['-e', 'require("fs").writeFileSync(process.argv[1], "")', DECOY + '/started']);`,
    onLoad: /child_process\.fork is blocked/,
    onCall: /^It touches the process\.$/,
  },
  { what: 'never ends', harm: 'while (true);', onLoad: /not loaded after/, onCall: endless },
  {
    what: 'fills its heap',
    harm: 'const all = []; for (let i = 0; i < 4e9; i += 1e6) all.push(new Array(1e6).fill(i));',
    onLoad: /ran out of memory/,
    onCall: endless,
  },
  {
    what: 'fills memory outside of its heap',
    harm: 'const all = []; for (let i = 0; i < 64; i++) all.push(Buffer.alloc(64 * 2 ** 20, 1)); all.length = 0;',
    onLoad: onLinux(/used more than 1024 MiB of memory/),
    onCall: endless,
  },
  {
    what: 'exits',
    harm: 'process.exit(0);',
    onLoad: /process\.exit\(0\)/,
    onCall: /^It touches the process\.$/,
  },
  {
    what: 'signals its parent',
    harm: "process.kill(process.ppid, 'SIGUSR2');",
    onLoad: /process\.kill is blocked/,
    onCall: /^It touches the process\.$/,
  },
  {
    what: 'removes everything',
    harm: "require('node:fs').rmSync(DECOY, { recursive: true, force: true });",
    onLoad: /fs\.rmSync is blocked/,
    onCall: /file system\.$/,
  },
  {
    what: 'listens and connects',
    harm: "const net = require('node:net'); net.createServer().listen(0); net.connect(9, '127.0.0.1');",
    onLoad: /net\.\w+(?:\.\w+)? is blocked/,
    onCall: /^It touches the network\.$/,
  },
  {
    what: 'takes no notice of signals and stays',
    harm: `for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
setInterval(() => {}, 1000); process.on('disconnect', () => {}); process.on('exit', () => { const end = Date.now() + 3000; while (Date.now() < end); });`,
    onLoad: undefined,
    onCall: undefined,
  },
  {
    what: 'puts its own in the place of what everybody uses',
    harm: `JSON.stringify = () => '{"kind":"loaded"}'; JSON.parse = () => ({}); Array.prototype.push = function () { return 0; };
Promise.prototype.then = function () { return this; }; Map.prototype.get = () => undefined; process.send = () => true; Date.now = () => 0;`,
    onLoad: /exports no function or class/,
    onCall: /^Nothing that a test could observe was found in harm\.$/,
  },
  {
    what: 'pollutes the prototype of all objects',
    harm: "Object.prototype.toJSON = () => 'polluted'; Object.prototype.kind = 'loaded'; Object.prototype.then = undefined; Object.prototype.status = 'x';",
    onLoad: /an answer that cannot be read \(something may have changed Object\.prototype\)/,
    onCall: endless,
  },
  {
    what: 'leaves by a link',
    harm: `const fs = require('node:fs'), os = require('node:os'), path = require('node:path');
const link = path.join(os.tmpdir(), 'way-out'); try { fs.unlinkSync(link); } catch {}
fs.symlinkSync(DECOY, link, 'dir'); fs.writeFileSync(path.join(link, 'written'), '');`,
    onLoad: /fs\.symlinkSync is blocked/,
    onCall: /file system\.$/,
  },
  {
    what: 'loads native code',
    harm: "process.dlopen({ exports: {} }, process.execPath); require('./addon.node');",
    onLoad: /process\.dlopen is blocked/,
    onCall: /^It touches the process\.$/,
  },
];
