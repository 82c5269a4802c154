import assert from 'node:assert/strict';
import type { CandidateRequest, TestStyle } from '../../../../../src/core/generation/candidate';
import { CandidateMaker, placeOf } from '../../../../../src/core/generation/modelSource/candidatesFrom';
import type { ModuleSystem } from '../../../../../src/core/synthesis/moduleModel';
import { formatImportLine, mergeImportLines } from '../../../../../src/core/synthesis/writing/importLines';
import type { ImportLine } from '../../../../../src/core/testing/languageAdapter';
import { aCandidate } from '../../../../support/builders';
import { aCandidateRequest, typescriptAdapter } from '../../../../support/modelSourceBuilders';
import { aTestStyle } from '../../../../support/synthesisBuilders';

function make(text: string, request: CandidateRequest = aCandidateRequest()) {
  const { language, moduleSpecifier } = request.style;
  const read = typescriptAdapter.readTests(text, { language, moduleSpecifier });
  assert.ok(read.status === 'read', JSON.stringify(read));
  let number = 0;
  const maker = new CandidateMaker(request, {
    modelId: 'fake-model',
    language: typescriptAdapter,
    nextNumber: () => {
      number += 1;
      return number;
    },
  });
  return [...maker.make(read.tests), ...maker.end()];
}

/** Why the only test of the text is rejected; undefined when it is not. */
function reasonOf(text: string, style: Partial<TestStyle> = {}): string | undefined {
  const [made] = make(text, aCandidateRequest({ style: aTestStyle(style) }));
  return made?.type === 'rejected' ? made.rejected.reason : undefined;
}

function importsOf(
  text: string,
  style: Partial<TestStyle> = {},
  moduleSystem: ModuleSystem = 'esm',
): string[] {
  const request = aCandidateRequest({ style: aTestStyle(style) });
  const [made] = make(text, { ...request, model: { ...request.model, moduleSystem } });
  assert.ok(made?.type === 'candidate', JSON.stringify(made));
  const lines = mergeImportLines(made.candidate.imports);
  return lines.map((line) => formatImportLine(line, { quote: "'", semicolons: false }));
}

const head = "import { discount } from './shop';\n";
const check = 'expect(discount(1)).toBe(1);';
/** As `importsOf` has them for a test of `discount`. */
const shopImports: readonly ImportLine[] = [
  { specifier: 'vitest', style: 'import', names: ['describe', 'it', 'expect'] },
  { specifier: './shop', style: 'import', names: ['discount'] },
];

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
      // What was compiled to `exports.default` is a property of what require gives.
      for (const line of ["import shop from './shop';", "const { default: shop } = require('./shop');"])
        assert.deepEqual(importsOf(`${line}\n${test}`, commonJs, 'transpiled'), [
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

  it('rejects what cannot stand on its own, and says why', () => {
    const reason = reasonOf(`${head}it('a', function () { this.timeout(5); ${check} });`);
    assert.equal(reason, 'It uses "this".');
  });

  it('takes the claim that the code is wrong out of a body', () => {
    const [made] = make(`${head}it('a', () => {\n  // BUG: it takes nothing off\n  ${check}\n});`);
    assert.ok(made?.type === 'candidate');
    assert.deepEqual([made.candidate.claim, made.candidate.bodyLines], ['it takes nothing off', [check]]);
  });

  describe('of an answer that mends failed tests', () => {
    const failures = ['is half', 'is nothing', 'is all'].map((title, index) => ({
      candidate: aCandidate({
        id: `answer:old:${index + 1}`,
        unit: 'discount',
        title,
        bodyLines: ['fail();'],
      }),
      detail: 'It failed.',
    }));
    const proposed = failures.map(({ candidate }) => candidate);
    const mend = (...tests: readonly [title: string, price: number][]) =>
      make(
        `${head}describe('discount', () => {
${tests.map(([title, price]) => `it('${title}', () => { expect(discount(${price})).toBe(0); });`).join('\n')}
});`,
        aCandidateRequest({ failures, proposed }),
      ).map((item) =>
        item.type === 'candidate' ? [item.candidate.title, item.candidate.replaces] : [item.rejected.reason],
      );

    it('finds the one that each stands for by its title, in any order, and leaves it its title', () => {
      assert.deepEqual(mend(['is all', 1], ['is half', 2]), [
        ['is all', 'answer:old:3'],
        ['is half', 'answer:old:1'],
      ]);
    });

    it('takes those with other titles in order, when all that kept theirs are known', () => {
      assert.deepEqual(mend(['is zero', 1], ['is everything', 2], ['is half', 3]), [
        ['is half', 'answer:old:1'],
        ['is zero', 'answer:old:2'],
        ['is everything', 'answer:old:3'],
      ]);
    });

    it('rejects tests that nobody asked for', () => {
      const made = mend(['is half', 1], ['is nothing', 2], ['is all', 3], ['is more', 4]);
      assert.deepEqual(made.at(-1), ['It mends none of the tests that failed.']);
    });

    it('rejects a repair that left assertions out, and none that has as many', () => {
      const [failed] = failures;
      assert.ok(failed);
      const bodyLines = [
        'const price = discount(8);',
        'expect(price).toBe(4);',
        'expect(discount(2)).toBe(9);',
      ];
      const request = aCandidateRequest({
        failures: [{ ...failed, candidate: { ...failed.candidate, bodyLines, imports: shopImports } }],
      });
      const reasonFor = (body: string): string | undefined => {
        const [made] = make(
          `${head}describe('discount', () => { it('is half', () => { ${body} }); });`,
          request,
        );
        return made?.type === 'rejected' ? made.rejected.reason : undefined;
      };
      const first = 'const price = discount(8); expect(price).toBe(4);';
      const fewer = 'It checks less than the test that failed: 1 of its 2 assertions are left.';
      assert.equal(reasonFor(first), fewer);
      assert.equal(reasonFor(`${first} expect(discount(2)).toBeDefined();`), fewer);
      assert.equal(reasonFor(`${first} expect(discount(2)).toBe(1);`), undefined);
    });

    it('rejects a repair that its check speaks against', () => {
      const [failed] = failures;
      assert.ok(failed);
      const candidate = { ...failed.candidate, bodyLines: [check], imports: shopImports };
      const [made] = make(
        `${head}describe('discount', () => { it('is half', () => { ${check} }); });`,
        aCandidateRequest({ failures: [{ ...failed, candidate }] }),
      );
      assert.equal(
        made?.type === 'rejected' && made.rejected.reason,
        'It was given back as it was, and nothing was said against the code.',
      );
    });
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
      const imports = imported
        ? [{ module: './shop', specifier: './shop', exported: imported, local: imported }]
        : [];
      assert.deepEqual(placeOf({ suites, title: ' works\n', imports }, { model, style }), { unit, title });
    });
  }
});
