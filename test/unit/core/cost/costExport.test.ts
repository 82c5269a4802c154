import assert from 'node:assert/strict';
import { toCsv, toJson } from '../../../../src/core/cost/costExport';
import { aLedgerRow } from '../../../support/ledgerRows';

/** The field of a tag: the one thing in which the lines differ. */
function fieldOf(tag: string): string {
  const [before = '', after = ''] = toCsv([aLedgerRow({ callId: 'c', endedAtMs: 0, tag: 'TAG' })]).split(
    'TAG',
  );
  const text = toCsv([aLedgerRow({ callId: 'c', endedAtMs: 0, tag })]);
  assert.ok(text.startsWith(before) && text.endsWith(after), text);
  return text.slice(before.length, -after.length);
}

describe('toCsv', () => {
  it('has a line of names and one for each call, with amounts in whole micro-dollars', () => {
    const row = aLedgerRow({
      callId: 'call-1',
      endedAtMs: Date.UTC(2026, 10, 25),
      gitBranch: 'main',
      door: 'mcp',
      costMicroUsd: 7,
    });
    assert.deepEqual(toCsv([row]).split('\r\n'), [
      'call_id,ended_at,run_id,model,agent_id,agent_type,task_type,workspace,git_branch,tag,door,outcome,' +
        'input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,cost_micro_usd,provenance',
      'call-1,2026-11-25T00:00:00.000Z,run-1,embedded,agent-1,test-generator,generate-tests,/home/ann/shop,main,,mcp,completed,' +
        '120,0,0,80,7,measured',
      '',
    ]);
  });

  it('quotes what RFC 4180 asks to be quoted', () => {
    assert.equal(fieldOf('a,b'), '"a,b"');
    assert.equal(fieldOf('say "no"'), '"say ""no"""');
    assert.equal(fieldOf('two\nlines'), '"two\nlines"');
    assert.equal(fieldOf('ä plain'), 'ä plain');
  });

  it('lets no text become a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '＝1', '\t=1']) {
      assert.equal(fieldOf(text), `'${text}`, text);
    }
    assert.equal(fieldOf('=HYPERLINK("http://x")'), `"'=HYPERLINK(""http://x"")"`);
    assert.equal(fieldOf('\r=1'), `"'\r=1"`);
    assert.equal(fieldOf('a=1'), 'a=1');
  });
});

describe('toJson', () => {
  it('gives the rows as they are', () => {
    const rows = [aLedgerRow({ tag: '=1' }), aLedgerRow()];
    assert.deepEqual(JSON.parse(toJson(rows)), rows);
    assert.equal(toJson([]), '[]\n');
  });
});
