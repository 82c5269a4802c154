import type { ModuleModel, ValueShape } from '../../synthesis/moduleModel';

/** A function or method with what it promises. */
export interface DocumentedUnit {
  /** `applyDiscount`, `Cart.add`. */
  readonly name: string;
  readonly documentation: string | undefined;
  /** Declared; undefined: it is not. */
  readonly returns: ValueShape | undefined;
  readonly isAsync: boolean;
}

export function documentedUnits({ units }: ModuleModel): readonly DocumentedUnit[] {
  return units.flatMap((unit): readonly DocumentedUnit[] => {
    if (unit.kind === 'function') {
      const { name, documentation, returns, isAsync } = unit;
      return [{ name, documentation, returns, isAsync }];
    }
    return unit.methods.map(({ name, documentation, returns, isAsync }) => ({
      name: `${unit.name}.${name}`,
      documentation,
      returns,
      isAsync,
    }));
  });
}

/** A call and what it gives, as documentation has it. */
export interface DocumentedResult {
  readonly call: string;
  readonly result: string;
}

const forms: readonly RegExp[] = [
  // `f(1, 2) // => 3`, `f(1, 2); // 3`, `f(1, 2) → 3`, `f(1, 2) === 3`
  /^\s*(?:(?:const|let|var)\s+\w+\s*=\s*)?((?:await\s+)?[\w$.]+\(.*\))\s*;?\s*(?:\/\/\s*(?:=>|->|→|returns?\b|:)?|=>|->|→|===?)\s*(.+?)\s*;?\s*$/,
  // `f(1, 2) returns 3`
  /((?:await\s+)?[\w$.]+\([^()]*\))`?\s+(?:returns|is|gives|equals)\s+`?([^`.;,]+?)`?[.;,]?\s*$/,
  // `assert.equal(f(1, 2), 3)`, `expect(f(1, 2)).toBe(3)`
  /assert\.(?:strictEqual|equal|deepEqual|deepStrictEqual)\(((?:await\s+)?[\w$.]+\(.*\)),\s*(.+?)\)\s*;?\s*$/,
  /expect\(((?:await\s+)?[\w$.]+\(.*\))\)\.to(?:Be|Equal|StrictEqual)\((.+)\)\s*;?\s*$/,
];

/** Calls with their results, one for each line that has them in a form that is beyond doubt. */
export function documentedResults(documentation: string | undefined): readonly DocumentedResult[] {
  return (documentation ?? '').split('\n').flatMap((line): readonly DocumentedResult[] => {
    for (const form of forms) {
      const [, call, result] = form.exec(line) ?? [];
      if (call !== undefined && result !== undefined) return [{ call, result }];
    }
    return [];
  });
}
