import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resolveMetricsFile, writeMetricsFile } from '../../../src/frontends/cli/metricsFile';
import { UsageError } from '../../../src/frontends/cli/usageError';
import { verifies } from '../../requirements';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('metrics file', () => {
  const folder = useTemporaryFolder();

  it(`replaces what was there as a whole ${verifies('MET-10.3-9')}`, async () => {
    const file = path.join(folder(), 'metrics.prom');
    await writeFile(file, 'old and longer than what comes');
    await writeMetricsFile(file, 'new\n');
    assert.equal(await readFile(file, 'utf8'), 'new\n');
    assert.deepEqual(await readdir(folder()), ['metrics.prom']);
  });

  it('leaves nothing behind when it cannot be put in its place', async () => {
    const file = path.join(folder(), 'metrics.prom');
    await mkdir(path.join(file, 'not empty'), { recursive: true });
    await assert.rejects(writeMetricsFile(file, 'new\n'));
    assert.deepEqual(await readdir(folder()), ['metrics.prom']);
  });

  it('refuses what cannot be a file, and makes a name absolute', async () => {
    await assert.rejects(resolveMetricsFile(path.join(folder(), 'missing', 'metrics.prom')), UsageError);
    await assert.rejects(resolveMetricsFile(folder()), UsageError);
    await assert.rejects(resolveMetricsFile(''), UsageError);
    const file = path.relative(process.cwd(), path.join(folder(), 'metrics.prom'));
    assert.equal(await resolveMetricsFile(file), path.resolve(file));
  });
});
