/** Values of each class that JavaScript and Node.js bring along: some equal in parts, so that two of them can be compared. */
const samplesByClass: ReadonlyMap<string, readonly string[]> = new Map([
  ['Set', ['new Set([1, 2])', 'new Set([1, 3])', "new Set(['a'])", 'new Set([{ a: 1 }])', 'new Set()']],
  [
    'Map',
    [
      "new Map([['a', 1]])",
      "new Map([['a', 2]])",
      "new Map([['b', 1], ['c', 2]])",
      'new Map([[{ a: 1 }, 1]])',
      'new Map()',
    ],
  ],
  ['Date', ["new Date('2024-03-15')", "new Date('2024-02-29')", 'new Date(NaN)']],
  ['RegExp', ['/a/', '/a/g', '/b/']],
  ['ArrayBuffer', ['new Uint8Array([1, 2]).buffer', 'new Uint8Array([1, 3]).buffer', 'new ArrayBuffer(3)']],
  [
    'DataView',
    [
      'new DataView(new Uint8Array([1, 2]).buffer)',
      'new DataView(new Uint8Array([1, 3]).buffer)',
      'new DataView(new ArrayBuffer(3))',
    ],
  ],
  ['Uint8Array', ['new Uint8Array([1, 2])', 'new Uint8Array([1, 3])', 'new Uint8Array(3)']],
  ['Float64Array', ['new Float64Array([0.5, 2])', 'new Float64Array([0.5, 3])']],
  ['BigInt64Array', ['new BigInt64Array([1n, 2n])']],
  ['Buffer', ["Buffer.from('abc')", "Buffer.from('abd')", 'Buffer.alloc(0)']],
  ['Promise', ["Promise.resolve('done')", "Promise.reject(new Error('boom'))"]],
  ['Error', ["new Error('boom')", "new TypeError('not found')"]],
  ['WeakMap', ['new WeakMap()']],
  ['WeakSet', ['new WeakSet()']],
  ['Symbol', ["Symbol('a')", 'Symbol.iterator']],
  ['BigInt', ['1n', '2n']],
  ['String', ["new String('abc')"]],
  ['Number', ['new Number(5)']],
  ['Boolean', ['new Boolean(false)']],
  ['URL', ["new URL('https://example.com/a?b=1')"]],
  ['URLSearchParams', ["new URLSearchParams('a=1&b=2')"]],
  ['AbortSignal', ['AbortSignal.abort()']],
  ['Arguments', ['(function () { return arguments; })(1, 2)']],
  ['GeneratorFunction', ['function* () { yield 1; }']],
  ['AsyncFunction', ['async () => 1']],
]);

/** Classes of which a value may be wanted, too, where one of them is mentioned. */
const relatives: ReadonlyMap<string, readonly string[]> = new Map([
  ['ArrayBuffer', ['Uint8Array', 'DataView']],
  ['TypedArray', ['Uint8Array', 'Float64Array']],
]);

const typedArrays = /^(?:Big)?(?:Int|Uint|Float)(?:8|16|32|64)(?:Clamped)?Array$/;

/** `Map` for `Map`, for `'Map'` and for `'[object Map]'`; undefined for what names no class that there are values of. */
export function builtInClass(text: string): string | undefined {
  const name = /^\[object (\w+)\]$/.exec(text)?.[1] ?? text;
  return samplesByClass.has(name) || relatives.has(name) || typedArrays.test(name) ? name : undefined;
}

/** Expressions for values of the classes and their relatives; those of one class follow each other. */
export function builtInSamples(classes: readonly string[]): readonly (readonly string[])[] {
  const all = new Set(classes.flatMap((name) => [name, ...(relatives.get(name) ?? [])]));
  return [...all].flatMap((name) => {
    const samples = samplesByClass.get(name);
    if (samples) return [samples];
    const isBig = name.startsWith('Big');
    return typedArrays.test(name) ? [[`new ${name}([${isBig ? '1n, 2n' : '1, 2'}])`]] : [];
  });
}
