import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { openWorkbench } from '../../../src/composition/openWorkbench';
import { parseFleetConfig } from '../../../src/core/config/fleetConfig';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('openWorkbench', () => {
  const folder = useTemporaryFolder();
  const open = async (name: string) => {
    const workspaceRoot = path.join(folder(), name);
    await mkdir(workspaceRoot, { recursive: true });
    const config = () => parseFleetConfig({});
    return await openWorkbench(workspaceRoot, { distFolder: folder(), config, logger: silentLogger });
  };

  it('has one compiler for all runs of a workspace, else each would hold its own for a minute', async () => {
    const { typeChecker } = await open('workspace');
    assert.equal((await open('workspace')).typeChecker, typeChecker);
    assert.notEqual((await open('other')).typeChecker, typeChecker);
  });
});
