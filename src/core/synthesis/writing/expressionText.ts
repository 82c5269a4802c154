/** A stretch of source text: code, or one literal that must not be looked into. */
export interface TextPiece {
  readonly kind: 'code' | 'string' | 'template' | 'regexp';
  readonly text: string;
}

const beforeRegExp = /(?:^|[(,=:[!&|?{};>]|return)\s*$/;

/** Splits an expression into code and literals; joined again the pieces give the same text. */
export function piecesOf(code: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let start = 0;
  let index = 0;
  const take = (kind: TextPiece['kind'], end: number): void => {
    if (index > start) pieces.push({ kind: 'code', text: code.slice(start, index) });
    pieces.push({ kind, text: code.slice(index, end) });
    start = end;
    index = end;
  };
  while (index < code.length) {
    const character = code[index];
    if (character === "'" || character === '"') take('string', endOfLiteral(code, index, character));
    else if (character === '`') take('template', endOfLiteral(code, index, character));
    else if (character === '/' && beforeRegExp.test(code.slice(0, index)))
      take('regexp', endOfRegExp(code, index));
    else index++;
  }
  if (index > start) pieces.push({ kind: 'code', text: code.slice(start) });
  return pieces;
}

/** A string literal of the value; the other quote is used when that saves escapes. */
export function quoted(value: string, quote: "'" | '"' = "'"): string {
  const other = quote === "'" ? '"' : "'";
  const used = value.includes(quote) && !value.includes(other) ? other : quote;
  const escaped = value
    .replace(/[\\\p{Cc}\u2028\u2029\ufeff]|\p{Cs}/gu, escapeCharacter)
    .replaceAll(used, `\\${used}`);
  return used + escaped + used;
}

/** The value of a string literal, or undefined when the text is not one. */
export function unquoted(literal: string): string | undefined {
  const match = /^(['"`])([\s\S]*)\1$/.exec(literal);
  const content = match?.[2];
  if (content === undefined || (match?.[1] === '`' && content.includes('${'))) return undefined;
  return content.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g,
    (_all, point?: string, unit?: string, byte?: string, character?: string) => {
      const hex = point ?? unit ?? byte;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      return simpleEscapes.get(character ?? '') ?? character ?? '';
    },
  );
}

/** The same expression with every string literal in the given quotes. */
export function requoted(code: string, quote: "'" | '"'): string {
  return piecesOf(code)
    .map(({ kind, text }) => {
      const value = kind === 'string' ? unquoted(text) : undefined;
      return value === undefined ? text : quoted(value, quote);
    })
    .join('');
}

/** The expression with the content of all literals removed, to look for operators and names. */
export function withoutLiterals(code: string): string {
  return piecesOf(code)
    .map(({ kind, text }) => (kind === 'code' ? text : "''"))
    .join('');
}

/** The same code without semicolons at the ends of lines. */
export function withoutSemicolons(code: string): string {
  return piecesOf(code)
    .map(({ kind, text }) => (kind === 'code' ? text.replace(/;(?=\n(?!\s*[([`]))/g, '') : text))
    .join('');
}

/** The same expression with other names for some variables; members and keys of the same name stay. */
export function withNames(code: string, names: ReadonlyMap<string, string>): string {
  const changed = [...names].filter(([old, own]) => old !== own && code.includes(old));
  if (changed.length === 0) return code;
  const variable = new RegExp(
    `(?<![.\\w$])(?:${changed.map(([old]) => old).join('|')})(?![\\w$]|\\s*:)`,
    'g',
  );
  return piecesOf(code)
    .map(({ kind, text }) =>
      kind === 'code' ? text.replace(variable, (old) => names.get(old) ?? old) : text,
    )
    .join('');
}

/** Splits at the commas that no bracket or literal encloses; `[]` for blank text. */
export function splitTopLevel(code: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const { kind, text } of piecesOf(code)) {
    if (kind !== 'code') {
      part += text;
      continue;
    }
    for (const character of text) {
      if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character)) depth--;
      if (character === ',' && depth === 0) {
        parts.push(part.trim());
        part = '';
      } else part += character;
    }
  }
  if (part.trim() !== '') parts.push(part.trim());
  return parts;
}

/** A property name as it stands in an object literal: quoted only when it has to be. */
export function propertyKey(name: string): string {
  return isIdentifier(name) ? name : quoted(name);
}

export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
}

/** `cart.total`, or `cart['grand-total']` where a dot cannot be used. */
export function memberOf(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${quoted(name)}]`;
}

const simpleEscapes = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
  ['\n', ''],
  ['\r\n', ''],
]);

function escapeCharacter(character: string): string {
  if (character === '\\') return '\\\\';
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

function endOfLiteral(code: string, start: number, quote: string): number {
  for (let index = start + 1; index < code.length; index++) {
    if (code[index] === '\\') index++;
    else if (code[index] === quote) return index + 1;
  }
  return code.length;
}

function endOfRegExp(code: string, start: number): number {
  let isInClass = false;
  for (let index = start + 1; index < code.length; index++) {
    const character = code[index];
    if (character === '\\') index++;
    else if (character === '[') isInClass = true;
    else if (character === ']') isInClass = false;
    else if (character === '/' && !isInClass) {
      const flags = /^[a-z]*/.exec(code.slice(index + 1));
      return index + 1 + (flags?.[0].length ?? 0);
    }
  }
  return code.length;
}
