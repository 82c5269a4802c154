import assert from 'node:assert/strict';
import { functionNamed, inspectSource, parametersText } from '../../../../../support/inspectedSource';

interface Example {
  readonly title: string;
  readonly source: string;
  readonly parameters: string;
}

const declarations = `
  interface Point { x: number; y?: number }
  interface Named extends Point { name: string; greet(other: string): boolean }
  type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number };
  type Id = string | number;
  type Box<T> = { value: T; others: Box<T>[] };
  interface Tree { label: string; children: Tree[]; parent?: Tree | null }
  export enum Level { Low, High = 'high' }
  enum Hidden { A = 2, B, C = 'c', D = 1 << 3, E = -1 }
  export const enum Flag { On = 1 }
  export class Money { constructor(readonly cents: number) {} }
  class Secret { label = ''; private inner = 1; constructor(public readonly size: number, private hidden: string) {} run(times: number): string { return '' } }
  const SIZES = ['s', 'm'] as const;
  const TABLE = { km: 1000, m: 1 } as const;
  const settings = { retries: 3, name: 'x' };
  type Handler = (event: { type: 'open' | 'close' }, count: number) => Promise<void>;
`;

const examples: readonly Example[] = [
  {
    title: 'primitives',
    source: '(a: string, b: number, c: boolean, d: bigint, e: null, f: undefined)',
    parameters: 'a: string, b: number, c: boolean, d: bigint, e: null, f: undefined',
  },
  { title: 'literals', source: "(a: 'x', b: -1, c: true)", parameters: "a: 'x', b: -1, c: true" },
  { title: 'unions', source: "(a: 'x' | 'y' | number | null)", parameters: "a: 'x' | 'y' | number | null" },
  {
    title: 'optional, default and rest',
    source: '(a?: string, b = 2, ...c: number[])',
    parameters: 'a?: string, b?: number, ...c: Array<number>',
  },
  {
    title: 'arrays',
    source: '(a: string[], b: readonly number[], c: Array<Id>, d: ReadonlyArray<boolean>)',
    parameters: 'a: Array<string>, b: Array<number>, c: Array<string | number>, d: Array<boolean>',
  },
  {
    title: 'tuples',
    source: '(a: [string, number?], b: readonly [x: number, ...rest: string[]])',
    parameters: 'a: [string, number], b: [number, string, string]',
  },
  {
    title: 'object types',
    source: '(a: { x: number; y?: string; run(n: number): void; [key: string]: unknown })',
    parameters: 'a: { x: number; y?: string; run: (n: number) => undefined }',
  },
  { title: 'index signatures', source: '(a: { [key: string]: number })', parameters: 'a: Record<number>' },
  {
    title: 'interfaces with bases',
    source: '(a: Named)',
    parameters: 'a: { x: number; y?: number; name: string; greet: (other: string) => boolean }',
  },
  {
    title: 'discriminated unions',
    source: '(a: Shape)',
    parameters: "a: { kind: 'circle'; radius: number } | { kind: 'square'; side: number }",
  },
  {
    title: 'intersections',
    source: "(a: Point & { tag: string }, b: string & { __brand: 'id' })",
    parameters: 'a: { x: number; y?: number; tag: string }, b: string',
  },
  {
    title: 'generic aliases, recursion cut',
    source: '(a: Box<string>)',
    parameters: 'a: { value: string; others: Array<{ value: string; others: Array<unknown> }> }',
  },
  {
    title: 'recursive interfaces',
    source: '(a: Tree)',
    parameters:
      'a: { label: string; children: Array<{ label: string; children: Array<unknown>; parent?: unknown | null }>; parent?: { label: string; children: Array<unknown>; parent?: unknown | null } | null }',
  },
  {
    title: 'exported enums by name',
    source: '(a: Level, b: Level.High, c: Flag)',
    parameters: 'a: Level.Low | Level.High, b: Level.High, c: Flag.On',
  },
  { title: 'private enums by value', source: '(a: Hidden)', parameters: "a: 2 | 3 | 'c' | 8 | -1" },
  {
    title: 'classes of the module',
    source: '(a: Money, b: Money[])',
    parameters: 'a: #Money, b: Array<#Money>',
  },
  {
    title: 'private classes as objects',
    source: '(a: Secret)',
    parameters: 'a: { label: unknown; size: number; run: (times: number) => string }',
  },
  {
    title: 'records',
    source: "(a: Record<string, number>, b: Record<'x' | 'y', boolean>)",
    parameters: 'a: Record<number>, b: { x: boolean; y: boolean }',
  },
  {
    title: 'utility types',
    source:
      "(a: Partial<Point>, b: Required<Point>, c: Pick<Named, 'x'>, d: Omit<Named, 'x' | 'greet'>, e: Readonly<Point>)",
    parameters:
      'a: { x?: number; y?: number }, b: { x: number; y: number }, c: { x: number }, d: { y?: number; name: string }, e: { x: number; y?: number }',
  },
  {
    title: 'filters of unions',
    source: "(a: Exclude<'x' | 'y' | 'z', 'y'>, b: NonNullable<string | null>, c: Extract<'x' | 1, string>)",
    parameters: "a: 'x' | 'z', b: string, c: 'x'",
  },
  {
    title: 'collections and library classes',
    source:
      '(a: Map<string, number>, b: Set<Id>, c: Date, d: RegExp, e: Error, f: Promise<string>, g: Uint8Array)',
    parameters:
      'a: Map<string, number>, b: Set<string | number>, c: date, d: regexp, e: error, f: Promise<string>, g: new Uint8Array([1, 2, 3])',
  },
  {
    title: 'functions',
    source: '(a: (x: number, y?: string) => boolean, b: () => Promise<number>, c: Function)',
    parameters: 'a: (x: number, y?: string) => boolean, b: () => async number, c: () => unknown',
  },
  {
    title: 'type parameters',
    source: '<T, K extends string, N extends number = 5>(a: T, b: K, c: N, d: T[])',
    parameters: 'a: unknown, b: string, c: 5, d: Array<unknown>',
  },
  {
    title: 'keyof and typeof',
    source:
      '(a: keyof Point, b: (typeof SIZES)[number], c: keyof typeof TABLE, d: typeof settings, e: (typeof TABLE)[keyof typeof TABLE])',
    parameters: "a: 'x' | 'y', b: 's' | 'm', c: 'km' | 'm', d: { retries: 3; name: 'x' }, e: 1000 | 1",
  },
  {
    title: 'indexed access',
    source: "(a: Named['name'], b: Shape['kind'], c: Point[])",
    parameters: "a: string, b: 'circle' | 'square', c: Array<{ x: number; y?: number }>",
  },
  {
    title: 'mapped and template types',
    source: `(a: { [K in 'x' | 'y']?: K }, b: \`id-\${string}\`, c: { [K in string]: number })`,
    parameters: "a: { x?: 'x'; y?: 'y' }, b: string, c: Record<number>",
  },
  {
    title: 'conditional types',
    source: '(a: Id extends string ? number : boolean)',
    parameters: 'a: number | boolean',
  },
  {
    title: 'destructuring with a type',
    source: '({ x, y = 2 }: Point, [first]: string[])',
    parameters: 'options: { x: number; y?: number }, items: Array<string>',
  },
  {
    title: 'destructuring without a type',
    source: "({ a, b = 2, c: { d } = { d: 'x' } }, [e])",
    parameters: 'options: { a: unknown; b?: number; c?: { d: unknown } }, items: Array<unknown>',
  },
  {
    title: 'defaults',
    source:
      "(a = 10, b = 'x', c = true, d = [1, 2], e = { deep: { on: false } }, f = Level.Low, g = /x/, h = new Date(), i = new Map<string, number>(), j = () => 1, k = new Money(1), l = settings)",
    parameters:
      'a?: number, b?: string, c?: boolean, d?: Array<number>, e?: { deep: { on: boolean } }, f?: Level.Low | Level.High, g?: regexp, h?: date, i?: Map<string, number>, j?: () => unknown, k?: #Money, l?: { retries: number; name: string }',
  },
  { title: 'this is no parameter', source: '(this: Window, a: string)', parameters: 'a: string' },
  {
    title: 'unknown names',
    source: '(a: SomewhereElse, b: any, c: unknown)',
    parameters: 'a: unknown, b: unknown, c: unknown',
  },
];

