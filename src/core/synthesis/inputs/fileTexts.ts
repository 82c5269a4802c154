/** A text for a file, and what is special about it. */
export interface FileText {
  readonly text: string;
  readonly state: string;
  /** How strange a reader finds it. */
  readonly strain: number;
}

const longestText = 160;
const mostTexts = 24;

/** Texts that readers of files meet, the usual formats, whole and broken. */
const usualTexts: readonly FileText[] = [
  { text: '{"name":"Ada","age":36}', state: 'holds an object', strain: 0 },
  { text: '', state: 'is empty', strain: 0.1 },
  { text: 'not json', state: 'holds no JSON', strain: 0.2 },
  { text: '[1,2,3]', state: 'holds a list', strain: 0.1 },
  { text: '{"id":1}\n{"id":2}\n', state: 'holds two records', strain: 0.1 },
  { text: 'name,age\nAda,36\n', state: 'holds a table', strain: 0.1 },
  { text: 'one\ntwo\n\nfour', state: 'holds lines of text', strain: 0.1 },
];

/** What files may hold: what the module itself has written, whole and damaged in every way, then the usual formats. */
export function fileTexts(written: readonly string[]): readonly FileText[] {
  const known = written.filter((text) => text !== '' && text.length <= longestText);
  const whole = known.map((text) => ({ text, state: 'holds what was written before', strain: 0 }));
  const all = [...whole, ...known.flatMap(damaged), ...usualTexts];
  return [...new Map(all.map((one) => [one.text, one])).values()].slice(0, mostTexts);
}

function damaged(text: string): FileText[] {
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : undefined;
  const ofLines: FileText[] =
    lines === undefined
      ? []
      : [
          { text: `${text}\n`, state: 'has an empty line', strain: 0.2 },
          { text: text.slice(0, -1), state: 'does not end with a line break', strain: 0.2 },
          { text: `${text}not json\n`, state: 'has a broken line', strain: 0.2 },
          { text: `${text}${text}`, state: 'says everything twice', strain: 0.2 },
        ];
  const records = (lines ?? [text]).slice(0, 1).flatMap((line) => withoutKeys(line));
  const ofRecords = records.map(({ line, key }) => ({
    text: lines === undefined ? line : `${line}\n`,
    state: `lacks ${key}`,
    strain: 0.2,
  }));
  const cut = { text: text.slice(0, Math.ceil(text.length / 2)), state: 'is cut off', strain: 0.2 };
  return [...ofLines, ...ofRecords, cut];
}

/** The line with one property less, for each of them. */
function withoutKeys(line: string): { readonly line: string; readonly key: string }[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const entries = Object.entries(value);
  return entries.map(([key]) => ({
    line: JSON.stringify(Object.fromEntries(entries.filter(([other]) => other !== key))),
    key,
  }));
}
