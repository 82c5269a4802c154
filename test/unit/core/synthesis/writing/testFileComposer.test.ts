import assert from 'node:assert/strict';
import { measured } from '../../../../../src/core/figure';
import type { TestCandidate } from '../../../../../src/core/generation/candidate';
import {
  type CompositionOptions,
  candidateLines,
  composeTestFile,
  renderTestFile,
} from '../../../../../src/core/synthesis/writing/testFileComposer';
import { type TestFrameworkId, testFrameworkIds } from '../../../../../src/core/testing/testProject';
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
    const marks: unknown[] = [];
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
      __agenticQeProbe: (mark: string, test: () => void, realmGlobal: unknown) => {
        marks.push([mark, realmGlobal]);
        test();
      },
    });
    assert.deepEqual(
      { titles, marks, done },
      { titles: ['returns 3'], marks: [['total-1', globalThis]], done: [1] },
    );
    assert.throws(() => run({}), /only runs under the coverage probe/);
  });

  it('casts process in TypeScript', () => {
    assert.match(
      composeTestFile([aCandidate()], aTestStyle(), { probe: true }).body,
      /process as unknown as Record</,
    );
  });

  /** The first line of the test, and the last. */
  function frameOf(framework: TestFrameworkId, options: CompositionOptions): readonly (string | undefined)[] {
    const lines = composeTestFile([aCandidate()], aTestStyle({ framework }), options).body.split('\n');
    return [
      lines
        .slice(
          1,
          lines.findIndex((line) => line.includes('total(1')),
        )
        .join('\n'),
      lines.at(-2),
    ];
  }

  it('limits the time of each test in the form of its framework', () => {
    const frames = testFrameworkIds.map((framework) => frameOf(framework, { probe: false, timeoutMs: 900 }));
    assert.deepEqual(frames, [
      ["  it('returns 3', () => {", '  }, 900);'],
      ["  it('returns 3', () => {", '  }, 900);'],
      ["  it('returns 3', () => {", '  }).timeout(900);'],
      ["  it('returns 3', { timeout: 900 }, () => {", '  });'],
    ]);
  });

  it('limits the time of a marked test around the probe', () => {
    const head = "  it('returns 3', () => runInsideCoverageProbe('total-1', () => {";
    const body = composeTestFile([aCandidate()], aTestStyle(), { probe: true, timeoutMs: 900 }).body;
    assert.ok(body.includes(`${head}\n`));
    assert.ok(body.includes('\n  }), 900);\n'));
  });

  it('marks what fails because of the code in the form of its framework', () => {
    const frames = testFrameworkIds.map((framework) =>
      frameOf(framework, { probe: false, isExpectedToFail: ({ id }) => id === 'total-1' }),
    );
    assert.deepEqual(frames, [
      ["  it.fails('returns 3', () => {", '  });'],
      ["  it.failing('returns 3', () => {", '  });'],
      [
        "  // Fails because the code is wrong. Remove .skip when it is mended.\n  it.skip('returns 3', () => {",
        '  });',
      ],
      ["  it('returns 3', { todo: true }, () => {", '  });'],
    ]);
    assert.deepEqual(frameOf('node-test', { probe: false, timeoutMs: 5, isExpectedToFail: () => true }), [
      "  it('returns 3', { todo: true, timeout: 5 }, () => {",
      '  });',
    ]);
  });
});

describe('candidateLines', () => {
  const candidates = [
    aCandidate(),
    second,
    aCandidate({ id: 'total-2', title: 'returns 4', bodyLines: ['const text = `a', 'b`;\nuse(text);'] }),
  ];

  for (const probe of [true, false]) {
    it(`tells which lines of the file are those of a test, ${probe ? 'marked' : 'plain'}`, () => {
      for (const framework of testFrameworkIds) {
        const style = aTestStyle({ framework });
        const options: CompositionOptions = { probe, isExpectedToFail: ({ id }) => id === 'load-1' };
        const text = renderTestFile(composeTestFile(candidates, style, options), style);
        const lines = text.split('\n');
        const found = [...candidateLines(candidates, style, options)].map(([id, { startLine, endLine }]) => {
          const own = lines.slice(startLine - 1, endLine);
          const title = candidates.find((candidate) => candidate.id === id)?.title ?? '';
          return [
            id,
            own.some((line) => line.includes(title)),
            own.filter((line) => /^ {2}it\b/.test(line)).length,
          ];
        });
        assert.deepEqual(found, [
          ['total-1', true, 1],
          ['total-2', true, 1],
          ['load-1', true, 1],
        ]);
        const own = candidateLines(candidates, style, options).get('total-2');
        assert.match(lines[(own?.endLine ?? 0) - 1] ?? '', /^ {2}}\)+;$/);
        assert.equal(lines[own?.endLine ?? 0], '});');
      }
    });
  }

  it('counts from the first line of a file without imports', () => {
    const plain = aCandidate({ imports: [] });
    assert.deepEqual(candidateLines([plain], aTestStyle(), { probe: false }).get('total-1'), {
      startLine: 2,
      endLine: 4,
    });
  });

  it('gives tests a temporary folder and takes a false clock from them, once for each describe', () => {
    const candidates = [
      aCandidate({ id: 'a', unit: 'Big Store', fixtures: ['temporary-folder', 'fake-clock'] }),
      aCandidate({ id: 'b', unit: 'Big Store', fixtures: ['fake-clock'] }),
    ];
    const { body } = composeTestFile(candidates, aTestStyle({ semicolons: false }), { probe: false });
    assert.deepEqual(body.split('\n').slice(0, 13), [
      "describe('Big Store', () => {",
      '  let folder: string',
      '',
      '  beforeEach(() => {',
      "    folder = mkdtempSync(join(tmpdir(), 'big-store-'))",
      '  })',
      '',
      '  afterEach(() => {',
      '    vi.useRealTimers()',
      '    rmSync(folder, { recursive: true, force: true })',
      '  })',
      '',
      body.split('\n')[12],
    ]);
    assert.equal(body.match(/afterEach/g)?.length, 1);
    const range = candidateLines(candidates, aTestStyle(), { probe: false }).get('a');
    const text = renderTestFile(composeTestFile(candidates, aTestStyle(), { probe: false }), aTestStyle());
    assert.match(text.split('\n')[(range?.startLine ?? 0) - 1] ?? '', /^ {2}it\(/);
  });

  it('puts into each body what the hooks do where the probe runs it again and again', () => {
    const candidates = [aCandidate({ unit: 'store', fixtures: ['temporary-folder', 'fake-clock'] })];
    const { body } = composeTestFile(candidates, aTestStyle({ language: 'javascript' }), { probe: true });
    assert.doesNotMatch(body, /beforeEach|afterEach/);
    const lines = body.split('\n').map((line) => line.trim());
    assert.deepEqual(lines.slice(lines.indexOf('let folder;')).slice(0, 8), [
      'let folder;',
      "folder = mkdtempSync(join(tmpdir(), 'store-'));",
      'try {',
      'expect(total(1, 2)).toBe(3);',
      '} finally {',
      'vi.useRealTimers();',
      'rmSync(folder, { recursive: true, force: true });',
      '}',
    ]);
  });
});
