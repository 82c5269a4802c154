/**
 * Strings for the source of a regular expression: a short one and a longer one that are built to match it. Covers literals,
 * classes, groups, alternatives and repetition; undefined for what it does not understand (look-around, back references).
 */
export function matchingStrings(pattern: string): readonly string[] {
  const variants = [0, 1, 2, 3].map((choice) => new PatternWriter(pattern, 1, choice));
  variants.push(new PatternWriter(pattern, 0, 0), new PatternWriter(pattern, 2, 1));
  const texts = variants.flatMap((variant) => variant.write() ?? []);
  return [...new Set(texts)].filter((text) => isMatch(pattern, text));
}

/** Strings close to matching ones that the expression does not accept. */
export function mismatchingStrings(pattern: string): readonly string[] {
  const near = matchingStrings(pattern).flatMap((text) => [
    text.slice(0, -1),
    text.slice(1),
    `${text} `,
    `!${text}`,
    `${text}?`,
  ]);
  return [...new Set([...near, '?'])].filter((text) => !isMatch(pattern, text)).slice(0, 3);
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

const classExamples = new Map([
  ['d', '1'],
  ['w', 'a'],
  ['s', ' '],
  ['D', 'x'],
  ['W', '-'],
  ['S', 'x'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);

/** `1` three times is `123`, `a` is `abc`: what people would type. */
function repeated(atom: string, count: number): string {
  const series = atom === '1' ? '1234567890' : atom === 'a' ? 'abcdefghij' : undefined;
  return series ? series.repeat(Math.ceil(count / series.length)).slice(0, count) : atom.repeat(count);
}

/**
 * Reads the pattern once from left to right and writes one text. `extra`: how many more than the fewest repetitions;
 * `choice`: which alternative to take.
 */
class PatternWriter {
  private position = 0;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    private readonly extra: number,
    private readonly choice: number,
  ) {}

  write(): string | undefined {
    const text = this.alternatives();
    return this.position === this.pattern.length ? text : undefined;
  }

  private alternatives(): string | undefined {
    if (++this.depth > 20) return undefined;
    const options: string[] = [];
    do {
      const option = this.sequence();
      if (option === undefined) return undefined;
      options.push(option);
    } while (this.accept('|'));
    this.depth--;
    return options[this.choice % options.length];
  }

  private sequence(): string | undefined {
    let text = '';
    while (this.position < this.pattern.length && !'|)'.includes(this.pattern[this.position] ?? '')) {
      const atom = this.atom();
      if (atom === undefined) return undefined;
      text += repeated(atom, this.repetitions());
    }
    return text;
  }

  private atom(): string | undefined {
    const character = this.pattern[this.position++] ?? '';
    if (character === '^' || character === '$') return '';
    if (character === '.') return 'x';
    if (character === '[') return this.characterClass();
    if (character === '(') return this.group();
    if (character !== '\\') return character;
    const escaped = this.pattern[this.position++] ?? '';
    if (escaped === 'b') return '';
    if (/[1-9BpPkuxc]/.test(escaped)) return undefined;
    return classExamples.get(escaped) ?? escaped;
  }

  private group(): string | undefined {
    if (this.accept('?')) {
      const named = /^<[A-Za-z_]\w*>/.exec(this.pattern.slice(this.position))?.[0];
      if (named) this.position += named.length;
      else if (!this.accept(':')) return undefined;
    }
    const text = this.alternatives();
    return this.accept(')') ? text : undefined;
  }

  private characterClass(): string | undefined {
    const end = this.endOfClass();
    const content = this.pattern.slice(this.position, end);
    this.position = end + 1;
    if (content.startsWith('^')) {
      const candidates = ['x', '1', ' ', '-', 'é'];
      return candidates.find((candidate) => isMatch(`[${content}]`, candidate));
    }
    const candidates = ['a', 'b', 'A', '1', '2', '-', '_', '.', ' ', ...content.replaceAll('\\', '')];
    const fitting = candidates.filter((candidate) => isMatch(`[${content}]`, candidate));
    return fitting[this.choice % Math.max(1, Math.min(2, fitting.length))];
  }

  private endOfClass(): number {
    let index = this.position;
    while (index < this.pattern.length && (this.pattern[index] !== ']' || index === this.position)) {
      index += this.pattern[index] === '\\' ? 2 : 1;
    }
    return index;
  }

  private repetitions(): number {
    const rest = this.pattern.slice(this.position);
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest);
    if (!quantifier) return 1;
    this.position += quantifier[0].length;
    const [text, least, open, most] = quantifier;
    if (text.startsWith('*')) return this.extra;
    if (text.startsWith('+')) return 1 + this.extra;
    if (text.startsWith('?')) return Math.min(1, this.extra);
    const fewest = Number(least);
    if (open === undefined) return fewest;
    return most === '' || most === undefined
      ? fewest + this.extra
      : Math.min(fewest + this.extra, Number(most));
  }

  private accept(character: string): boolean {
    if (this.pattern[this.position] !== character) return false;
    this.position++;
    return true;
  }
}
