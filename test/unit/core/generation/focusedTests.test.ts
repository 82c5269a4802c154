import assert from 'node:assert/strict';
import { assertNothingFocused } from '../../../../src/core/generation/focusedTests';
import type { LanguageAdapter } from '../../../../src/core/testing/languageAdapter';
import { fakeLanguage } from '../../../support/generationFakes';
import { aTestStyle } from '../../../support/synthesisBuilders';

/** Finds a focus wherever it is asked. */
const language: LanguageAdapter = {
  ...fakeLanguage,
  readTests: () => ({ status: 'read', tests: [], focus: { call: 'it.only', line: 4 } }),
};

describe('assertNothingFocused', () => {
  it('refuses a file in which nothing else would run, in one sentence with a hint', () => {
    assert.throws(
      () => assertNothingFocused('src/a.test.ts', "it.only('a')", { language, style: aTestStyle() }),
      {
        code: 'merge-conflict',
        message: 'src/a.test.ts has it.only in line 4: nothing else of it runs.',
        hint: 'Take it out, then generate again.',
      },
    );
  });

  it('lets node:test be, which takes no notice of it, and reads nothing that cannot have one', () => {
    const style = aTestStyle({ framework: 'node-test' });
    assertNothingFocused('test/a.test.js', "it.only('a')", { language, style });
    assertNothingFocused('src/a.test.ts', "it('a')", { language, style: aTestStyle() });
  });
});
