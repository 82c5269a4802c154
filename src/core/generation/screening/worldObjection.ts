import type { ReadImport, ReadTest } from '../../testing/languageAdapter';
import type { Rejection } from '../rejection';

/** What reaches outside of the test, into other programs, or into the internals of the runtime. */
const outsideNames = new Set([
  ...['process', 'require', 'module', 'exports', '__dirname', '__filename', 'import.meta'],
  ...[
    'this',
    '[computed name]',
    'globalThis',
    'global',
    'window',
    'self',
    'eval',
    'WebAssembly',
    '.constructor',
  ],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator', 'Worker', 'SharedWorker'],
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'BroadcastChannel', 'Deno', 'Bun'],
]);
const outsideModules =
  /^(?:fs|fs\/promises|net|http|https|http2|tls|dns|dns\/promises|dgram|child_process|cluster|worker_threads|os|vm|inspector|repl|v8|process|timers|timers\/promises|module|sqlite|wasi|fs-extra|graceful-fs|undici|node-fetch|axios|got|superagent|supertest|nock|ws|execa)$/;
const timerNames = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const chanceCalls =
  /^(?:Math\.random|(?:crypto\.)?(?:webcrypto\.)?(?:random(?:UUID|Bytes|Int|Fill\w*)|getRandomValues)|crypto\.(?:generateKey\w*|subtle\.generateKey))$/;
const clockCalls =
  /^(?:Date|Date\.now|(?:perf_hooks\.)?performance\.(?:now|mark|measure)|process\.hrtime(?:\.bigint)?|Temporal\.Now\..*)$/;
const fakeClockCalls = /^(?:(?:vi|jest)\.useFakeTimers|mock\.timers\.enable|sinon\.useFakeTimers)$/;
/** What a test may use that has made a folder of its own below the temporary one, and removes it. */
const fileModules = /^(?:fs|fs\/promises)$/;
const folderMaking = /^(?:\w+\.)*mkdtemp(?:Sync)?$/;
const temporaryPath = /^(?:path\.)?join\((?:os\.)?tmpdir\(\), /;
const folderRemoving = /^(?:\w+\.)*(?:rm|rmdir)(?:Sync)?$/;
/** They give the real clock back. */
const restoringCalls =
  /^(?:(?:vi|jest)\.useRealTimers|mock\.(?:timers\.)?(?:reset|restoreAll)|sinon\.restore|\w+\.(?:restore|uninstall))$/;
/** What all tests share: built-in objects and the types of all values. */
const sharedObjects =
  /^(?:Object|Array|String|Number|Boolean|BigInt|Function|Promise|Map|Set|WeakMap|WeakSet|Date|RegExp|Error|Symbol|Math|JSON|Reflect|Intl|console|globalThis|global|window|process)(?:\.|$)/;
/** They change what `expect` means in every later test. */
const changesOfMatchers = /^(?:expect\.(?:extend|addEqualityTesters|addSnapshotSerializer)|chai\.use)$/;

/** A test that depends on files, network, processes, the clock or chance, or changes what others see. */
export function worldObjection(test: ReadTest): Rejection | undefined {
  const detail = outsideReach(test) ?? chanceOrClock(test) ?? sharedChange(test);
  return detail === undefined ? undefined : { reason: 'touches-world', detail };
}

function outsideReach(test: ReadTest): string | undefined {
  const { globals, calls, imports } = test;
  const outside =
    globals.find((name) => outsideNames.has(name)) ??
    calls.find(({ name }) => /^(?:import|(?:new )?Function)$/.test(name))?.name;
  if (outside !== undefined) return `It uses ${outside}, which reaches beyond the module under test.`;
  const imported = imports.find((one) => outsideModules.test(one.module) && !isAllowed(one, test));
  return imported && `It imports ${imported.specifier}, which reaches beyond the module under test.`;
}

/** The probe sees to it that nothing but the test's own folder is touched when it runs. */
function isAllowed({ module, exported, local }: ReadImport, { calls, globals }: ReadTest): boolean {
  // Promises get a turn by it while the clock is a false one.
  if (module === 'timers/promises' && exported === 'setImmediate')
    return calls.some(({ name }) => fakeClockCalls.test(name)) && !globals.includes(local);
  const hasOwnFolder =
    calls.some(({ name, argument }) => folderMaking.test(name) && temporaryPath.test(argument ?? '')) &&
    calls.some(({ name }) => folderRemoving.test(name));
  if (!hasOwnFolder) return false;
  if (module === 'os')
    return exported === 'tmpdir' || calls.every(({ name }) => !/^os\./.test(name) || name === 'os.tmpdir');
  return fileModules.test(module);
}

function chanceOrClock({ globals, calls }: ReadTest): string | undefined {
  const called = (pattern: RegExp): string | undefined => calls.find(({ name }) => pattern.test(name))?.name;
  const chance = called(chanceCalls);
  if (chance !== undefined) return `It calls ${chance}, so it is not the same in every run.`;
  const clock =
    called(clockCalls) ??
    globals.find((name) => timerNames.has(name)) ??
    calls.find(({ name, argument }) => name === 'new Date' && argument === undefined)?.name;
  const fakeClock = called(fakeClockCalls);
  if (fakeClock !== undefined && called(restoringCalls) === undefined)
    return `It calls ${fakeClock} and leaves the false clock to other tests.`;
  return clock !== undefined && fakeClock === undefined
    ? `It uses ${clock}: it depends on the clock.`
    : undefined;
}

function sharedChange({ assignments, calls }: ReadTest): string | undefined {
  const shared =
    assignments.find(({ target }) => sharedObjects.test(target))?.target ??
    calls.find(({ name }) => changesOfMatchers.test(name))?.name;
  return shared && `It changes ${shared}, which other tests use too.`;
}
