/** What is special about an input, for titles: `when quantity is -1`. */
export interface InputTrait {
  /** The property it is about, or `` for the input as a whole. */
  readonly path: string;
  /** The rest of the phrase: `is empty`, `is -1`, `is omitted`, `throws`. */
  readonly state: string;
}

/** A constant that has to stand before the expression that uses it. */
export interface SetupConstant {
  readonly name: string;
  readonly code: string;
  /** Read after the act, because what happened can be seen there: the calls a listener received. */
  readonly isInspected: boolean;
  /** Statements that make use of it right away: they write the file that it names. */
  readonly uses?: readonly string[];
}

/** An argument as source text, with what it needs and how strange a reader finds it. */
export interface InputExpression {
  readonly code: string;
  /** Exports of the module it mentions by their local names. */
  readonly exportNames: readonly string[];
  readonly setup: readonly SetupConstant[];
  readonly trait?: InputTrait;
  /** 0 for an ordinary value, 1 for `NaN`, 2 for a value of the wrong type. */
  readonly strain: number;
}

/** A plain literal. */
export function inputOf(code: string, strain = 0, state?: string): InputExpression {
  const base = { code, exportNames: [], setup: [], strain };
  return state === undefined ? base : { ...base, trait: { path: '', state } };
}

/** One expression out of several: needs what they need; its strain is that of the strangest. */
export function composedInput(
  parts: readonly InputExpression[],
  render: (codes: readonly string[]) => string,
  trait?: InputTrait,
): InputExpression {
  const base = {
    code: render(parts.map((part) => part.code)),
    exportNames: [...new Set(parts.flatMap((part) => part.exportNames))],
    setup: parts.flatMap((part) => part.setup),
    strain: Math.max(0, ...parts.map((part) => part.strain)),
  };
  return trait ? { ...base, trait } : base;
}

/** Text that is the same for inputs that do the same. */
export function inputKey({ code, setup }: InputExpression): string {
  if (setup.length === 0) return code;
  const before = setup.flatMap(({ name, code: value, uses = [] }) => [`${name} = ${value}`, ...uses]);
  return [...before, code].join('; ');
}
