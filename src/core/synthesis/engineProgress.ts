import type { CandidatePart } from '../generation/candidate';

/** @param fraction of the engine's work for one file, 0 to 1 */
export function progress(message: string, fraction: number): CandidatePart {
  return { type: 'progress', message, fraction };
}
