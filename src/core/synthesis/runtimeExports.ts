/** The export name of a module as a whole. */
export const wholeModule = '*';

/** Something that a module exports, as it shows itself when the module is loaded. */
export interface RuntimeExport extends RuntimeFunction {
  /** `default` for a default export or `module.exports = …`. */
  readonly name: string;
  /** `instance`: of a class that the module exports as well. */
  readonly kind: 'function' | 'class' | 'object' | 'instance' | 'value';
  /** The name that a function or class gives itself; empty when it has none. */
  readonly ownName: string;
  /** Functions of an object; public prototype methods of a class. */
  readonly members: readonly RuntimeMember[];
  /** Functions that a function or class has as properties of its own. */
  readonly statics: readonly RuntimeMember[];
  /** A class that can be called as well, by its text or behind a Proxy. Default: false. */
  readonly worksWithoutNew?: boolean;
}

export interface RuntimeMember extends RuntimeFunction {
  readonly name: string;
  /** It is read, not called. */
  readonly isAccessor?: boolean;
}

/** A function as it shows itself at run time. */
export interface RuntimeFunction {
  /** The first and the last counter in its text; none for what is no function of the module under test. */
  readonly counters: readonly number[];
  /** As far as its text tells them. */
  readonly parameterNames: readonly string[];
}

/** Is it, or does it have, something to call? */
export function hasCallables({ kind, members, statics }: RuntimeExport): boolean {
  return kind === 'function' || kind === 'class' || members.length + statics.length > 0;
}
