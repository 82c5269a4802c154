import assert from 'node:assert/strict';
import { toJson } from '../../../../../src/core/quality/reports/toJson';
import { verifies } from '../../../../requirements';
import { aHostileGate } from '../../../../support/hostileGate';

describe('toJson', () => {
  it(`holds the whole report, with the version of its form ${verifies('GATE-5')}`, () => {
    const report = aHostileGate();
    const { schemaVersion, tool, summary, ...rest } = JSON.parse(toJson(report, { toolVersion: '1.2.3' }));
    assert.deepEqual([schemaVersion, tool], [1, { name: 'agentic-qe', version: '1.2.3' }]);
    assert.match(summary, /^The quality gate failed: flakiness is 50\.0 %, at most 0 % is allowed\.$/);
    assert.deepEqual(rest, JSON.parse(JSON.stringify(report)));
  });
});
