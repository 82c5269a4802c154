import { replaceFunction } from './replaceFunction';

/** A call of a function of Node.js that reaches out of the process, before it happens. */
export interface OutwardCall {
  /** As one writes it: `fs.promises.readFile`. */
  readonly name: string;
  readonly args: readonly unknown[];
  /** Lets it happen, with other arguments if they are given. */
  readonly proceed: (changed?: readonly unknown[]) => unknown;
  /** Fails in the function's own way: throws, or gives back a rejected promise. */
  readonly refuse: (error: Error) => unknown;
}

export type OutwardCallHandler = (call: OutwardCall) => unknown;

export interface InterceptOptions {
  readonly owner: object;
  /** In front of the function's name, with its dot: `fs.`. */
  readonly prefix: string;
  readonly names: readonly string[];
  /** They fail by a rejected promise. */
  readonly isAsync?: boolean;
}

/** Puts `handle` in front of functions of `owner`; those that this version of Node.js does not have are left out. */
export function interceptFunctions(options: InterceptOptions, handle: OutwardCallHandler): void {
  const { owner, prefix, names, isAsync = false } = options;
  for (const name of names) {
    replaceFunction(owner, name, (proceed, args) =>
      handle({
        name: prefix + name,
        args,
        proceed,
        refuse: (error) => {
          if (isAsync) return Promise.reject(error);
          throw error;
        },
      }),
    );
  }
}
