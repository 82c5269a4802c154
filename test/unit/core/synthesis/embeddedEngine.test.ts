import assert from 'node:assert/strict';
import { GenerationError } from '../../../../src/core/errors';
import type { CandidateRequest, TestCandidate, TestStyle } from '../../../../src/core/generation/candidate';
import { createEmbeddedEngine } from '../../../../src/core/synthesis/embeddedEngine';
import type { ModuleUnit } from '../../../../src/core/synthesis/moduleModel';
import { composeTestFile, renderTestFile } from '../../../../src/core/synthesis/writing/testFileComposer';
import { FakeSandbox } from '../../../support/fakeSandbox';
import {
  basketUnit,
  discountUnit,
  fakeShop,
  formatTicketUnit,
  readTicketUnit,
  retryUnit,
  saveUnit,
  shopPointLines,
  spinUnit,
  stampUnit,
} from '../../../support/fakeShop';
import {
  aCandidateRequest,
  aFunctionUnit,
  allParts,
  aParameter,
  aTestStyle,
} from '../../../support/synthesisBuilders';

async function write(
  units: readonly ModuleUnit[],
  changes: Partial<CandidateRequest> = {},
  sandbox = new FakeSandbox(fakeShop),
) {
  const only = new Set(units.map(({ name }) => name));
  const narrowed = new FakeSandbox((context) =>
    Object.fromEntries(Object.entries(fakeShop(context)).filter(([name]) => only.has(name))),
  );
  narrowed.hangsOn = sandbox.hangsOn;
  const engine = createEmbeddedEngine({ sandbox: narrowed });
  const parts = await allParts(
    engine.write(aCandidateRequest(units, shopPointLines, changes), new AbortController().signal),
  );
  const candidates = parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []));
  return { parts, candidates, sandbox: narrowed };
}

function textOf(candidates: readonly TestCandidate[], style: TestStyle = aTestStyle()): string {
  return renderTestFile(composeTestFile(candidates, style, { probe: false }), style);
}

