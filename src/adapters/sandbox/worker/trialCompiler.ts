import type { TrialInput } from '../../../core/synthesis/trial';
import { memberOf } from '../../../core/synthesis/writing/expressionText';
import type { PackedHead } from '../trialPacking';

// The user's code may replace the global.
const RealFunction = Function;

export type MakeInput = () => unknown;
export type CallHead = (receiver: unknown, given: readonly unknown[]) => unknown;

/** Turns parts of trials into functions, once for each text. Throws what the engine says of text that is none. */
export class TrialCompiler {
  private readonly names: readonly string[];
  private readonly values: readonly unknown[];

  constructor(scope: ReadonlyMap<string, unknown>) {
    this.names = [...scope.keys()];
    this.values = [...scope.values()];
  }

  /** Gives a fresh value with every call; for `...list` the list. */
  input({ code, setup }: TrialInput): MakeInput {
    const expression = code.startsWith('...') ? code.slice(3) : code;
    return this.compile(`() => { ${declarations(setup)} return (${expression}\n); }`) as MakeInput;
  }

  head({ form, path, setup, isDrained }: PackedHead): CallHead {
    const text = callText(form, path);
    return this.compile(
      `(receiver, given) => { ${declarations(setup)} return ${isDrained ? `[...${text}]` : text}; }`,
    ) as CallHead;
  }

  private compile(code: string): unknown {
    return new RealFunction(...this.names, `"use strict"; return ${code};`)(...this.values);
  }
}

function callText(form: PackedHead['form'], path: string): string {
  switch (form) {
    case 'call':
      return `${path}(...given)`;
    case 'construct':
      return `new ${path}(...given)`;
    case 'method':
      return `${memberOf('receiver', path)}(...given)`;
    case 'read':
      return memberOf('receiver', path);
    case 'invoke':
      return 'receiver(...given)';
    case 'whole':
      return `(${path}\n)`;
  }
}

function declarations(setup: TrialInput['setup']): string {
  return setup
    .map(({ name, code, uses = [] }) => [`const ${name} = (${code}\n)`, ...uses, ''].join('; '))
    .join(' ');
}
