import assert from 'node:assert/strict';
import { parseServerArguments } from '../../../../src/frontends/mcp/serverArguments';

describe('parseServerArguments', () => {
  it('serves standard input and output in the current folder when nothing is said', () => {
    assert.deepEqual(parseServerArguments([]), {
      kind: 'serve',
      httpPort: undefined,
      folders: [],
      configPath: undefined,
    });
  });

  it('takes a port, folders and a configuration file', () => {
    const args = ['--http', '0', '--workspace', 'a', '-w', 'b', '--config', 'c.json'];
    assert.deepEqual(parseServerArguments(args), {
      kind: 'serve',
      httpPort: 0,
      folders: ['a', 'b'],
      configPath: 'c.json',
    });
  });

  for (const port of ['65536', '-1', '80x', '', '1e3'])
    it(`refuses the port ${JSON.stringify(port)} with a sentence`, () => {
      const parsed = parseServerArguments([`--http=${port}`]);
      assert.equal(parsed.kind, 'usage-error');
      assert.match(parsed.message, /--http takes a port/);
    });

  for (const args of [['--port', '1'], ['folder'], ['--http']])
    it(`refuses ${args.join(' ')}`, () => {
      assert.equal(parseServerArguments(args).kind, 'usage-error');
    });

  it('prints help and version when asked', () => {
    assert.equal(parseServerArguments(['--help', '--http', 'x']).kind, 'help');
    assert.equal(parseServerArguments(['--version']).kind, 'version');
  });
});
