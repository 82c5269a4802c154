import assert from 'node:assert/strict';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** One tag, or the text up to the next one. */
const token = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Reads the elements, attributes and texts of an XML document, and fails on whatever is not well-formed. */
export function readXml(document: string): XmlElement {
  assert.doesNotMatch(document, unwritable);
  const outermost = element('', '');
  const open = [outermost];
  let end = 0;
  for (const match of document.matchAll(token)) {
    const [whole, close, name = '', attributes = '', isEmpty, text] = match;
    end = match.index + whole.length;
    const current = open.at(-1) ?? assert.fail(`Something comes after the end: ${whole}`);
    if (text !== undefined) current.text += decode(text);
    else if (close) assert.equal(open.pop()?.name, name);
    else if (name) {
      const child = element(name, attributes);
      current.children.push(child);
      if (!isEmpty) open.push(child);
    }
  }
  assert.equal(end, document.length, `This is not well-formed: ${document.slice(end, end + 80)}`);
  assert.deepEqual(open, [outermost]);
  assert.equal(outermost.text.trim(), '');
  const [root] = outermost.children;
  assert.ok(root && outermost.children.length === 1);
  return root;
}

function element(name: string, attributes: string): XmlElement {
  const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key, decode(value.replace(/[\t\n\r]/g, ' '))] as const,
  );
  assert.equal(new Set(pairs.map(([key]) => key)).size, pairs.length, 'An attribute is there twice');
  return { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  assert.doesNotMatch(text, /]]>/);
  return text.replace(/\r\n?/g, '\n').replace(/&([^;]*;?)/g, (_, reference: string) => {
    const [, code, name] = /^(?:#(\d+)|(\w+));$/.exec(reference) ?? assert.fail(`A bare & in ${text}`);
    return code === undefined
      ? (entities[name ?? ''] ?? assert.fail(`Unknown entity ${name}`))
      : String.fromCodePoint(Number(code));
  });
}
