/** Readable example values by the name of a parameter or property. A test with `'ada@example.com'` explains itself. */

type NameTable<T> = readonly (readonly [pattern: RegExp, values: readonly T[]])[];

const numbersByName: NameTable<number> = [
  [/percent|pct/, [10, 25, 50]],
  [/rate|ratio|fraction|probab|share/, [0.2, 0.5, 0.1]],
  [/weight|mass|kg$/i, [2, 0.5, 12]],
  [/quantity|qty/, [3, 2, 5]],
  [/parts|pieces|chunks|people|guests/, [3, 4, 2]],
  [/price|cost|fee|salary/, [25, 40, 10]],
  [/cents/, [1250, 399, 2000]],
  [/amount|total|subtotal|balance|budget/, [100, 250, 40]],
  [/^age$|Age$/, [36, 17, 70]],
  [/year/, [2024, 1999, 2000]],
  [/month/, [3, 12, 2]],
  [/day/, [15, 1, 28]],
  [/hour/, [9, 14, 23]],
  [/minute/, [30, 45, 5]],
  [/second/, [20, 90, 5]],
  [/timestamp|epoch/, [1_700_000_000_000, 0, 1_600_000_000_000]],
  [/delay|timeout|interval|wait|(?:^|[a-z])ms$|millis/i, [10, 5, 1]],
  [/retries|attempt|times|repeat/, [3, 1, 2]],
  [/index|position|offset|start|from/, [1, 0, 2]],
  [/min|low|floor/, [1, 0, 5]],
  [/capacity|limit|maxSize|maxItems/, [2, 3, 10]],
  [/max|high|end|^to$|ceil/, [10, 3, 5]],
  [/size|length|count|depth|chunk/, [2, 3, 5]],
  [/width/, [4, 10, 7]],
  [/height/, [3, 5, 9]],
  [/radius/, [2, 5, 1]],
  [/port/, [8080, 443, 3000]],
  [/digits|decimals|precision|places/, [2, 0, 3]],
  [/^(?:a|x|left|first)$/, [6, 3, 10]],
  [/^(?:b|y|right|second)$/, [4, 2, 3]],
  [/^(?:c|z)$/, [5, 7, 2]],
  [/^n$/, [5, 7, 4]],
  [/id$/i, [7, 8, 42]],
  [/score|points|rating|grade/, [72, 95, 40]],
];

const stringsByName: NameTable<string> = [
  [/email|mail/i, ['ada@example.com', 'grace@example.org', 'linus@example.net']],
  [/first_?name/i, ['Ada', 'Grace', 'Linus']],
  [/last_?name|surname/i, ['Lovelace', 'Hopper', 'Torvalds']],
  [/full_?name|author/i, ['Ada Lovelace', 'Grace Hopper', 'Linus Torvalds']],
  [/user|customer|owner|person|assignee|^name$/i, ['Ada', 'Grace', 'Linus']],
  [/currency/i, ['EUR', 'USD', 'GBP']],
  [/country/i, ['DE', 'FR', 'US']],
  [/locale|lang/i, ['en-US', 'de-DE', 'fr-FR']],
  [/sku/i, ['SKU-1', 'SKU-2', 'SKU-3']],
  [/product|item|fruit/i, ['apple', 'banana', 'cherry']],
  [
    /ur[li]|href|link/i,
    ['https://example.com/docs?page=2', 'https://example.org/', 'http://localhost:8080/a'],
  ],
  [/host|domain/i, ['example.com', 'localhost', 'example.org']],
  [/path|file|dir|folder/i, ['docs/guide.md', 'src/main.ts', 'readme.txt']],
  [/date|day|since|until/i, ['2024-03-15', '2024-12-31', '2023-02-28']],
  [/duration/i, ['1h30m', '45s', '2d']],
  [/time/i, ['09:30', '14:45', '23:59']],
  [/phone|tel$/i, ['+44 20 7946 0018', '030 123456', '555-0100']],
  [/zip|postal|postcode/i, ['10115', '90210', 'SW1A 1AA']],
  [/city|town/i, ['Berlin', 'Paris', 'London']],
  [/colou?r|hex/i, ['#ff8800', '#000', 'red']],
  [/version|semver/i, ['1.2.3', '2.0.0', '1.10.0-beta.1']],
  [/separator|delimiter|sep$/i, [',', '-', ';']],
  [/prefix/i, ['pre-', 'my-', '_']],
  [/suffix|ellipsis/i, ['...', '-end', '!']],
  [/json/i, ['{"a":1}', '[1,2]', '"text"']],
  [/csv/i, ['name,age\nAda,36', 'a,b', 'a;b']],
  [/html|markup/i, ['<b>Hi</b>', '<p>Text</p>', '<br>']],
  [/template/i, ['Hello {name}', 'Hi {{name}}', 'plain']],
  [/query|search|params/i, ['page=2&sort=name', 'q=tea', 'a=1']],
  [/slug/i, ['hello-world', 'first-post', 'about']],
  [/password|secret/i, ['correct-Horse-7', 'hunter2', 'Tr0ub4dor&3']],
  [/token/i, ['abc123', 'def456', 'ghi789']],
  [/title|heading|subject|label/i, ['Hello World', 'Second Title', 'Notes']],
  [/message|description|sentence|comment|body/i, ['Hello there', 'See you soon', 'Thanks']],
  [/digits|numeric/i, ['12345', '7', '2024']],
  [/text|input|content|source|^str$|^string$|^s$/i, ['Hello World', 'some plain text', 'one two three']],
  [/word/i, ['hello', 'level', 'world']],
  [/tag|category|group|topic/i, ['books', 'games', 'music']],
  [/event|channel/i, ['change', 'close', 'open']],
  [/key|field|prop/i, ['color', 'size', 'shape']],
  [/id$/i, ['a1', 'b2', 'c3']],
  [/code|coupon/i, ['ABC', 'XYZ', 'DEF']],
  [/status|state/i, ['open', 'done', 'closed']],
  [/char|letter/i, ['a', 'b', 'z']],
];

