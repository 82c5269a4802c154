import { AppError } from '../../base/error';
import type { ProviderError } from '../errors';

/** True for a failure of a provider, also for one out of another chunk, whose class is another copy: `instanceof` misses those. */
export function isProviderError(error: unknown): error is ProviderError {
  return error instanceof AppError && error.name === 'ProviderError';
}
