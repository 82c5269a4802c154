import assert from 'node:assert/strict';
import {
  piecesOf,
  quoted,
  requoted,
  splitTopLevel,
  unquoted,
  withoutLiterals,
} from '../../../../../src/core/synthesis/writing/expressionText';

describe('expressionText', () => {
  it('tells code from literals', () => {
    const code = "f('a, b', /[/'](x)/g, `t`) / 2";
    assert.deepEqual(
      piecesOf(code).map(({ kind }) => kind),
      ['code', 'string', 'code', 'regexp', 'code', 'template', 'code'],
    );
    assert.equal(
      piecesOf(code)
        .map(({ text }) => text)
        .join(''),
      code,
    );
  });

  it('quotes with the fewest escapes', () => {
    assert.equal(quoted("it's"), '"it\'s"');
    assert.equal(quoted('both \' and "'), "'both \\' and \"'");
    assert.equal(quoted('a\nb\t\\\u2028\u0000'), "'a\\nb\\t\\\\\\u2028\\x00'");
    assert.equal(quoted('\ud800'), "'\\ud800'");
  });

  it('reads back what it quotes', () => {
    for (const value of ['', "it's", 'both \' and "', 'a\nb\\n', '\u2028', 'é😀', '\ud800x']) {
      assert.equal(unquoted(quoted(value)), value);
      assert.equal(unquoted(quoted(value, '"')), value);
    }
    assert.equal(unquoted(`\`a$${'{b}'}\``), undefined);
    assert.equal(unquoted('42'), undefined);
  });

  it('changes quotes in literals only', () => {
    assert.equal(requoted("f('a', /'/, { b: 'it\\'s' })", '"'), 'f("a", /\'/, { b: "it\'s" })');
  });

  it('splits at outer commas', () => {
    assert.deepEqual(splitTopLevel("[1, 2], 'a, b', f(x, y)"), ['[1, 2]', "'a, b'", 'f(x, y)']);
    assert.deepEqual(splitTopLevel(' '), []);
  });

  it('looks at code without its literals', () => {
    assert.equal(withoutLiterals("{ a: 'undefined' }"), "{ a: '' }");
  });
});
