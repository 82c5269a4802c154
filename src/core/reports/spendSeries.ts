import type { LedgerRow } from '../cost/ledgerStore';

/** What was spent on each day of a time, by model or kind of task. */
export interface SpendSeries {
  /** Beginnings of local days, milliseconds since the epoch, rising, without a gap. */
  readonly daysMs: readonly number[];
  /** The dearest first; amounts in micro-dollars, one for each day. */
  readonly lines: readonly { readonly name: string; readonly amounts: readonly number[] }[];
}

/** @param startOfDay the beginning of the local day that an instant lies in; @param nextDay that of the day after */
export function spendSeries(
  rows: readonly LedgerRow[],
  nameOf: (row: LedgerRow) => string,
  { startOfDay, nextDay }: { startOfDay: (timeMs: number) => number; nextDay: (dayMs: number) => number },
): SpendSeries {
  const first = rows.reduce(
    (earliest, { endedAtMs }) => Math.min(earliest, endedAtMs),
    Number.POSITIVE_INFINITY,
  );
  const last = rows.reduce((latest, { endedAtMs }) => Math.max(latest, endedAtMs), 0);
  const daysMs: number[] = [];
  if (rows.length > 0) for (let day = startOfDay(first); day <= last; day = nextDay(day)) daysMs.push(day);
  const at = new Map(daysMs.map((day, index) => [day, index]));
  const lines = new Map<string, number[]>();
  for (const row of rows) {
    const amounts = lines.get(nameOf(row)) ?? daysMs.map(() => 0);
    lines.set(nameOf(row), amounts);
    const index = at.get(startOfDay(row.endedAtMs));
    if (index !== undefined) amounts[index] = (amounts[index] ?? 0) + row.costMicroUsd;
  }
  const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    daysMs,
    lines: [...lines]
      .map(([name, amounts]) => ({ name, amounts }))
      .sort((a, b) => sumOf(b.amounts) - sumOf(a.amounts) || (a.name < b.name ? -1 : 1)),
  };
}
