import type { MarkRecord } from '../../../core/testing/probeRecords';

/** A body that has begun and not ended, and the mutant that is switched on in it. */
export interface OpenBody {
  readonly mark: string;
  readonly mutantId?: string;
}

/** Follows the records of one process or thread. */
export class OpenBodies {
  private readonly open = new Map<string, { runs: number; mutantId: string | undefined }>();

  add(record: MarkRecord): void {
    const body = this.open.get(record.mark);
    switch (record.kind) {
      case 'mark-start':
        this.open.set(record.mark, { runs: (body?.runs ?? 0) + 1, mutantId: undefined });
        break;
      case 'mark-end':
        if (body && --body.runs === 0) this.open.delete(record.mark);
        break;
      case 'mutant':
        if (body) body.mutantId = record.phase === 'start' ? record.mutantId : undefined;
        break;
      case 'effect':
        break;
    }
  }

  list(): readonly OpenBody[] {
    return [...this.open].map(([mark, { mutantId }]) =>
      mutantId === undefined ? { mark } : { mark, mutantId },
    );
  }
}
