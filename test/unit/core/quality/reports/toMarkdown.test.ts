import assert from 'node:assert/strict';
import { toMarkdown } from '../../../../../src/core/quality/reports/toMarkdown';
import { verifies } from '../../../../requirements';
import { aHostileGate } from '../../../../support/hostileGate';
import { aGateReport, aGateRule } from '../../../../support/taskSummaries';

const place = {
  kind: 'uncovered-code',
  file: 'src/cart.ts',
  lines: { startLine: 12, endLine: 15 },
} as const;

describe('toMarkdown', () => {
  it(`shows the verdict, a table of the rules, and the evidence folded up ${verifies('GATE-5')}`, () => {
    const rules = [
      aGateRule({ evidence: [{ ...place, message: 'Cart.add is not executed.' }] }),
      aGateRule({ rule: 'pass-rate', verdict: 'passed', threshold: 40, explanation: 'All passed.' }),
    ];
    assert.equal(
      toMarkdown(aGateReport({ rules })),
      `## ❌ The quality gate failed

| | Rule | Found | Required |
| :-: | --- | --- | --- |
| ❌ | Statement coverage | 50.0 % | at least 80 % |
| ✅ | Pass rate | 50.0 % | at least 40 % |

<details><summary>❌ Statement coverage: 5 of 10 statements are executed (50.0 %); at least 80 % is required.</summary>

- src/cart.ts:12 · Cart.add is not executed.

</details>

✅ Pass rate: All passed.

Statements 50.0 % (5 of 10) · branches 25.0 % (1 of 4) · 2 tests passed · 2.3 s
`,
    );
  });

  it(`lets no name become HTML, a cell, a link, formatting or a mention ${verifies('GATE-5')}`, () => {
    const text = toMarkdown(aHostileGate());
    const shown = text.replace(/<!-- -->/g, '\u200b');
    const tags = [...shown.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    assert.deepEqual(
      tags,
      Array.from({ length: 2 }, () => ['<details>', '<summary>', '</summary>', '</details>']).flat(),
    );
    const lines = shown.split('\n');
    assert.equal(lines.filter((line) => line.startsWith('## ')).length, 1);
    for (const line of lines.filter((line) => line.startsWith('|')))
      assert.equal(line.split(/(?<!\\)\|/).length, 6, line);
    assert.doesNotMatch(shown, /@all|#1|:\/\/|\p{Surrogate}|(?!\n)\p{Cc}/u);
    for (const line of lines.filter((line) => line.startsWith('- ')))
      assert.doesNotMatch(line.replace(/\\./g, ''), /[`*_[\]|~]/);
  });

  it('stays below the limit of a comment, and says how much it leaves out', () => {
    const many = Array.from({ length: 30 }, () => ({ ...place, message: '@'.repeat(120) }));
    const seven = Array.from({ length: 7 }, () => aGateRule({ evidence: many }));
    const text = toMarkdown(aGateReport({ rules: seven }));
    assert.ok(text.length <= 60_000, String(text.length));
    assert.equal(text.split('- and 25 more').length - 1, 7);
    const short = toMarkdown(aGateReport({ rules: [aGateRule({ evidence: many })] }));
    assert.match(short, /^- and 10 more$/m);
  });
});
