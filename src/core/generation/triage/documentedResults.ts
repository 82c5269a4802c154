/** What documentation says of a call: what it gives, or that it throws. */
export interface DocumentedResult {
  readonly call: string;
  /** Undefined: it throws. */
  readonly result: string | undefined;
}

const call = String.raw`(?:await\s+)?(?:new\s+)?[\w$.]+\(.*\)`;
const declaration = String.raw`(?:(?:const|let|var)\s+\w+\s*=\s*)?`;

const forms: readonly RegExp[] = [
  // `f(1, 2) // => 3`, `f(1, 2); // 3`, `f(1, 2) → 3`, `f(1, 2) === 3`
  new RegExp(
    String.raw`^${declaration}(${call})\s*;?\s*(?:\/\/\s*(?:=>|->|→|returns?\b|gives\b|:)?|=>|->|→|===?)\s*(.+)$`,
  ),
  // `assert.equal(f(1, 2), 3)`, `expect(f(1, 2)).toBe(3)`
  new RegExp(
    String.raw`^assert(?:\.(?:strict)?equal|\.deep(?:Strict)?Equal)\((${call}),\s*(.+)\)\s*;?$`,
    'i',
  ),
  new RegExp(String.raw`^expect\((${call})\)\.to(?:Be|Equal|StrictEqual)\((.+)\)\s*;?$`),
  // `f(1, 2) returns 3`, in a sentence
  /((?:await\s+)?(?:new\s+)?[\w$.]+\([^()]*\))`?\s+(?:returns|is|gives|equals|yields)\s+(.+)$/,
  /((?:await\s+)?(?:new\s+)?[\w$.]+\([^()]*\))`?\s+(throws\b.*)$/,
];

/** Calls with their results, one for each line that has them in a form that is beyond doubt. */
export function documentedResults(documentation: string): readonly DocumentedResult[] {
  return statementsOf(documentation).flatMap((line): readonly DocumentedResult[] => {
    for (const form of forms) {
      const [, found, result] = form.exec(line) ?? [];
      if (found === undefined || result === undefined) continue;
      const isThrown = /^(?:throws\b|(?:a |an )?(?:[A-Z]\w*)?Error\b.*\bthrown\b)/.test(result);
      return [{ call: found, result: isThrown ? undefined : withoutPunctuation(result) }];
    }
    return [];
  });
}

/** The lines, without what marks them as examples; a result that stands below its call is put behind it. */
function statementsOf(documentation: string): readonly string[] {
  const lines = documentation.split(/\r?\n/).map((line) =>
    line
      .trim()
      .replace(/^(?:@example\b|[-*>$])\s*/, '')
      .replace(/^`([^`]*)`(?=\s*(?:$|\/\/|=>|->|→))/, '$1'),
  );
  return lines.map((line, index) => {
    const below = /^(?:\/\/\s*)?(?:=>|->|→|(?<=\/\/\s*)returns\b)\s*.+$/.exec(lines[index + 1] ?? '')?.[0];
    const isBareCall = new RegExp(`^${declaration}${call}\\s*;?$`).test(line);
    return below !== undefined && isBareCall ? `${line.replace(/;$/, '')} ${below}` : line;
  });
}

function withoutPunctuation(result: string): string {
  return result
    .trim()
    .replace(/^`([^`]*)`[.,;]?$/, '$1')
    .replace(/[.,;]$/, '');
}
