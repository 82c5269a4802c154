/** The text without halves of surrogate pairs, which no file can hold and `encodeURIComponent` refuses. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
