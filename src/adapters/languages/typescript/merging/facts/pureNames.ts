/** Globals in which nothing of what the module under test does can be seen, unless the test watches or replaces them. */
export const pureGlobals: ReadonlySet<string> = new Set([
  ...['undefined', 'NaN', 'Infinity', 'Math', 'JSON', 'Reflect', 'Proxy', 'Intl', 'Atomics', 'Temporal'],
  ...['Number', 'String', 'Boolean', 'Object', 'Array', 'Symbol', 'BigInt', 'Function', 'Date', 'RegExp'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Promise', 'Iterator', 'ArrayBuffer', 'DataView'],
  ...[
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ],
  ...[
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'Buffer',
    'Blob',
    'File',
    'FormData',
  ],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError', 'EvalError'],
  ...['AggregateError', 'DOMException', 'URL', 'URLSearchParams', 'Headers', 'Request', 'Response'],
  ...['TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent'],
  ...['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'structuredClone', 'atob', 'btoa', 'queueMicrotask'],
  ...['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...['expect', 'assert', 'should', 'chai', 'sinon', 'describe', 'it', 'test', 'expectTypeOf', 'assertType'],
]);

/** Modules of which the same is true. */
export const pureModules: ReadonlySet<string> = new Set([
  ...['assert', 'assert/strict', 'buffer', 'events', 'path', 'path/posix', 'path/win32', 'querystring'],
  ...[
    'string_decoder',
    'url',
    'util',
    'util/types',
    'stream',
    'stream/promises',
    'timers',
    'timers/promises',
  ],
  ...['vitest', '@jest/globals', 'test', 'mocha', 'chai', 'sinon', 'fast-check', 'expect'],
]);

/** Of the test frameworks: they make a fake, or only tell its type. The others of their functions look at the world. */
export const fakeMakers: ReadonlySet<string> = new Set([
  ...['vi.fn', 'vi.mocked', 'vi.isMockFunction', 'jest.fn', 'jest.mocked', 'jest.isMockFunction', 'mock.fn'],
]);

/** Their roots. */
export const fakeRoots: ReadonlySet<string> = new Set(['vi', 'jest', 'mock']);

/** They watch or replace a member of their first argument. */
export const watchingCalls =
  /^(?:(?:vi|jest)\.(?:spyOn|replaceProperty|stubGlobal)|mock\.(?:method|getter|setter|property)|sinon\.(?:stub|spy|mock|replace\w*)|chai\.spy\.on|spy\.on|td\.replace)$/;
