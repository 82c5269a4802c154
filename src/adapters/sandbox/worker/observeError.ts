import { types } from 'node:util';
import type { ObservedError } from '../../../core/synthesis/scenario';
import { BlockedError } from './worldGuard';

const RealDomException = DOMException;
const RealError = Error;

/** Describes what was thrown. @param isAuthored was this error constructed by code, not by the engine or Node? */
export function observeError(thrown: unknown, isAuthored: (error: object) => boolean): ObservedError {
  if (!isErrorLike(thrown)) {
    return { name: typeof thrown, message: describeThrown(thrown), isDeliberate: true };
  }
  const code = systemCodeOf(thrown);
  if (code !== undefined && !isAuthored(thrown))
    return { name: 'Error', message: code, isDeliberate: false, code };
  return {
    name: readText(thrown, 'name') ?? 'Error',
    message: readText(thrown, 'message') ?? '',
    isDeliberate: isDeliberate(thrown, isAuthored),
  };
}

/** `TypeError: x is not a function`; for anything thrown, in one line, at most 500 characters. */
export function summarizeThrown(thrown: unknown): string {
  if (!isErrorLike(thrown)) return describeThrown(thrown).slice(0, 500);
  const name = readText(thrown, 'name') ?? 'Error';
  const [firstLine = ''] = (readText(thrown, 'message') ?? '').split('\n');
  return `${name}: ${firstLine}`.slice(0, 500);
}

function isDeliberate(error: object, isAuthored: (error: object) => boolean): boolean {
  if (error instanceof BlockedError) return false;
  // `assert(…)` in the module is its own word, though Node constructs the error.
  if (readText(error, 'code') === 'ERR_ASSERTION') return true;
  // An old-style error class makes ordinary objects, which the engine never throws.
  if (!types.isNativeError(error) && !(error instanceof RealDomException)) return true;
  return isAuthored(error);
}

/** Node's own errors for what the system refused have a code, a call and a number. */
function systemCodeOf(error: object): string | undefined {
  const code = readText(error, 'code');
  const isOfSystem = readText(error, 'syscall') !== undefined && readText(error, 'errno') !== undefined;
  return isOfSystem && /^E[A-Z]+$/.test(code ?? '') ? code : undefined;
}

function isErrorLike(thrown: unknown): thrown is object {
  if (typeof thrown !== 'object' || thrown === null) return false;
  return types.isNativeError(thrown) || thrown instanceof RealError;
}

/** A property as text; undefined when there is none or reading it throws. */
export function readText(error: object, key: string): string | undefined {
  try {
    const value: unknown = Reflect.get(error, key);
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}

function describeThrown(thrown: unknown): string {
  try {
    const text = typeof thrown === 'object' && thrown !== null ? JSON.stringify(thrown) : String(thrown);
    return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
  } catch {
    return `a thrown ${typeof thrown}`;
  }
}
