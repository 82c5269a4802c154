import assert from 'node:assert/strict';
import { formatImportLine, mergeImportLines } from '../../../../../src/core/synthesis/writing/importLines';
import type { ImportLine } from '../../../../../src/core/testing/languageAdapter';

const plain = { quote: "'", semicolons: true } as const;
const line = (parts: Partial<ImportLine>): ImportLine => ({
  specifier: './a',
  style: 'import',
  names: [],
  ...parts,
});

describe('formatImportLine', () => {
  const examples: readonly (readonly [Partial<ImportLine>, string])[] = [
    [{ names: ['b', 'c as d'] }, "import { b, c as d } from './a';"],
    [{ defaultName: 'a', names: ['b'] }, "import a, { b } from './a';"],
    [{ namespaceName: 'all' }, "import * as all from './a';"],
    [{ defaultName: 'a', namespaceName: 'all' }, "import a, * as all from './a';"],
    [{ namespaceName: 'all', names: ['b'] }, "import * as all from './a';\nimport { b } from './a';"],
    [{}, "import './a';"],
    [{ style: 'require', names: ['b', 'c as d'] }, "const { b, c: d } = require('./a');"],
    [{ style: 'require', defaultName: 'a' }, "const a = require('./a');"],
    [
      { style: 'require', defaultName: 'a', names: ['b'] },
      "const a = require('./a');\nconst { b } = require('./a');",
    ],
    [{ style: 'require' }, "require('./a');"],
  ];
  for (const [parts, text] of examples)
    it(text, () => assert.equal(formatImportLine(line(parts), plain), text));

  it('follows quotes and semicolons', () => {
    assert.equal(
      formatImportLine(line({ names: ['b'] }), { quote: '"', semicolons: false }),
      'import { b } from "./a"',
    );
  });
});

describe('mergeImportLines', () => {
  it('makes one line per module and style, names in order', () => {
    const merged = mergeImportLines([
      line({ names: ['b', 'a'] }),
      line({ names: ['b', 'c'], defaultName: 'd' }),
      line({ style: 'require', names: ['a'] }),
    ]);
    assert.deepEqual(merged, [
      line({ names: ['a', 'b', 'c'], defaultName: 'd' }),
      line({ style: 'require', names: ['a'] }),
    ]);
  });

  it('orders built-in modules, packages, relative modules', () => {
    const specifiers = ['./b', 'vitest', '../a', 'node:test', 'chai', 'node:assert/strict'];
    const merged = mergeImportLines(specifiers.map((specifier) => line({ specifier })));
    assert.deepEqual(
      merged.map((item) => item.specifier),
      ['node:assert/strict', 'node:test', 'chai', 'vitest', '../a', './b'],
    );
  });

  it('keeps a second default name on a line of its own', () => {
    const merged = mergeImportLines([line({ defaultName: 'a' }), line({ defaultName: 'b', names: ['x'] })]);
    assert.deepEqual(
      merged.map((item) => item.defaultName),
      ['a', 'b'],
    );
  });
});
