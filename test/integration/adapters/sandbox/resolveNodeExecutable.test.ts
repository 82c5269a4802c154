import assert from 'node:assert/strict';
import { realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { resolveNodeExecutable } from '../../../../src/adapters/sandbox/resolveNodeExecutable';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('resolveNodeExecutable', () => {
  const folder = useTemporaryFolder();
  const { signal } = new AbortController();
  const realPath = process.env.PATH;
  afterEach(() => {
    process.env.PATH = realPath;
  });

  /** A program that answers like Node 18; scripts are programs on POSIX only. */
  async function oldNode(): Promise<string> {
    await mkdir(join(folder(), 'old'));
    const path = join(folder(), 'old', 'node');
    const answer = JSON.stringify({ path, version: '18.0.0', hasPermissions: false });
    writeFileSync(path, `#!${process.execPath}\nconsole.log(${JSON.stringify(answer)});\n`, { mode: 0o755 });
    return path;
  }

  it('takes the explicit path and knows its permission flags', async () => {
    const node = await resolveNodeExecutable({ explicitPath: process.execPath, cwd: folder() }, signal);
    assert.equal(realpathSync(node.path), realpathSync(process.execPath));
    assert.equal(node.version, process.versions.node);
    assert.equal(node.permissionFlags.length, 2);
    assert.deepEqual(node.environment, {});
  });

  it('takes no other when the explicit path does not work', async function () {
    if (process.platform === 'win32') this.skip();
    const explicitPath = await oldNode();
    await assert.rejects(resolveNodeExecutable({ explicitPath, cwd: folder() }, signal), {
      code: 'sandbox-unavailable',
      message: /version 18\.0\.0 is older than 20/,
    });
  });

  it('takes the first on the PATH that is new enough, by its real path', async function () {
    if (process.platform === 'win32') this.skip();
    await oldNode();
    await mkdir(join(folder(), 'new'));
    symlinkSync(process.execPath, join(folder(), 'new', 'node'));
    process.env.PATH = ['/does/not/exist', join(folder(), 'old'), join(folder(), 'new')].join(delimiter);
    const node = await resolveNodeExecutable({ cwd: folder() }, signal);
    assert.equal(node.path, realpathSync(process.execPath));
  });

  it('falls back to the program that runs us', async () => {
    process.env.PATH = folder();
    const node = await resolveNodeExecutable({ cwd: folder() }, signal);
    assert.equal(realpathSync(node.path), realpathSync(process.execPath));
  });

  it('stops when aborted', async () => {
    await assert.rejects(
      resolveNodeExecutable({ explicitPath: process.execPath, cwd: folder() }, AbortSignal.abort()),
      { name: 'AbortError' },
    );
  });
});