describe('typeShapes', () => {
  for (const { title, source, parameters } of examples) {
    it(`reads ${title}`, async () => {
      const { model } = await inspectSource(`${declarations}\nexport function f${source} {}`);
      assert.equal(parametersText(functionNamed(model, 'f').parameters), parameters);
    });
  }

  it('takes parameters from the type of the variable', async () => {
    const { model } = await inspectSource(
      `${declarations}\nexport const f: Handler = async (event, count) => {};`,
    );
    assert.equal(
      parametersText(functionNamed(model, 'f').parameters),
      "event: { type: 'open' | 'close' }, count: number",
    );
  });

  it('joins the overloads that callers see', async () => {
    const { model } = await inspectSource(`
      export function f(a: string): string;
      export function f(a: number, b: boolean): number;
      export function f(a: unknown, b?: unknown, internal?: symbol): unknown { return a; }`);
    assert.equal(parametersText(functionNamed(model, 'f').parameters), 'a: string | number, b?: boolean');
  });

  it('ends on types that fan out without end', async () => {
    const wide = Array.from({ length: 12 }, (_, index) => `p${index}: Wide<[T, ${index}]>`).join('; ');
    const { model } = await inspectSource(
      `type Wide<T> = { ${wide} }; export function f(a: Wide<string>) {}`,
    );
    assert.ok(JSON.stringify(functionNamed(model, 'f').parameters).length < 50_000);
  });
});
