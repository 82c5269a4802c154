import assert from 'node:assert/strict';
import { createTypeScriptLanguageAdapter } from '../../../../../../src/adapters/languages/typescript/typeScriptLanguageAdapter';
import type { ImportLine } from '../../../../../../src/core/testing/languageAdapter';

const body = "describe('cart', () => {\n  it('adds', () => {\n    expect(add(1)).toBe(1);\n  });\n});\n";

function merge(existing: string, imports: readonly ImportLine[], text = body): string {
  const result = createTypeScriptLanguageAdapter().mergeTestFile(existing, { imports, body: text });
  assert.ok(result.status === 'merged', JSON.stringify(result));
  return result.text;
}

function conflictOf(existing: string, imports: readonly ImportLine[], text = body): string {
  const result = createTypeScriptLanguageAdapter().mergeTestFile(existing, { imports, body: text });
  assert.ok(result.status === 'conflict', JSON.stringify(result));
  return result.reason;
}

const cart: ImportLine = { specifier: './cart', style: 'import', names: ['add'] };
const vitest: ImportLine = { specifier: 'vitest', style: 'import', names: ['describe', 'expect', 'it'] };
const strictAssert: ImportLine = {
  specifier: 'node:assert/strict',
  style: 'import',
  defaultName: 'assert',
  names: [],
};
const strictBody =
  "it('x', () => {\n  assert.equal(a, 'assert.equal');\n  assert.deepEqual(b, []);\n  assert.throws(c);\n});\n";

interface Example {
  readonly title: string;
  readonly existing: string;
  readonly imports: readonly ImportLine[];
  /** The merged text before the body. */
  readonly head: string;
}

const examples: readonly Example[] = [
  {
    title: 'uses bindings that are there',
    existing:
      "import { describe, expect, it } from 'vitest';\nimport { add } from './cart';\n\nit('old', () => {});\n",
    imports: [cart, vitest],
    head: "import { describe, expect, it } from 'vitest';\nimport { add } from './cart';\n\nit('old', () => {});\n\n",
  },
  {
    title: 'takes modules with and without extension for the same',
    existing: "import { add } from './cart.js';\nadd(1);\n",
    imports: [cart],
    head: "import { add } from './cart.js';\nadd(1);\n\n",
  },
  {
    title: 'lets missing names join the import of their module',
    existing: "import { expect } from 'vitest';\nimport { remove } from './cart.ts';\nremove();\n",
    imports: [cart, vitest],
    head: "import { expect, describe, it } from 'vitest';\nimport { remove, add } from './cart.ts';\nremove();\n\n",
  },
  {
    title: 'keeps one name per line and a trailing comma',
    existing: "import {\n  remove,\n  total,\n} from './cart';\nremove();\n",
    imports: [cart],
    head: "import {\n  remove,\n  total,\n  add,\n} from './cart';\nremove();\n\n",
  },
  {
    title: 'adds lines after the last import, in the style of the file',
    existing: 'import { x } from "./x" // why\nimport "./setup"\n\nx()\n',
    imports: [cart],
    head: 'import { x } from "./x" // why\nimport "./setup"\nimport { add } from "./cart"\n\nx()\n\n',
  },
  {
    title: 'adds a line when the module is imported as a whole',
    existing: "import cart from './cart';\nimport * as all from './cart';\ncart(all);\n",
    imports: [cart],
    head: "import cart from './cart';\nimport * as all from './cart';\nimport { add } from './cart';\ncart(all);\n\n",
  },
  {
    title: 'adds an alias beside another name of the same export',
    existing: "import { add as plus } from './cart';\nplus();\n",
    imports: [cart],
    head: "import { add as plus, add } from './cart';\nplus();\n\n",
  },
  {
    title: 'puts the first import in front of code that has globals',
    existing: "// About the cart.\ndescribe('cart', () => {});\n",
    imports: [cart],
    head: "import { add } from './cart';\n\n// About the cart.\ndescribe('cart', () => {});\n\n",
  },
  {
    title: 'leaves pragmas, detached comments and directives on top',
    existing: "/** @jest-environment jsdom */\n\n// Licence\n\ntest('a', () => {});\n",
    imports: [cart],
    head: "/** @jest-environment jsdom */\n\n// Licence\n\nimport { add } from './cart';\n\ntest('a', () => {});\n\n",
  },
  {
    title: 'comes after use strict',
    existing: "'use strict';\ntest('a', () => {});\n",
    imports: [{ ...cart, style: 'require' }],
    head: "'use strict';\nconst { add } = require('./cart');\n\ntest('a', () => {});\n\n",
  },
  {
    title: 'extends required names',
    existing:
      "const { it, describe: suite } = require('node:test');\nconst { remove } = require('../src/cart.js');\nremove();\n",
    imports: [
      { specifier: '../src/cart', style: 'require', names: ['add'] },
      { specifier: 'node:test', style: 'require', names: ['describe', 'it'] },
    ],
    head: "const { it, describe: suite, describe } = require('node:test');\nconst { remove, add } = require('../src/cart.js');\nremove();\n\n",
  },
  {
    title: 'requires in a file that requires, imports in a file that imports',
    existing: "const x = require('./x');\nx();\n",
    imports: [cart],
    head: "const x = require('./x');\nconst { add } = require('./cart');\nx();\n\n",
  },
  {
    title: 'uses a required module as its default',
    existing: "const cart = require('./cart');\ncart();\n",
    imports: [{ specifier: './cart', style: 'require', defaultName: 'cart', names: [] }],
    head: "const cart = require('./cart');\ncart();\n\n",
  },
  {
    title: 'makes values of names that were types',
    existing:
      "import type { Cart, Item } from './cart';\nimport { type Money, format } from './money';\nlet c: Cart, i: Item, m: Money = format();\n",
    imports: [
      { specifier: './cart', style: 'import', names: ['Cart'] },
      { specifier: './money', style: 'import', names: ['Money'] },
    ],
    head: "import { Cart, type Item } from './cart';\nimport { Money, format } from './money';\nlet c: Cart, i: Item, m: Money = format();\n\n",
  },
  {
    title: 'adds imports for their effect once',
    existing: "import './setup';\nrun();\n",
    imports: [
      { specifier: './setup', style: 'import', names: [] },
      { specifier: './other', style: 'import', names: [] },
    ],
    head: "import './setup';\nimport './other';\nrun();\n\n",
  },
  { title: 'fills an empty file', existing: '', imports: [cart], head: "import { add } from './cart';\n\n" },
];

