import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ownedFolders } from '../../../../src/base/node/ownedFolders';
import { verifies } from '../../../requirements';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('ownedFolders', () => {
  const folder = useTemporaryFolder();
  const variables = ['TMPDIR', 'TEMP', 'TMP'] as const;
  const before = variables.map((name) => process.env[name]);
  beforeEach(() => {
    for (const name of variables) process.env[name] = folder();
  });
  afterEach(() => {
    for (const [index, name] of variables.entries()) {
      const value = before[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it(`removes what a process has left that is gone, and nothing else ${verifies('RUN-11')}`, async () => {
    const folders = ownedFolders('trial-');
    const own = path.basename(await folders.create());
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    const abandoned = own.replace(`-${process.pid}-`, `-${gone}-`);
    const elsewhere = abandoned.replace(/^trial-./, 'trial-x');
    const foreign = ['trial-old', 'other-folder', elsewhere];
    for (const name of [abandoned, ...foreign]) {
      await mkdir(path.join(folder(), name, 'inside'), { recursive: true });
      await writeFile(path.join(folder(), name, 'inside', 'report.json'), '{}');
    }
    await folders.removeAbandoned();
    assert.deepEqual((await readdir(folder())).sort(), [own, ...foreign].sort());
  });
});
