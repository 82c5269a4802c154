import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveOutputFile, writeOutputFile } from '../../../src/frontends/cli/outputFile';
import { UsageError } from '../../../src/frontends/cli/usageError';
import { verifies } from '../../requirements';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { repositoryRoot } from '../../tools/repositoryPaths';

describe('output file', () => {
  const folder = useTemporaryFolder();
  const never = new AbortController().signal;

  it(`replaces what was there as a whole ${verifies('MET-10.3-9')}`, async () => {
    const file = path.join(folder(), 'metrics.prom');
    await writeFile(file, 'old and longer than what comes');
    await writeOutputFile(file, 'new\n', never);
    assert.equal(await readFile(file, 'utf8'), 'new\n');
    assert.deepEqual(await readdir(folder()), ['metrics.prom']);
  });

  it('leaves nothing behind when it cannot be put in its place', async () => {
    const file = path.join(folder(), 'metrics.prom');
    await mkdir(path.join(file, 'not empty'), { recursive: true });
    await assert.rejects(writeOutputFile(file, 'new\n', never));
    assert.deepEqual(await readdir(folder()), ['metrics.prom']);
  });

  it('refuses what cannot be a file, and makes a name absolute', async () => {
    await assert.rejects(
      resolveOutputFile(path.join(folder(), 'missing', 'metrics.prom'), '--metrics'),
      UsageError,
    );
    await assert.rejects(resolveOutputFile(folder(), '--metrics'), UsageError);
    await assert.rejects(resolveOutputFile('', '--metrics'), UsageError);
    const file = path.relative(process.cwd(), path.join(folder(), 'metrics.prom'));
    assert.equal(await resolveOutputFile(file, '--metrics'), path.resolve(file));
  });

  for (const isThere of [true, false])
    it(`writes through a symbolic link to a file that is ${isThere ? '' : 'not yet '}there`, async function () {
      const [file, link] = [path.join(folder(), 'real.prom'), path.join(folder(), 'link.prom')];
      if (isThere) await writeFile(file, 'old');
      try {
        await symlink(file, link);
      } catch (error) {
        // Windows wants a privilege for it.
        if ((error as NodeJS.ErrnoException).code === 'EPERM') this.skip();
        throw error;
      }
      await writeOutputFile(link, 'new\n', never);
      assert.equal(await readFile(file, 'utf8'), 'new\n');
      assert.ok((await lstat(link)).isSymbolicLink());
      assert.deepEqual(await readdir(folder()), ['link.prom', 'real.prom']);
    });

  describe('that is a pipe', () => {
    let pipe: string;

    beforeEach(function () {
      if (process.platform === 'win32') this.skip();
      pipe = path.join(folder(), 'pipe');
      execFileSync('/usr/bin/env', ['mkfifo', pipe]);
    });

    it('is written to, more than it holds at a time, as soon as somebody reads', async () => {
      const text = 'metric 1\n'.repeat(50_000);
      const written = writeOutputFile(pipe, text, never);
      assert.equal(await readFile(pipe, 'utf8'), text);
      await written;
      assert.ok((await lstat(pipe)).isFIFO());
    });

    it('is given up when whoever waits for a reader is told to end', async () => {
      const controller = new AbortController();
      const written = writeOutputFile(pipe, 'new\n', controller.signal);
      controller.abort();
      await assert.rejects(written, { name: 'AbortError' });
      assert.ok((await lstat(pipe)).isFIFO());
    });
  });

  it('follows the output in the file that the output goes to', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder(), 'output.txt');
    const module = path.join(repositoryRoot, 'src/frontends/cli/outputFile.ts');
    const script = `process.stdout.write('result\\n');
      require(${JSON.stringify(module)}).writeOutputFile(${JSON.stringify(file)}, 'metric\\n', new AbortController().signal);`;
    const output = openSync(file, 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
        cwd: repositoryRoot,
        stdio: ['ignore', output, 'pipe'],
      });
      assert.equal(status, 0, String(stderr));
    } finally {
      closeSync(output);
    }
    assert.equal(await readFile(file, 'utf8'), 'result\nmetric\n');
    assert.deepEqual(await readdir(folder()), ['output.txt']);
  });
});
