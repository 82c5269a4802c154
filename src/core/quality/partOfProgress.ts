import type { EmitPart } from '../agents/taskWork';

/** The same, for work that is one piece of a run: its progress from 0 to 1 becomes that of the run from `from` to `to`. */
export function partOfProgress(emit: EmitPart, from: number, to: number): EmitPart {
  return (part) =>
    emit(part.type === 'progress' ? { ...part, fraction: from + (to - from) * part.fraction } : part);
}
