/** What an lcov text says of one source file. */
export interface LcovRecord {
  /** As it stands there: absolute or relative, with slashes of either kind. */
  readonly path: string;
  readonly hitsByLine: ReadonlyMap<number, number>;
  /** One entry per path of a branch. */
  readonly branches: readonly { readonly line: number; readonly hits: number }[];
  readonly functions: readonly { readonly line: number; readonly name: string; readonly hits: number }[];
}

/**
 * The records of an lcov text, in its order; empty when it is none. Titles, sums, checksums and what is not known of the format
 * are passed over.
 */
export function parseLcov(text: string): readonly LcovRecord[] {
  const records: LcovRecord[] = [];
  let reader = new RecordReader();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() !== 'end_of_record') {
      const [, key = '', value = ''] = /^([A-Z]+):(.*)$/.exec(line) ?? [];
      reader.read(key, value);
      continue;
    }
    if (reader.path !== '') records.push(reader.record());
    reader = new RecordReader();
  }
  return records;
}

class RecordReader {
  path = '';
  private readonly hitsByLine = new Map<number, number>();
  private readonly branches: { readonly line: number; readonly hits: number }[] = [];
  private readonly functions: { readonly line: number; readonly name: string; hits?: number }[] = [];

  read(key: string, value: string): void {
    if (key === 'SF') this.path = value.trim();
    const [first, ...rest] = value.split(',');
    const number = toCount(first);
    if (number === undefined) return;
    if (key === 'DA')
      this.hitsByLine.set(number, (this.hitsByLine.get(number) ?? 0) + (toCount(rest[0]) ?? 0));
    // `BRDA:line,block,path,hits`; a dash for hits: the line was never reached.
    if (key === 'BRDA') this.branches.push({ line: number, hits: toCount(rest.at(-1)) ?? 0 });
    // `FN:line,name`, and since lcov 2 `FN:line,last line,name`.
    if (key === 'FN') {
      const isWithEnd = rest.length > 1 && toCount(rest[0]) !== undefined;
      this.functions.push({ line: number, name: (isWithEnd ? rest.slice(1) : rest).join(',') });
    }
    if (key === 'FNDA') {
      // Functions of one name are told in the order in which they stand.
      const found = this.functions.find(({ name, hits }) => name === rest.join(',') && hits === undefined);
      if (found) found.hits = number;
    }
  }

  record(): LcovRecord {
    const functions = this.functions.map(({ line, name, hits = 0 }) => ({ line, name, hits }));
    return { path: this.path, hitsByLine: this.hitsByLine, branches: this.branches, functions };
  }
}

/** Undefined for what is no number. */
function toCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}
