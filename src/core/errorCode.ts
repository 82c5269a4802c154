import type * as errors from './errors';

type CodeOf<C> = C extends new (
  ...args: never[]
) => { readonly code: infer Code extends string }
  ? Code
  : never;

/** Every code of every class in errors.ts; a front end's table over it does not compile while one is missing. */
export type AppErrorCode = { [K in keyof typeof errors]: CodeOf<(typeof errors)[K]> }[keyof typeof errors];
