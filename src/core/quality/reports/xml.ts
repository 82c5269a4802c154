/** What XML 1.0 has no way to write: most control characters, halves of surrogate pairs and two more. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a parser would turn them into spaces in an attribute, and `\r` into `\n` everywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text between tags. Characters that XML cannot have are dropped. */
export function escapeXmlText(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>\r]/g, (character) => entities[character] ?? character);
}

/** ` name="value"`, one after the other. */
export function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

function escapeAttribute(value: string): string {
  return value
    .replace(unwritable, '')
    .replace(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character);
}
