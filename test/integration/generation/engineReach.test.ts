import assert from 'node:assert/strict';
import { createEmbeddedEngine } from '../../../src/core/synthesis/embeddedEngine';
import { inspectSource } from '../../support/inspectedSource';
import { useSandbox } from '../../support/sandboxHarness';
import { allParts, aTestStyle } from '../../support/synthesisBuilders';

const file = 'lib/subject.js';

describe('the embedded engine reaches', () => {
  const harness = useSandbox();

  /** The statements of its tests, one text each. */
  async function bodiesFor(source: string): Promise<readonly string[]> {
    harness().write({ [file]: source, 'package.json': '{}' });
    const { model, instrumented } = await inspectSource(source, { path: file });
    const engine = createEmbeddedEngine({ sandbox: harness().sandbox });
    const style = aTestStyle({
      framework: 'mocha',
      language: 'javascript',
      moduleStyle: 'require',
      moduleSpecifier: './subject',
    });
    const request = { source, model, instrumented, focus: undefined, style, seed: 1 };
    const parts = await allParts(engine.write(request, new AbortController().signal));
    return parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate.bodyLines.join('\n')] : []));
  }

  it('what tells built-in values apart', async () => {
    const bodies = await bodiesFor(`
exports.sizeOf = (value) => {
  if (value instanceof Map || value instanceof Set) return value.size;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return -1;
};`);
    for (const part of [/new (?:Map|Set)\(/, /new (?:Uint8Array|DataView)\(/])
      assert.ok(
        bodies.some((body) => part.test(body) && !body.includes('-1')),
        bodies.join('\n'),
      );
  });

  it('what only runs while the items of an iterator are taken', async () => {
    const bodies = await bodiesFor(`
exports.Shelf = class {
  constructor() { this.books = []; }
  add(book) { this.books.push(book); return this; }
  *titles() { for (const book of this.books) yield 'title ' + book; }
};`);
    assert.ok(
      bodies.some((body) => /\[\.\.\.shelf\.titles\(\)\], \['title /.test(body)),
      bodies.join('\n'),
    );
  });

  it('objects that hold functions by their other properties', async () => {
    const bodies = await bodiesFor(`
exports.settle = (mode) => mode ? { mode: 7, run: Math.max } : { mode: 3, run: Math.max };`);
    for (const value of ['7', '3'])
      assert.ok(
        bodies.some((body) => body.includes(`assert.equal(result.mode, ${value})`)),
        bodies.join('\n'),
      );
  });

  it('methods beside an old style constructor, with each number of arguments', async () => {
    const bodies = await bodiesFor(`
function Bus() { this.listeners = {}; }
Bus.prototype.on = function (topic, listener) { this.listeners[topic] = listener; return this; };
Bus.prototype.off = function (topic) { delete this.listeners[topic]; return this; };
Bus.prototype.emit = function (topic, a, b, c) {
  const listener = this.listeners[topic];
  if (!listener) return 'nobody';
  switch (arguments.length) {
    case 1: listener(); return 'one';
    case 2: listener(a); return 'two';
    case 3: listener(a, b); return 'three';
    default: listener(a, b, c); return 'more';
  }
};
module.exports = Bus;`);
    for (const answer of ['nobody', 'one', 'two', 'three', 'more'])
      assert.ok(
        bodies.some((body) => body.includes(`'${answer}'`)),
        `${answer} in ${bodies.join('\n')}`,
      );
  });
});
