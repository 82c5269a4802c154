import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMarkRecords } from '../../../core/testing/markRecordParser';
import { type MarkRecord, markRecordSuffix } from '../../../core/testing/probeRecords';

/** New records of one process or thread of the runner. */
export interface NewRecords {
  readonly fileName: string;
  readonly records: readonly MarkRecord[];
}

/** Reads what the probe writes about marked tests while it goes on writing: each record is given once. */
export class RecordTail {
  private readonly offsetByFile = new Map<string, number>();

  constructor(private readonly folder: string) {}

  /** @returns files with new records only */
  async read(): Promise<readonly NewRecords[]> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(markRecordSuffix)).sort();
    const all: NewRecords[] = [];
    for (const fileName of names) {
      const records = await this.readFrom(fileName);
      if (records.length > 0) all.push({ fileName, records });
    }
    return all;
  }

  private async readFrom(fileName: string): Promise<readonly MarkRecord[]> {
    const offset = this.offsetByFile.get(fileName) ?? 0;
    const bytes = await readBytes(join(this.folder, fileName), offset);
    // The last line may still be on its way.
    const size = bytes.lastIndexOf('\n') + 1;
    this.offsetByFile.set(fileName, offset + size);
    return parseMarkRecords(bytes.toString('utf8', 0, size));
  }
}

async function readBytes(path: string, offset: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(Math.max(0, size - offset));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