const ordinaryNumbers = [5, 12, 2];
const ordinaryStrings = ['hello', 'world', 'again'];

/** Three numbers that fit the name; `isByName` tells whether the name said so. */
export function plausibleNumbers(name: string): {
  readonly values: readonly number[];
  readonly isByName: boolean;
} {
  const values = numbersByName.find(([pattern]) => pattern.test(name) || pattern.test(lastWord(name)))?.[1];
  return { values: values ?? ordinaryNumbers, isByName: values !== undefined };
}

/** Three strings that fit the name; `isByName` tells whether the name said so. */
export function plausibleStrings(name: string): {
  readonly values: readonly string[];
  readonly isByName: boolean;
} {
  const values = stringsByName.find(([pattern]) => pattern.test(name))?.[1];
  return { values: values ?? ordinaryStrings, isByName: values !== undefined };
}

/** Three dates; what a name calls the end of something is later than what is called its start. */
export function plausibleDates(name: string): readonly string[] {
  return /end|until|due|expir|finish|^to$|To$|after|later|last/i.test(name)
    ? ['2024-12-31', '2025-06-30', '2024-03-20T12:30:00Z']
    : ['2024-03-15', '2024-07-01', '2023-01-01T09:00:00Z'];
}

/** Strings that look like what the name asks for and are not. */
export function malformedStrings(name: string): readonly string[] {
  if (/email|mail/i.test(name)) return ['not-an-email', 'ada@example', 'ada example.com', '@example.com'];
  if (/ur[li]|href|link/i.test(name)) return ['not a url', 'ftp://example.com', '//example.com'];
  if (/date|day/i.test(name)) return ['not a date', '2024-02-30', '15/03/2024', '2024-13-01'];
  if (/duration/i.test(name)) return ['soon', '5', '-1h', '10x'];
  if (/time/i.test(name)) return ['25:00', '9', '12:60'];
  if (/json/i.test(name)) return ['{', '{"a":1,}', 'null', '42'];
  if (/version|semver/i.test(name)) return ['1.2', 'v1.2.3', 'latest', '1.2.3-alpha'];
  if (/colou?r|hex/i.test(name)) return ['#ggg', 'ff8800', '#ff88'];
  if (/csv/i.test(name)) return ['"a,b",c', 'a,"b ""c"""', 'a\n\nb'];
  return [];
}

/** `itemCount` → `count`: what a camel-cased name is in the end. */
export function lastWord(name: string): string {
  return (/[A-Z]?[a-z0-9]+$/.exec(name)?.[0] ?? name).toLowerCase();
}

/** `items` → `item`, `categories` → `category`: the name of one element. */
export function singular(name: string): string {
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(?:ss|sh|ch|x)es$/.test(name)) return name.replace(/es$/, '');
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}
