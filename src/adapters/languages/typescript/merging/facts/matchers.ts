/** What an assertion demands of its subject. */
export type Demand =
  | 'equal'
  | 'true'
  | 'false'
  | 'truthy'
  | 'falsy'
  /** `undefined` or `null`. */
  | 'nothing'
  /** Neither. */
  | 'something'
  /** To be of a `typeof`, or a list. */
  | 'type'
  | 'instance'
  | 'member'
  | 'snapshot'
  /** Anything else that compares; also what nobody knows. */
  | 'other';

const opposites: Partial<Record<Demand, Demand>> = {
  true: 'false',
  false: 'true',
  truthy: 'falsy',
  falsy: 'truthy',
  nothing: 'something',
  something: 'nothing',
};

/** What is demanded with a `not`. To be of no type still says nothing of the value. */
export function oppositeOf(demand: Demand): Demand {
  return (
    opposites[demand] ?? (demand === 'type' || demand === 'snapshot' || demand === 'equal' ? demand : 'other')
  );
}

/** Of Vitest and Jest, with those of jest-extended. */
const matchers: ReadonlyMap<string, Demand> = new Map(
  byDemand({
    equal: ['toBe', 'toEqual', 'toStrictEqual', 'toMatchObject', 'toContainEqual'],
    true: ['toBeTrue'],
    false: ['toBeFalse'],
    truthy: ['toBeTruthy'],
    falsy: ['toBeFalsy'],
    nothing: ['toBeUndefined', 'toBeNull', 'toBeNullable', 'toBeNil'],
    something: ['toBeDefined'],
    type: [
      ...['toBeTypeOf', 'toBeFunction', 'toBeObject', 'toBeArray', 'toBeString', 'toBeNumber', 'toBeBoolean'],
      ...['toBeSymbol', 'toBeDate'],
    ],
    instance: ['toBeInstanceOf'],
    member: ['toHaveProperty'],
  }),
);

/** Of `assert`, Node's and Chai's. */
const assertions: ReadonlyMap<string, Demand> = new Map(
  byDemand({
    equal: [
      'equal',
      'strictEqual',
      'deepEqual',
      'deepStrictEqual',
      'deepLooseEqual',
      'partialDeepStrictEqual',
      'same',
    ],
    true: ['isTrue', 'isNotFalse'],
    false: ['isFalse', 'isNotTrue'],
    truthy: ['ok', 'isOk'],
    falsy: ['notOk', 'isNotOk'],
    nothing: ['isUndefined', 'isNull', 'notExists'],
    something: ['exists', 'isDefined', 'isNotNull', 'isNotUndefined'],
    type: [
      ...['typeOf', 'notTypeOf', 'isFunction', 'isCallable', 'isObject', 'isArray', 'isString', 'isNumber'],
      ...['isBoolean', 'isSymbol', 'isNumeric'],
    ],
    instance: ['instanceOf'],
    member: ['property'],
    snapshot: ['snapshot', 'fileSnapshot'],
  }),
);

/** Of Chai's chains. */
const chainWords: ReadonlyMap<string, Demand> = new Map(
  byDemand({
    equal: ['equal', 'equals', 'eq', 'eql', 'eqls'],
    true: ['true'],
    false: ['false'],
    truthy: ['ok'],
    nothing: ['undefined', 'null'],
    something: ['exist', 'exists'],
    type: ['a', 'an'],
    instance: ['instanceof', 'instanceOf'],
    member: ['property', 'haveProperty', 'ownProperty', 'haveOwnProperty'],
    snapshot: ['matchSnapshot'],
  }),
);

/** They only lead on to the next word, unless they are called. */
export const linkingWords: ReadonlySet<string> = new Set([
  ...[
    'to',
    'be',
    'been',
    'is',
    'that',
    'which',
    'and',
    'has',
    'have',
    'with',
    'at',
    'of',
    'same',
    'but',
    'does',
  ],
  ...['still', 'also', 'deep', 'nested', 'own', 'ordered', 'any', 'all', 'itself', 'a', 'an', 'always'],
  ...[
    'include',
    'includes',
    'contain',
    'contains',
    'length',
    'lengthOf',
    'resolves',
    'rejects',
    'eventually',
  ],
]);

/** `toBe`, `toEqual`: without a call they assert nothing. */
export function isMatcherName(name: string): boolean {
  return /^to[A-Z]/.test(name);
}

export function demandOfMatcher(name: string): Demand {
  return /Snapshot$/.test(name) ? 'snapshot' : (matchers.get(name) ?? 'other');
}

export function demandOfChainWord(name: string): Demand {
  return chainWords.get(name) ?? 'other';
}

/** Negated forms included. @param name without `assert.` */
export function demandOfAssertion(name: string): { readonly demand: Demand; readonly isNegated: boolean } {
  const demand = assertions.get(name);
  if (demand !== undefined) return { demand, isNegated: false };
  const positive = /^not([A-Z]\w*)$/.exec(name)?.[1];
  const known =
    positive === undefined ? undefined : assertions.get(positive[0]?.toLowerCase() + positive.slice(1));
  return known === undefined ? { demand: 'other', isNegated: false } : { demand: known, isNegated: true };
}

function byDemand(names: Partial<Record<Demand, readonly string[]>>): readonly (readonly [string, Demand])[] {
  return (Object.entries(names) as [Demand, readonly string[]][]).flatMap(([demand, all]) =>
    all.map((name) => [name, demand] as const),
  );
}
