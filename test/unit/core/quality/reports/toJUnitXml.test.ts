import assert from 'node:assert/strict';
import { toJUnitXml } from '../../../../../src/core/quality/reports/toJUnitXml';
import { verifies } from '../../../../requirements';
import { aHostileGate, writableName } from '../../../../support/hostileGate';
import { aGateReport, aGateRule } from '../../../../support/taskSummaries';
import { readXml } from '../../../../support/xmlReader';

describe('toJUnitXml', () => {
  it(`is one suite with a test for each rule ${verifies('GATE-5')}`, () => {
    const evidence = [
      {
        kind: 'surviving-mutant',
        file: 'a.ts',
        lines: { startLine: 3, endLine: 3 },
        message: 'It survives.',
      },
    ] as const;
    const rules = [aGateRule({ rule: 'mutation-score', evidence }), aGateRule({ verdict: 'passed' })];
    assert.equal(
      toJUnitXml(aGateReport({ rules })),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="agentic-qe" tests="2" failures="1" errors="0" time="2.345">
  <testsuite name="Quality gate" tests="2" failures="1" errors="0" time="2.345" skipped="0">
    <properties>
      <property name="verdict" value="failed"/>
      <property name="summary" value="The quality gate failed: mutation score is 50.0 %, at least 80 % is required."/>
      <property name="runId" value="r"/>
    </properties>
    <testcase name="Mutation score" classname="quality-gate" time="0.000">
      <failure message="5 of 10 statements are executed (50.0 %); at least 80 % is required." type="mutation-score">5 of 10 statements are executed (50.0 %); at least 80 % is required.
Found: 50.0 %. Required: at least 80 %.
- a.ts:3 · It survives.</failure>
    </testcase>
    <testcase name="Statement coverage" classname="quality-gate" time="0.000">
      <system-out>5 of 10 statements are executed (50.0 %); at least 80 % is required.
Found: 50.0 %. Required: at least 80 %.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it(`gives every name back as it was, but for what XML cannot have ${verifies('GATE-5')}`, () => {
    const root = readXml(toJUnitXml(aHostileGate()));
    const writable = writableName;
    const [suite] = root.children.filter(({ name }) => name === 'testsuite');
    const cases = suite?.children.filter(({ name }) => name === 'testcase') ?? [];
    const [flakiness, spend, passRate] = cases.map(({ children }) => children[0]);
    assert.equal(flakiness?.name, 'failure');
    assert.equal(flakiness.attributes.message, `1 of 2 tests ended differently: ${writable}`);
    assert.ok(flakiness.text.includes(`"${writable}" is flaky (passed, failed)`));
    assert.deepEqual([spend?.name, spend?.attributes.message], ['error', `Not known: ${writable}`]);
    assert.equal(passRate?.name, 'system-out');
    assert.deepEqual([suite?.attributes.failures, suite?.attributes.errors], ['1', '1']);
  });
});
