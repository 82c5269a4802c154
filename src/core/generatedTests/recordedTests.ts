import type { TestReceipt } from '../generation/receipt';
import type { RunRecord } from '../generation/runStore';
import type { GeneratedFile } from './generatedTests';

/** Kept tests by file, of the records (newest first); a test that was written several times has its newest receipt. */
export function recordedFiles(records: readonly RunRecord[]): readonly GeneratedFile[] {
  const byFile = new Map<string, Map<string, TestReceipt>>();
  for (const record of records) {
    if (record.state === 'undone') continue;
    for (const receipt of writtenReceipts(record)) {
      const { testFile, unit, title } = receipt;
      const known = byFile.get(testFile) ?? new Map<string, TestReceipt>();
      byFile.set(testFile, known);
      const key = `${unit}\0${title}`;
      if (!known.has(key)) known.set(key, receipt);
    }
  }
  return [...byFile]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, receipts]) => ({ path, receipts: [...receipts.values()] }));
}

function writtenReceipts({ kept = [], proposals = [] }: RunRecord): readonly TestReceipt[] {
  const accepted = proposals
    .flatMap(({ tests }) => tests)
    .filter(({ decision }) => decision === 'accepted')
    .map(({ receipt }) => receipt);
  return [...kept, ...accepted];
}
