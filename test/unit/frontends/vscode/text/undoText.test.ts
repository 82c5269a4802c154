import assert from 'node:assert/strict';
import { presentUndo } from '../../../../../src/frontends/vscode/text/undoText';
import { verifies } from '../../../../requirements';

describe('presentUndo', () => {
  it(`names what was put back and what was left alone ${verifies('RUN-7')}`, () => {
    assert.equal(
      presentUndo({ restored: ['a.test.ts'], leftAlone: [] }).message,
      'Undone. As before the run: a.test.ts.',
    );
    const partial = presentUndo({ restored: ['a.test.ts'], leftAlone: ['b.test.ts'] });
    assert.equal(partial.severity, 'warning');
    assert.match(partial.message, /Left alone, because edited since: b\.test\.ts\./);
    assert.match(presentUndo({ restored: [], leftAlone: ['b.test.ts'] }).message, /^Nothing was undone\./);
  });
});
