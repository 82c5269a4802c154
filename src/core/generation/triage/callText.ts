import { piecesOf, splitTopLevel } from '../../synthesis/writing/expressionText';

/** One call, by its text. */
export interface CallText {
  /** `add`, `lib.add`; with the construction where that is inside: `new Cart(3).total`. */
  readonly callee: string;
  readonly parameters: readonly string[];
}

/** Takes an expression apart that is one call and nothing else, `await` in front of it aside; undefined for any other. */
export function readCall(code: string): CallText | undefined {
  const call = splitLastCall(code.trim().replace(/^await\s+/, ''));
  const isPlain = call && /^(?:new\s+[\w$.]+\(.*\)\.)?[\w$]+(?:\.[\w$]+)*$/s.test(call.callee);
  return isPlain ? call : undefined;
}

/** Takes the last call of a chain off, whatever is called: `f(1)` of `f(1)(2)`; undefined when it does not end in a call. */
export function splitLastCall(code: string): CallText | undefined {
  const open = code.endsWith(')') ? openingOfLast(code) : undefined;
  if (open === undefined) return undefined;
  return { callee: code.slice(0, open), parameters: splitTopLevel(code.slice(open + 1, -1)) };
}

/** Where the bracket opens that the last character closes. */
function openingOfLast(text: string): number | undefined {
  const open: number[] = [];
  let last: number | undefined;
  let offset = 0;
  for (const { kind, text: piece } of piecesOf(text)) {
    for (let index = 0; kind === 'code' && index < piece.length; index++) {
      if ('([{'.includes(piece[index] ?? ' ')) open.push(offset + index);
      else if (')]}'.includes(piece[index] ?? ' ')) last = open.pop();
    }
    offset += piece.length;
  }
  return open.length === 0 && text[last ?? -1] === '(' ? last : undefined;
}

/** The same text for the same code: neither quotes, blanks, a comma at the end nor a semicolon make a difference. */
export function normalized(code: string): string {
  return piecesOf(code.trim().replace(/^await\s+/, ''))
    .map(({ kind, text }) => {
      if (kind === 'string' || (kind === 'template' && !text.includes('${')))
        return `'${text.slice(1, -1).replace(/\\(["'`])/g, '$1')}'`;
      return kind === 'code' ? text.replace(/\s+/g, '') : text;
    })
    .join('')
    .replace(/,(?=[\])}])/g, '')
    .replace(/;$/, '');
}

const knownEverywhere = new Set(
  (
    'true false null undefined NaN Infinity new typeof void await async as const Array BigInt Boolean Date Error Map Number ' +
    'Object RangeError RegExp Set String Symbol TypeError Uint8Array'
  ).split(' '),
);

/** Names in an expression that are not its own and not those of the language. */
export function freeNames(code: string): ReadonlySet<string> {
  const pieces = piecesOf(code);
  const text = pieces
    .map(({ kind, text: piece }) => (kind === 'code' ? piece : literalText(kind, piece)))
    .join('');
  const own = new Set(
    [...text.matchAll(/\(([\w$,\s]*)\)\s*=>|([\w$]+)\s*=>/g)].flatMap(([, several = '', one = '']) => [
      ...several.split(',').map((name) => name.trim()),
      one,
    ]),
  );
  const names = [...text.matchAll(/(?<![\w$]|(?<!\.\.)\.)[A-Za-z_$][\w$]*(?!\s*:)\b(?!\s*:)/g)].map(
    ([name]) => name,
  );
  return new Set(names.filter((name) => !own.has(name) && !knownEverywhere.has(name)));
}

/** A template with something in it could mean anything. */
function literalText(kind: string, piece: string): string {
  return kind === 'template' && piece.includes('${') ? ' interpolated ' : "''";
}
