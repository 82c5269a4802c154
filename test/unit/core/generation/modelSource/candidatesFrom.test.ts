import assert from 'node:assert/strict';
import type { CandidateRequest, TestStyle } from '../../../../../src/core/generation/candidate';
import { CandidateMaker, placeOf } from '../../../../../src/core/generation/modelSource/candidatesFrom';
import { formatImportLine, mergeImportLines } from '../../../../../src/core/synthesis/writing/importLines';
import { aCandidateRequest, typescriptAdapter } from '../../../../support/modelSourceBuilders';
import { aTestStyle } from '../../../../support/synthesisBuilders';

function make(text: string, request: CandidateRequest = aCandidateRequest()) {
  const { language, moduleSpecifier } = request.style;
  const read = typescriptAdapter.readTests(text, { language, moduleSpecifier });
  assert.ok(read.status === 'read', JSON.stringify(read));
  const maker = new CandidateMaker(request, 'fake-model');
  return read.tests.map((test) => maker.make(test));
}

/** Why the only test of the text is rejected; undefined when it is not. */
function reasonOf(text: string, style: Partial<TestStyle> = {}): string | undefined {
  const [made] = make(text, aCandidateRequest({ style: aTestStyle(style) }));
  return made?.type === 'rejected' ? made.rejected.reason : undefined;
}

function importsOf(
  text: string,
  style: Partial<TestStyle> = {},
  moduleSystem: 'esm' | 'commonjs' = 'esm',
): string[] {
  const request = aCandidateRequest({ style: aTestStyle(style) });
  const [made] = make(text, { ...request, model: { ...request.model, moduleSystem } });
  assert.ok(made?.type === 'candidate', JSON.stringify(made));
  const lines = mergeImportLines(made.candidate.imports);
  return lines.map((line) => formatImportLine(line, { quote: "'", semicolons: false }));
}

const head = "import { discount } from './shop';\n";
const check = 'expect(discount(1)).toBe(1);';

