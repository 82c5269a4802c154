const prime = 9973;

/**
 * No search finds a code whose checksum fits, because what is compared says nothing of what was given: the embedded engine leaves
 * the last two lines to a model.
 */
export const couponSource = `/** Percent off by a code such as \`SAVE-25-0385\`, at most 50. The last part is a checksum of the second. */
export function percentOff(code: string): number {
  const [, percent = '', checksum] = /^SAVE-(\\d{2})-(\\d{4})$/.exec(code) ?? [];
  if (percent === '') return 0;
  if ((Number(checksum) * 271) % ${prime} !== (Number(percent) * 7919) % ${prime}) throw new RangeError('wrong checksum');
  if (Number(percent) > 50) return 50;
  return Number(percent);
}
`;

/** A code that `percentOff` accepts. */
export function couponCode(percent: number): string {
  const wanted = (percent * 7919) % prime;
  const checksum = Array.from({ length: prime }, (_, index) => index).find(
    (each) => (each * 271) % prime === wanted,
  );
  return `SAVE-${percent}-${String(checksum).padStart(4, '0')}`;
}
