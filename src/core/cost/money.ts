/** An amount in integer micro-dollars (1 USD = 1,000,000). Floats of dollars are never added up. */
export type MicroUsd = number;

const microPerDollar = 1_000_000;

/** `$0.00`, `$1.25`, `$0.0042`: cents, or as many digits (up to six) as the amount needs not to look like zero. */
export function formatUsd(amount: MicroUsd): string {
  const dollars = amount / microPerDollar;
  const isWholeCents = amount % 10_000 === 0;
  return `$${isWholeCents ? dollars.toFixed(2) : dollars.toFixed(6).replace(/0{1,3}$/, '')}`;
}

/** Converts a dollar amount given by a user to micro-dollars, rounding to the nearest. */
export function microUsdFromDollars(dollars: number): MicroUsd {
  return Math.round(dollars * microPerDollar);
}
