import assert from 'node:assert/strict';
import { locateTests } from '../../../../../../src/adapters/languages/typescript/merging/locateTests';

describe('locateTests', () => {
  it('finds tests with their suites and lines, and nothing that is computed', () => {
    const text = [
      "import { it } from 'vitest';",
      "test('alone', () => {});",
      "describe('outer', () => {",
      '  beforeEach(() => {});',
      "  describe.skip('inner', function () {",
      "    it('spans', async () => {",
      '      await work();',
      '    });',
      '  });',
      "  it.fails('marked', () => {});",
      "  for (const value of [1, 2]) it('computed ' + value, () => {});",
      '  if (isLinux) {',
      "    it('nested', () => {});",
      '  }',
      '});',
    ].join('\n');
    assert.deepEqual(locateTests(text), [
      { suites: [], title: 'alone', range: { startLine: 2, endLine: 2 } },
      { suites: ['outer', 'inner'], title: 'spans', range: { startLine: 6, endLine: 8 } },
      { suites: ['outer'], title: 'marked', range: { startLine: 10, endLine: 10 } },
      { suites: ['outer'], title: 'nested', range: { startLine: 13, endLine: 13 } },
    ]);
  });

  it('says so for text that cannot be parsed', () => {
    assert.equal(locateTests("it('broken', () => {"), undefined);
  });
});
