import assert from 'node:assert/strict';
import { createTypeScriptCodeMeter } from '../../../../../../src/adapters/languages/typescript/measures/typeScriptCodeMeter';

describe('createTypeScriptCodeMeter', () => {
  it('knows TypeScript and JavaScript, and nothing else', async () => {
    const meter = createTypeScriptCodeMeter();
    for (const path of ['a.ts', 'b.mjs', 'c.tsx']) assert.ok(await meter.measure(path, 'f();'), path);
    for (const path of ['a.py', 'b.d.ts', 'c.json']) {
      assert.equal(await meter.measure(path, 'f();'), undefined, path);
    }
  });

  it('measures an unchanged text once, and a changed one anew', async () => {
    const meter = createTypeScriptCodeMeter();
    const first = await meter.measure('a.ts', 'f();');
    assert.equal(await meter.measure('other/b.ts', 'f();'), first);
    assert.equal((await meter.measure('a.ts', 'f(); g();'))?.statements, 2);
  });

  it('tells languages apart in which the same text means something else', async () => {
    const meter = createTypeScriptCodeMeter();
    const text = 'const a = <T>(x) => x;';
    const plain = await meter.measure('a.ts', text);
    assert.notEqual(await meter.measure('a.tsx', text), plain);
  });

  it('forgets what was not asked for in a long time', async () => {
    const meter = createTypeScriptCodeMeter();
    const first = await meter.measure('a.ts', 'f(0);');
    const second = await meter.measure('a.ts', 'f(1);');
    for (let index = 2; index < 501; index++) {
      await meter.measure('a.ts', `f(${index});`);
      assert.equal(await meter.measure('a.ts', 'f(0);'), first);
    }
    assert.notEqual(await meter.measure('a.ts', 'f(1);'), second);
  });
});
