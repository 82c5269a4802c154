import assert from 'node:assert/strict';
import { measured } from '../../../../../src/core/figure';
import type { TestCandidate } from '../../../../../src/core/generation/candidate';
import { composeTestFile, renderTestFile } from '../../../../../src/core/synthesis/writing/testFileComposer';
import { aTestStyle } from '../../../../support/synthesisBuilders';

function aCandidate(changes: Partial<TestCandidate> = {}): TestCandidate {
  return {
    id: 'total-1',
    unit: 'total',
    title: 'returns 3',
    bodyLines: ['expect(total(1, 2)).toBe(3);'],
    isAsync: false,
    imports: [
      { specifier: 'vitest', style: 'import', names: ['describe', 'expect', 'it'] },
      { specifier: './shop', style: 'import', names: ['total'] },
    ],
    modelId: 'embedded',
    cost: measured(0),
    ...changes,
  };
}

const second = aCandidate({
  id: 'load-1',
  unit: 'load',
  title: "says it's done",
  bodyLines: ['const value = await load();', '', 'expect(value).toBe(1);'],
  isAsync: true,
});

describe('composeTestFile', () => {
  it('groups tests by unit under one line per import', () => {
    const candidates = [aCandidate(), second, aCandidate({ id: 'total-2', title: 'returns 4' })];
    const text = renderTestFile(composeTestFile(candidates, aTestStyle(), { probe: false }), aTestStyle());
    assert.equal(
      text,
      `import { describe, expect, it } from 'vitest';
import { total } from './shop';

describe('total', () => {
  it('returns 3', () => {
    expect(total(1, 2)).toBe(3);
  });

  it('returns 4', () => {
    expect(total(1, 2)).toBe(3);
  });
});

describe('load', () => {
  it("says it's done", async () => {
    const value = await load();

    expect(value).toBe(1);
  });
});
`,
    );
  });

  it('follows quotes, semicolons and indentation of the project', () => {
    const style = aTestStyle({ quote: '"', semicolons: false, indent: '\t' });
    const { body } = composeTestFile([aCandidate()], style, { probe: false });
    assert.equal(
      body,
      'describe("total", () => {\n\tit("returns 3", () => {\n\t\texpect(total(1, 2)).toBe(3);\n\t})\n})',
    );
  });

  it('runs each body inside the probe under the mark of its candidate', async () => {
    const style = aTestStyle({ language: 'javascript' });
    const body = composeTestFile([aCandidate({ bodyLines: ['done.push(1);'] })], style, { probe: true }).body;
    const titles: string[] = [];
    const marks: string[] = [];
    const done: number[] = [];
    const run = (fakeProcess: object): void => {
      const it = (title: string, test: () => void): void => {
        titles.push(title);
        test();
      };
      new Function('process', 'describe', 'it', 'done', body)(
        fakeProcess,
        (_unit: string, tests: () => void) => tests(),
        it,
        done,
      );
    };
    run({
      __agenticQeProbe: (mark: string, test: () => void) => {
        marks.push(mark);
        test();
      },
    });
    assert.deepEqual({ titles, marks, done }, { titles: ['returns 3'], marks: ['total-1'], done: [1] });
    assert.throws(() => run({}), /only runs under the coverage probe/);
  });

  it('casts process in TypeScript', () => {
    assert.match(
      composeTestFile([aCandidate()], aTestStyle(), { probe: true }).body,
      /process as unknown as Record</,
    );
  });
});
