import assert from 'node:assert/strict';
import { takeClaim } from '../../../../../src/core/generation/modelSource/takeClaim';

describe('takeClaim', () => {
  it('takes the line that claims a bug, wherever it stands', () => {
    assert.deepEqual(
      takeClaim(['const price = 1;', '', '  // BUG: it gives the price back.', 'check(price);']),
      {
        claim: 'it gives the price back.',
        bodyLines: ['const price = 1;', '', 'check(price);'],
      },
    );
  });

  it('leaves no empty line at the beginning', () => {
    assert.deepEqual(takeClaim(['// BUG: wrong', '', 'check();']).bodyLines, ['check();']);
  });

  for (const line of ['/* BUG: wrong */', '//BUG: wrong', '/** BUG: wrong */'])
    it(`understands ${line}`, () => assert.equal(takeClaim([line, 'check();']).claim, 'wrong'));

  for (const line of [
    '// BUGGY: no claim',
    '// BUG 12 has a test of its own',
    "const text = '// BUG: no claim';",
    '// a BUG: no claim',
    'check(); // BUG: no',
  ])
    it(`leaves ${line}`, () => assert.deepEqual(takeClaim([line]), { claim: undefined, bodyLines: [line] }));

  it('takes a line that claims nothing away, and claims nothing', () => {
    assert.deepEqual(takeClaim(['// BUG:', 'check();']), { claim: undefined, bodyLines: ['check();'] });
  });

  it('bounds what is claimed', () => {
    assert.equal(takeClaim([`// BUG: ${'x'.repeat(5000)}`]).claim?.length, 300);
  });
});
