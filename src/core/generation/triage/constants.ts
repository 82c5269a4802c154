import { piecesOf } from '../../synthesis/writing/expressionText';

/** The constants that a piece of code declares, by name. */
export interface Constants {
  /** Every one with the expression it is bound to. */
  readonly all: ReadonlyMap<string, string>;
  /** Those that can be replaced by their expression: nothing can have changed what it gives in between. */
  readonly replaceable: ReadonlyMap<string, string>;
}

const simpleValue =
  /^(?:'[^'\\]*'|"[^"\\]*"|`[^`$\\]*`|-?[\d._]+(?:e[+-]?\d+)?n?|true|false|null|undefined|NaN|-?Infinity)$/i;

export function constantsIn(lines: readonly string[]): Constants {
  const code = lines.join('\n');
  const all = new Map<string, string>();
  const twice = new Set<string>();
  for (const { index, 1: name = '', 0: head } of code.matchAll(
    /\bconst\s+([\w$]+)\s*(?::[^=\n]+)?=(?![=>])\s*/g,
  )) {
    if (all.has(name)) twice.add(name);
    all.set(name, expressionAt(code, index + head.length));
  }
  for (const name of twice) all.delete(name);
  const replaceable = new Map(
    [...all].filter(([name, value]) => simpleValue.test(value) || isOnlyLookedAt(name, code)),
  );
  return { all, replaceable };
}

/** The expression with the constants in place of their names. */
export function withConstants(code: string, constants: ReadonlyMap<string, string>, depth = 4): string {
  if (depth === 0) return code;
  const replaced = piecesOf(code)
    .map(({ kind, text }) =>
      kind === 'code'
        ? text.replace(/(?<![\w$.])[A-Za-z_$][\w$]*(?![\w$]|\s*:)/g, (name) => constants.get(name) ?? name)
        : text,
    )
    .join('');
  return replaced === code ? code : withConstants(replaced, constants, depth - 1);
}

/** Up to the semicolon, or the end of the line where no bracket is open. */
function expressionAt(code: string, start: number): string {
  let depth = 0;
  let expression = '';
  for (const { kind, text } of piecesOf(code.slice(start))) {
    if (kind !== 'code') {
      expression += text;
      continue;
    }
    for (const character of text) {
      if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character)) depth--;
      if (depth < 0 || (depth === 0 && (character === ';' || character === '\n'))) return expression.trim();
      expression += character;
    }
  }
  return expression.trim();
}

/** It occurs once beside its declaration, or nowhere but as what an assertion looks at. */
function isOnlyLookedAt(name: string, code: string): boolean {
  const word = name.replaceAll('$', '\\$');
  const uses = code.match(new RegExp(`(?<![\\w$.])${word}(?![\\w$])`, 'g'))?.length ?? 0;
  const looks = code.match(new RegExp(`(?:\\bexpect\\(|\\bassert(?:\\.\\w+)?\\()\\s*${word}\\s*[,)]`, 'g'));
  return uses === 2 || uses === 1 + (looks?.length ?? 0);
}
