import { type MicroUsd, microUsdFromDollars } from './money';

const amount = /^\s*\$?\s*(\d{1,7}(?:\.\d{1,6})?)\s*$/;

/** An amount of US dollars as a person writes it (`5`, `0.25`, `$10.50`); undefined for anything else. At most $9,999,999. */
export function parseUsd(text: string): MicroUsd | undefined {
  const dollars = amount.exec(text)?.[1];
  return dollars === undefined ? undefined : microUsdFromDollars(Number(dollars));
}
