/** No search finds a code whose checksum fits: the embedded engine leaves the last two lines to a model. */
export const couponSource = `/** Percent off by a code such as \`SAVE-25-0385\`, at most 50. The last part is a checksum of the second. */
export function percentOff(code: string): number {
  const [, percent = '', checksum] = /^SAVE-(\\d{2})-(\\d{4})$/.exec(code) ?? [];
  if (percent === '') return 0;
  if (String((Number(percent) * 7919) % 9973).padStart(4, '0') !== checksum) throw new RangeError('wrong checksum');
  if (Number(percent) > 50) return 50;
  return Number(percent);
}
`;

/** A code that `percentOff` accepts. */
export function couponCode(percent: number): string {
  return `SAVE-${percent}-${String((percent * 7919) % 9973).padStart(4, '0')}`;
}