describe('EmbeddedEngine', () => {
  it('writes the few tests that cover a function, in Vitest', async () => {
    const { candidates } = await write([discountUnit]);
    assert.equal(
      textOf(candidates),
      `import { describe, expect, it } from 'vitest';
import { discount } from './shop';

describe('discount', () => {
  it("returns 12.5 for price 25 and code 'HALF'", () => {
    expect(discount(25, 'HALF')).toBe(12.5);
  });

  it("returns 25 for price 25 and code 'ABC'", () => {
    expect(discount(25, 'ABC')).toBe(25);
  });

  it('throws RangeError when price is -1', () => {
    const act = () => discount(-1, 'ABC');

    expect(act).toThrow(RangeError);
    expect(act).toThrow('price must not be negative');
  });
});
`,
    );
  });

  it('shows what methods do through the state of the instance', async () => {
    const style = aTestStyle({ framework: 'node-test', moduleStyle: 'require', language: 'javascript' });
    const { candidates } = await write([basketUnit], { style });
    const text = textOf(candidates, style);
    assert.ok(
      text.startsWith(
        `const assert = require('node:assert/strict');\nconst { describe, it } = require('node:test');\nconst { Basket } = require('./shop');\n`,
      ),
      text,
    );
    assert.ok(
      text.includes(`
  it("add changes size to 1 for 'SKU-1'", () => {
    const basket = new Basket();

    basket.add('SKU-1');

    assert.equal(basket.size, 1);
  });
`),
      text,
    );
    assert.ok(
      text.includes(`
  it("remove returns true and changes size to 0 for 'SKU-1' after add", () => {
    const basket = new Basket();
    basket.add('SKU-1');

    assert.equal(basket.remove('SKU-1'), true);
    assert.equal(basket.size, 0);
  });
`),
      text,
    );
    assert.ok(text.includes("assert.throws(() => basket.add(''), { message: 'sku is missing' });"), text);
  });

  it('asserts only the state that the act changed', async () => {
    const { candidates } = await write([basketUnit]);
    const adding = candidates.find(({ title }) => title.startsWith('add changes'));
    assert.ok(adding?.bodyLines.join('\n').includes('basket.size'));
    assert.ok(!adding?.bodyLines.join('\n').includes('basket.currency'));
  });

  it('gives one function what another returned', async () => {
    const { candidates } = await write([readTicketUnit, formatTicketUnit]);
    const text = textOf(candidates);
    assert.match(text, /expect\(readTicket\('T-(\d+)-\d+'\)\)\.toBe\(\1\);/);
  });

  it('awaits promises, and rejections with the function that causes them', async () => {
    const { candidates } = await write([retryUnit]);
    const text = textOf(candidates);
    assert.ok(text.includes(`    expect(await retry(async () => 'hello')).toBe('hello');`), text);
    assert.ok(
      text.includes(`
  it('rejects with an error when task rejects', async () => {
    const task = async () => {
      throw new Error('boom');
    };

    await expect(retry(task)).rejects.toThrow('it failed for good');
  });
`),
      text,
    );
  });

  it('needs no imports where the framework is global', async () => {
    const jest = aTestStyle({ framework: 'jest', hasGlobals: true, language: 'javascript' });
    const fromJest = textOf((await write([discountUnit], { style: jest })).candidates, jest);
    assert.ok(fromJest.startsWith(`import { discount } from './shop';\n\ndescribe(`), fromJest);
    const mocha = aTestStyle({ framework: 'mocha', hasGlobals: true, quote: '"', semicolons: false });
    const fromMocha = textOf((await write([discountUnit], { style: mocha })).candidates, mocha);
    assert.ok(
      fromMocha.startsWith(`import assert from "node:assert/strict"\nimport { discount } from "./shop"\n\n`),
      fromMocha,
    );
    assert.ok(fromMocha.includes(`assert.equal(discount(25, "HALF"), 12.5)\n`), fromMocha);
  });

  it('gives unique ids and titles, free of charge', async () => {
    const { candidates } = await write([discountUnit, basketUnit, retryUnit]);
    assert.equal(new Set(candidates.map(({ id }) => id)).size, candidates.length);
    assert.equal(new Set(candidates.map(({ unit, title }) => `${unit} ${title}`)).size, candidates.length);
    assert.deepEqual(
      candidates.map(({ cost }) => cost),
      candidates.map(() => ({ provenance: 'measured', value: 0 })),
    );
    assert.deepEqual([...new Set(candidates.map(({ modelId }) => modelId))], ['embedded']);
  });

  it('gives the same tests for the same seed', async () => {
    const units = [discountUnit, basketUnit, retryUnit];
    assert.deepEqual((await write(units)).candidates, (await write(units)).candidates);
  });

  it('writes for what is in focus only', async () => {
    const { candidates } = await write([discountUnit, basketUnit], { focus: ['Basket.remove'] });
    assert.ok(candidates.length > 0);
    for (const { title } of candidates) assert.match(title, /^remove /);
  });

  it('gives up what depends on the world, or touches it, and says why', async () => {
    const { candidates, parts, sandbox } = await write([stampUnit, saveUnit]);
    assert.deepEqual(candidates, []);
    const reasons = parts.flatMap((part) =>
      part.type === 'rejected' ? [`${part.rejected.unit}: ${part.rejected.reason}`] : [],
    );
    assert.equal(reasons.length, 2);
    assert.match(reasons[0] ?? '', /^stamp: Its outcome depends on time/);
    assert.match(reasons[1] ?? '', /^save: It touches the file system/);
    assert.deepEqual([...new Set(sandbox.worlds.map(({ timeZone }) => timeZone))], ['UTC', 'Asia/Kolkata']);
  });

  it('gives up a function that does not end, after few attempts, with a notice', async () => {
    const hanging = new FakeSandbox(fakeShop);
    hanging.hangsOn = 'spin(';
    const { parts, sandbox, candidates } = await write([spinUnit, discountUnit], {}, hanging);
    const notices = parts.flatMap((part) => (part.type === 'notice' ? [part.message] : []));
    assert.deepEqual(notices, ['spin was given up: with several inputs it did not end in time.']);
    assert.ok(sandbox.executed.filter(({ subject }) => subject === 'spin').length <= 6);
    assert.ok(candidates.some(({ unit }) => unit === 'discount'));
  });

  it('leaves out what is not exported at run time, and tries what the text does not show', async () => {
    const sandbox = new FakeSandbox(({ hit }) => ({
      double: (value: number) => {
        hit(0);
        return value * 2;
      },
    }));
    const request = aCandidateRequest([discountUnit], shopPointLines, {
      style: aTestStyle({ language: 'javascript' }),
      model: {
        file: 'src/shop.js',
        moduleSystem: 'esm',
        units: [discountUnit],
        functions: [],
        examples: [],
        workedExamples: [],
        constants: [],
        imports: [],
      },
    });
    const parts = await allParts(
      createEmbeddedEngine({ sandbox }).write(request, new AbortController().signal),
    );
    assert.ok(
      parts.some((part) => part.type === 'notice' && part.message.startsWith('discount is left out')),
    );
    assert.ok(parts.some((part) => part.type === 'candidate' && part.candidate.unit === 'double'));
  });

  it('imports a default export under the name it has in the source', async () => {
    const sandbox = new FakeSandbox(({ hit }) => ({
      default: (value: number) => {
        hit(0);
        return value + 1;
      },
    }));
    const unit = { ...spinUnit, name: 'increment', exportName: 'default' };
    const parts = await allParts(
      createEmbeddedEngine({ sandbox }).write(
        aCandidateRequest([unit], shopPointLines),
        new AbortController().signal,
      ),
    );
    const candidate = parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []))[0];
    assert.deepEqual(candidate?.imports.at(-1), {
      specifier: './shop',
      style: 'import',
      defaultName: 'increment',
      names: [],
    });
    assert.match(candidate?.bodyLines.join('\n') ?? '', /expect\(increment\(\d+\)\)\.toBe\(\d+\);/);
  });

  it('says in one sentence why a module cannot be loaded', async () => {
    const sandbox = new FakeSandbox(() => {
      throw new Error('DATABASE_URL is not set.');
    });
    const writing = allParts(
      createEmbeddedEngine({ sandbox }).write(
        aCandidateRequest([discountUnit], []),
        new AbortController().signal,
      ),
    );
    await assert.rejects(writing, (error: unknown) => {
      assert.ok(error instanceof GenerationError);
      assert.equal(error.code, 'module-not-loadable');
      assert.equal(error.message, 'src/shop.ts cannot be loaded: it threw "DATABASE_URL is not set.".');
      assert.ok(error.hint);
      return true;
    });
  });

  it('reports progress from 0 to 1 and closes what it opened', async () => {
    const { parts, sandbox } = await write([discountUnit, basketUnit]);
    const fractions = parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
    assert.equal(fractions[0], 0);
    assert.equal(fractions.at(-1), 1);
    assert.deepEqual(
      fractions,
      [...fractions].sort((a, b) => a - b),
    );
    assert.ok(parts.some((part) => part.type === 'progress' && part.message === 'Trying inputs on Basket'));
    assert.equal(sandbox.openSessions, 0);
  });

  it('stops on abort and closes what it opened', async () => {
    const sandbox = new FakeSandbox(fakeShop);
    const controller = new AbortController();
    let before = 0;
    const writing = (async () => {
      for await (const part of createEmbeddedEngine({ sandbox }).write(
        aCandidateRequest([discountUnit], shopPointLines),
        controller.signal,
      )) {
        if (part.type !== 'progress' || !part.message.startsWith('Trying')) continue;
        before = sandbox.executed.length;
        controller.abort();
      }
    })();
    await assert.rejects(writing, { name: 'AbortError' });
    assert.equal(sandbox.openSessions, 0);
    assert.ok(sandbox.executed.length - before < 30, `${sandbox.executed.length - before} scenarios ran`);
  });

  it('tests which names a module exports that only puts those of others together', async () => {
    const engine = createEmbeddedEngine({
      sandbox: new FakeSandbox(() => ({ volume: () => 1, area: () => 2 })),
    });
    const request = aCandidateRequest([], [1]);
    const parts = await allParts(engine.write(request, new AbortController().signal));
    const candidates = parts.flatMap((part) => (part.type === 'candidate' ? [part.candidate] : []));
    assert.deepEqual(
      candidates.map(({ isOfLoading, title }) => [isOfLoading, title]),
      [[true, 'exports area and volume']],
    );
    assert.equal(
      textOf(candidates),
      `import { describe, expect, it } from 'vitest';
import * as shop from './shop';

describe('shop', () => {
  it('exports area and volume', () => {
    expect(Object.keys(shop).sort()).toEqual(['area', 'volume']);
  });
});
`,
    );
  });

  it('has nothing to test where a module exports plain values only', async () => {
    const engine = createEmbeddedEngine({ sandbox: new FakeSandbox(() => ({ limit: 5 })) });
    const written = allParts(engine.write(aCandidateRequest([], [1]), new AbortController().signal));
    await assert.rejects(written, { code: 'source-nothing-exported' });
  });

  it('looks at what changes the module last, so that nothing is in the way of the others', async () => {
    const sandbox = new FakeSandbox(() => ({ setRate: () => 1, rateOf: () => 2 }));
    const units = ['setRate', 'rateOf'].map((name) => aFunctionUnit(name));
    const written = createEmbeddedEngine({ sandbox }).write(
      aCandidateRequest(units, [1]),
      new AbortController().signal,
    );
    const told = (await allParts(written)).flatMap((part) =>
      part.type === 'progress' ? [part.message] : [],
    );
    assert.deepEqual(
      told.filter((message) => message.startsWith('Trying')),
      ['Trying inputs on rateOf', 'Trying inputs on setRate'],
    );
  });

  it('tests functions that share what the module holds in sequence, each from a state that is certain', async () => {
    const sandbox = new FakeSandbox(({ hit }) => {
      let rate = 1;
      return {
        setRate: (next: number) => {
          hit(0);
          rate = next;
        },
        priceOf: (net: number) => {
          hit(1);
          if (rate !== 1) hit(2);
          return net * rate;
        },
      };
    });
    const parameter = (name: string) => [aParameter(name, { kind: 'number' })];
    const units = [
      aFunctionUnit('setRate', { parameters: parameter('next') }),
      aFunctionUnit('priceOf', { parameters: parameter('net') }),
    ];
    const written = createEmbeddedEngine({ sandbox }).write(
      aCandidateRequest(units, [1, 5, 6]),
      new AbortController().signal,
    );
    const bodies = (await allParts(written)).flatMap((part) =>
      part.type === 'candidate' ? [part.candidate.bodyLines.join(' ')] : [],
    );
    const isLaw = (body: string): boolean => body.startsWith('const ');
    assert.ok(!bodies.every(isLaw));
    for (const body of bodies.filter((each) => !isLaw(each)))
      assert.match(body, /^setRate\(.*\);.*priceOf\(/);
  });
});
