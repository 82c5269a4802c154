import assert from 'node:assert/strict';
import {
  mergeMarks,
  noMarks,
  parseMarkRecords,
} from '../../../../src/adapters/testRunners/shared/markRecords';

describe('parseMarkRecords', () => {
  it('leaves out a last line that was cut off, and refuses any other one it does not know', () => {
    const start = JSON.stringify({ kind: 'mark-start', mark: 'a' });
    assert.deepEqual(parseMarkRecords(`${start}\n{"kind":"ma`), [{ kind: 'mark-start', mark: 'a' }]);
    assert.deepEqual(parseMarkRecords(''), []);
    assert.throws(() => parseMarkRecords(`{"kind":"other","mark":"a"}\n${start}\n`), SyntaxError);
  });
});

describe('mergeMarks', () => {
  it('adds up what several processes say, each effect of a mark once', () => {
    const one = { ...noMarks, effects: new Map([['a', ['network' as const]]]), unfinished: [{ mark: 'a' }] };
    const other = {
      ...noMarks,
      effects: new Map([['a', ['network' as const, 'process' as const]]]),
      unfinished: [{ mark: 'b' }],
      uncaught: new Map([['b', 'Error: x']]),
      unrepeatable: new Set(['c']),
    };
    const merged = mergeMarks(one, other);
    assert.deepEqual(merged.effects, new Map([['a', ['network', 'process']]]));
    assert.deepEqual(merged.unfinished, [{ mark: 'a' }, { mark: 'b' }]);
    assert.deepEqual([...merged.uncaught, ...merged.unrepeatable], [['b', 'Error: x'], 'c']);
  });
});
