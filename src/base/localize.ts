/** Texts of a language by the English ones, with the same places for values. */
export type Translations = Readonly<Record<string, string>>;

type Value = string | number;

/** Each lazy chunk carries its own copy of this module: what they share is found by this name. */
const shared = globalThis as { [key: symbol]: Translations | undefined };
const name = Symbol.for('agentic-qe-fleet.translations');

/** The language of everything from here on; undefined: English. Whoever starts the process knows it. */
export function useTranslations(translations: Translations | undefined): void {
  shared[name] = translations;
}

/** The text in the language of the user, with the values in the places `{0}`, `{1}` of the English one. */
export function t(text: string, ...values: readonly Value[]): string {
  const translations = shared[name];
  const found = translations && Object.hasOwn(translations, text) ? translations[text] : undefined;
  return (found ?? text).replace(/\{(\d+)\}/g, (place, index) => String(values[Number(index)] ?? place));
}

/** `t` for a number of things: `{0}` is how many. */
export function tn(count: number, one: string, many: string, ...values: readonly Value[]): string {
  return t(count === 1 ? one : many, count, ...values);
}