describe('CandidateMaker', () => {
  it('makes candidates with a unit, a title and an id of their own', () => {
    const made = make(`${head}
describe('discount', () => {
  it('is a', () => { ${check} });
  it('is a', () => { ${check} expect(1).toBe(1); });
});`);
    assert.deepEqual(
      made.map(
        (item) => item.type === 'candidate' && [item.candidate.id, item.candidate.unit, item.candidate.title],
      ),
      [
        ['answer:fake-model:1', 'discount', 'is a'],
        ['answer:fake-model:2', 'discount', 'is a (2)'],
      ],
    );
  });

  it('gives no title that another source has used', () => {
    const proposed = [{ unit: 'discount', title: 'is a' }];
    const [made] = make(
      `${head}describe('discount', () => it('is a', () => { ${check} }));
describe('discount', () => { it('is a', () => { ${check} }); });`,
      aCandidateRequest({ proposed }),
    );
    assert.equal(made?.type === 'candidate' && made.candidate.title, 'is a (2)');
  });

  it('rejects what does the same as another test of the answer', () => {
    const [, second] = make(`${head}it('a', () => { ${check} });\nit('b', () => { ${check} });`);
    assert.equal(
      second?.type === 'rejected' && second.rejected.reason,
      'Another test of the answer does the same.',
    );
  });

  describe('imports', () => {
    it('takes those of the framework in the way of the project', () => {
      const text = `import { it, expect, vi } from 'vitest';\n${head}it('a', () => { vi.fn(); ${check} });`;
      assert.deepEqual(importsOf(text), [
        "import { describe, expect, it, vi } from 'vitest'",
        "import { discount } from './shop'",
      ]);
      assert.deepEqual(importsOf(text, { hasGlobals: true }), ["import { discount } from './shop'"]);
    });

    it('makes assertions strict, however they are imported', () => {
      for (const assertion of [
        "import assert from 'node:assert';",
        "import * as assert from 'assert';",
        "import { strict as assert } from 'node:assert';",
        "import assert from 'node:assert/strict';",
        '',
      ]) {
        const text = `${assertion}\n${head}it('a', () => { assert.equal(discount(1), 1); });`;
        assert.deepEqual(
          importsOf(text, { framework: 'node-test' }),
          [
            "import assert from 'node:assert/strict'",
            "import { describe, it } from 'node:test'",
            "import { discount } from './shop'",
          ],
          assertion,
        );
      }
    });

    it('requires where the project does, and imports where it does', () => {
      const commonJs = { framework: 'mocha', moduleStyle: 'require', language: 'javascript' } as const;
      const test = "it('a', () => { assert.equal(shop.discount(1), 1); });";
      const assertLine = "const assert = require('node:assert/strict')";
      assert.deepEqual(importsOf(`import * as shop from './shop';\n${test}`, commonJs, 'commonjs'), [
        assertLine,
        "const shop = require('./shop')",
      ]);
      assert.deepEqual(importsOf(`import shop from './shop';\n${test}`, commonJs, 'esm'), [
        assertLine,
        "const { default: shop } = require('./shop')",
      ]);
      assert.deepEqual(
        importsOf(`const shop = require('./shop');\nit('a', () => { expect(shop.discount(1)).toBe(1); });`, {
          hasGlobals: true,
        }),
        ["import * as shop from './shop'"],
      );
    });

    it('takes what of Node.js does no harm, and nothing else', () => {
      const using = (line: string): string => `${line}\n${head}it('a', () => { used(); ${check} });`;
      assert.equal(reasonOf(using("import { used } from 'node:util';")), undefined);
      for (const module of ['fs', 'child_process', 'timers/promises', 'sinon']) {
        assert.equal(
          reasonOf(using(`import { used } from '${module}';`)),
          `It imports ${module}; only the module under test is needed.`,
        );
      }
      assert.equal(
        reasonOf(using("import { used } from './other';")),
        'It imports ./other; only the module under test is needed.',
      );
    });
  });

  describe('rejects', () => {
    const bodies: Record<string, RegExp> = {
      'process.exit(); expect(discount(1)).toBe(1);': /uses process/,
      "require('node:fs'); expect(discount(1)).toBe(1);": /uses require/,
      "expect(discount(await import('node:fs'))).toBe(1);": /uses import/,
      'expect(discount(new Function("return 1")())).toBe(1);': /uses new Function/,
      'expect(discount((() => 1).constructor("return process")())).toBe(1);': /uses .*constructor/,
      "expect(discount(await fetch('x'))).toBe(1);": /uses fetch/,
      'globalThis.x = 1; expect(discount(1)).toBe(1);': /uses globalThis/,
      'expect(discount(Math.random())).toBeLessThan(1);': /calls Math.random, so it is not the same/,
      'expect(discount(Date.now())).toBe(1);': /uses Date.now: it depends on the clock/,
      'expect(discount(+new Date())).toBe(1);': /uses new Date: it depends on the clock/,
      'await new Promise((done) => setTimeout(done, 5)); expect(discount(1)).toBe(1);': /uses setTimeout/,
      "vi.mock('./other'); expect(discount(1)).toBe(1);": /calls vi.mock: a test has to use the real modules/,
      "vi.spyOn(discount, 'call'); expect(discount(1)).toBe(1);":
        /replaces a part of what it tests \(discount\)/,
      'expect(discount(1)).toMatchSnapshot();': /calls expect.toMatchSnapshot: a snapshot/,
      'expect(discount(1)).toMatchInlineSnapshot();': /a snapshot/,
      'discount(1);': /asserts nothing/,
      'expect(discount(1));': /asserts nothing/,
      'expect.assertions(1); discount(1);': /asserts nothing/,
      'expect(1).toBe(1);': /does not use the module under test/,
    };
    for (const [body, reason] of Object.entries(bodies))
      it(body, () =>
        assert.match(reasonOf(`${head}it('a', async () => { ${body} });`) ?? 'not rejected', reason),
      );
  });

  describe('lets through', () => {
    for (const body of [
      'expect(discount(1)).not.toBe(2);',
      'await expect(discount(1)).resolves.toEqual(expect.any(Function));',
      'expect(discount(new Date(0))).toBe(1);',
      'vi.useFakeTimers(); expect(discount(Date.now())).toBe(0);',
      'const callback = vi.fn(); expect(discount(callback)).toBe(1);',
      "vi.spyOn(Math, 'max'); expect(discount(1)).toBe(1);",
      'assert.equal(discount(1), 1);',
    ])
      it(body, () => assert.equal(reasonOf(`${head}it('a', async () => { ${body} });`), undefined));
  });
});

describe('placeOf', () => {
  const { model, style } = aCandidateRequest();
  const cases: [suites: string[], imported: string | undefined, unit: string, title: string][] = [
    [['Basket'], undefined, 'Basket', 'works'],
    [['Basket', 'add'], undefined, 'Basket', 'add works'],
    [['shop', 'Basket#add()'], undefined, 'Basket', 'add() works'],
    [['Basket.prototype.add'], undefined, 'Basket', 'add works'],
    [['discount()'], 'Basket', 'discount', 'works'],
    [['discounts of the season', 'in spring'], 'Basket', 'Basket', 'in spring works'],
    [['the shop'], 'Basket', 'Basket', 'works'],
    [['the shop'], undefined, 'the shop', 'works'],
    [[], undefined, 'discount', 'works'],
  ];
  for (const [suites, imported, unit, title] of cases) {
    it(`puts ${JSON.stringify(suites)} with ${imported ?? 'nothing'} into ${unit}`, () => {
      const imports = imported ? [{ module: './shop', exported: imported, local: imported }] : [];
      assert.deepEqual(placeOf({ suites, title: ' works\n', imports }, { model, style }), { unit, title });
    });
  }
});