describe('mergeTestFile', () => {
  for (const { title, existing, imports, head } of examples) {
    it(title, () => assert.equal(merge(existing, imports), head + body));
  }

  it('keeps CRLF and a missing final newline', () => {
    assert.equal(
      merge("import { x } from './x';\r\nx();", [cart], "it('a', () => {\n  add();\n});\n"),
      "import { x } from './x';\r\nimport { add } from './cart';\r\nx();\r\n\r\nit('a', () => {\r\n  add();\r\n});",
    );
  });

  it('is the same when the same tests are merged twice, but for the body', () => {
    const once = merge('', [cart, vitest]);
    assert.equal(merge(once, [cart, vitest]), `${once}\n${body}`);
  });

  it('spells strict assertions out where the file has the loose ones', () => {
    for (const line of [
      "import assert from 'node:assert';",
      "import * as assert from 'assert';",
      "const assert = require('assert');",
    ]) {
      const merged = merge(`${line}\nassert(1);\n`, [strictAssert], strictBody);
      assert.equal(
        merged,
        `${line}\nassert(1);\n\n${strictBody.replace('assert.equal(a', 'assert.strictEqual(a').replace('.deepEqual', '.deepStrictEqual')}`,
      );
    }
  });

  it('takes every form of strict assertions for the same', () => {
    const lines = [
      "import { strict as assert } from 'assert';",
      "import assert from 'assert/strict';",
      "const assert = require('node:assert').strict;",
    ];
    for (const line of lines)
      assert.equal(merge(`${line}\n`, [strictAssert], strictBody), `${line}\n\n${strictBody}`);
  });

  it('refuses names that mean something else, with the line', () => {
    assert.equal(
      conflictOf("import { add } from './other';\n", [cart]),
      'It already uses the name add for something else (line 1).',
    );
    assert.match(conflictOf('\nfunction add() {}\n', [cart]), /name add .*line 2/);
    assert.match(conflictOf('const { x: [add] } = y;\n', [cart]), /name add/);
    assert.match(conflictOf("import { sum as add } from './cart';\n", [cart]), /name add/);
    assert.match(conflictOf("import assert from 'power-assert';\n", [strictAssert]), /name assert/);
  });

  it('refuses globals that the file has replaced', () => {
    assert.match(conflictOf("import { expect } from 'chai';\n", [cart]), /name expect .*line 1/);
    assert.match(conflictOf('const describe = run;\n', [cart]), /name describe/);
    assert.equal(merge("import { expect } from '@jest/globals';\n", []).endsWith(body), true);
  });

  it('does not mind what the body declares itself', () => {
    const own = "it('a', () => {\n  const items = [1];\n  use(items, { other: 1 }.other);\n});\n";
    assert.ok(merge('const items = 1;\nconst other = 2;\n', [], own).endsWith(own));
  });

  it('refuses a file that cannot be parsed', () => {
    assert.equal(conflictOf('describe(', [cart]), 'The existing test file has a syntax error.');
  });

  it('accepts both JSX and type assertions', () => {
    assert.ok(merge('render(<App<string> a="b" />);\n', [cart]).includes(body));
    assert.ok(merge('const a = <string>b;\n', [cart]).includes(body));
  });
});
