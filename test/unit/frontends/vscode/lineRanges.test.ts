import assert from 'node:assert/strict';
import { linesOfSelection } from '../../../../src/frontends/vscode/lineRanges';

const at = (line: number, character: number) => ({ line, character });

describe('linesOfSelection', () => {
  it('is the line of the cursor when nothing is selected', () => {
    assert.deepEqual(linesOfSelection({ start: at(4, 0), end: at(4, 0) }), { startLine: 5, endLine: 5 });
  });

  it('does not count a last line of which nothing is selected', () => {
    assert.deepEqual(linesOfSelection({ start: at(1, 0), end: at(3, 0) }), { startLine: 2, endLine: 3 });
    assert.deepEqual(linesOfSelection({ start: at(1, 5), end: at(3, 1) }), { startLine: 2, endLine: 4 });
  });
});
