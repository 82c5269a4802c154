import type { ReadTest } from '../../testing/languageAdapter';
import type { TestStyle } from '../candidate';

/** What reaches outside of the test, into other programs, or into the internals of the runtime. */
const outsideNames = new Set([
  ...['process', 'require', 'module', 'exports', '__dirname', '__filename', 'import.meta'],
  ...['globalThis', 'global', 'eval', 'WebAssembly', '.constructor'],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator'],
]);
const timerNames = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const chanceCalls = /^(?:Math\.random|crypto\.(?:random\w+|getRandomValues))$/;
const clockCalls = /^(?:Date\.now|performance\.now)$/;
const fakeClockCalls = /^(?:(?:vi|jest)\.useFakeTimers|mock\.timers\.enable)$/;
const moduleMockCalls =
  /^(?:(?:vi|jest)\.(?:mock|doMock|unmock|doUnmock|dontMock|hoisted|setMock|unstable_mockModule|unstable_unmockModule|importMock|importActual|requireMock|requireActual|resetModules|isolateModules\w*)|mock\.module)$/;
const replacementCalls =
  /^(?:(?:vi|jest)\.(?:spyOn|replaceProperty)|mock\.(?:method|getter|setter|property))$/;
const snapshotCalls =
  /\.toMatch\w*Snapshot$|\.toThrowErrorMatching\w*Snapshot$|^assert\.(?:snapshot|fileSnapshot)$/;
const expectation = /^expect\.(?:\w+\.)*to[A-Z.]/;

/** Why a test is not to be tried at all, in one sentence; undefined when nothing speaks against it. */
export function objectionTo(test: ReadTest, style: TestStyle): string | undefined {
  if (test.problem !== undefined) return test.problem;
  const names = test.calls.map(({ name }) => name);
  const called = (pattern: RegExp): string | undefined => names.find((name) => pattern.test(name));
  const outside =
    test.globals.find((name) => outsideNames.has(name)) ?? called(/^(?:import|(?:new )?Function)$/);
  if (outside !== undefined) return `It uses ${outside}, which reaches beyond the module under test.`;
  const mock = called(moduleMockCalls);
  if (mock !== undefined) return `It calls ${mock}: a test has to use the real modules.`;
  const replaced = replacedPart(test, style);
  if (replaced !== undefined) return `It replaces a part of what it tests (${replaced}).`;
  const chance = called(chanceCalls);
  if (chance !== undefined) return `It calls ${chance}, so it is not the same in every run.`;
  const clock =
    called(clockCalls) ??
    test.globals.find((name) => timerNames.has(name)) ??
    test.calls.find(({ name, argument }) => name === 'new Date' && argument === undefined)?.name;
  if (clock !== undefined && called(fakeClockCalls) === undefined)
    return `It uses ${clock}: it depends on the clock.`;
  const snapshot = called(snapshotCalls);
  if (snapshot !== undefined) return `It calls ${snapshot}: a snapshot does not say what is right.`;
  if (!test.imports.some(({ module }) => module === style.moduleSpecifier))
    return 'It does not use the module under test.';
  return asserts(test) ? undefined : 'It asserts nothing.';
}

/** The first argument of a spy on something that comes from the module under test. */
function replacedPart({ calls, imports }: ReadTest, { moduleSpecifier }: TestStyle): string | undefined {
  const own = new Set(imports.flatMap(({ module, local }) => (module === moduleSpecifier ? [local] : [])));
  const spied = calls.filter(({ name }) => replacementCalls.test(name)).map(({ argument = '' }) => argument);
  return spied.find((argument) => own.has(/^[\w$]+/.exec(argument)?.[0] ?? ''));
}

function asserts({ calls, imports }: ReadTest): boolean {
  const assertions = new Set(
    imports.flatMap(({ module, local }) => (/^assert(?:\/|$)/.test(module) ? [local] : [])),
  );
  assertions.add('assert');
  return calls.some(
    ({ name }) =>
      expectation.test(name) || assertions.has(name.split('.', 1)[0] ?? '') || name === 'expectTypeOf',
  );
}
