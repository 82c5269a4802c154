import assert from 'node:assert/strict';
import { code, codeBlock, plain } from '../../../../../src/frontends/vscode/chat/chatMarkdown';

describe('Markdown of the chat', () => {
  it('lets no text format, link or embed anything, or leave its line', () => {
    assert.equal(
      plain('a [b](command:x)\n![c](http://d) <e> `f` *g* | h & $i$ #1'),
      'a \\[b\\](command:x) \\!\\[c\\](http://d) \\<e\\> \\`f\\` \\*g\\* \\| h \\& \\$i\\$ \\#1',
    );
  });

  it('leaves ordinary sentences as they are', () => {
    assert.equal(plain('5/5 runs · +4 statements, 45.5 %'), '5/5 runs · +4 statements, 45.5 %');
  });

  it('fences code whatever backticks are in it', () => {
    assert.equal(code('a\nb'), '`a b`');
    assert.equal(code('a``b'), '``` a``b ```');
    assert.equal(codeBlock('x\n```\ny', 'ts'), '````ts\nx\n```\ny\n````\n');
  });
});
