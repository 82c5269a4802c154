import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silentLogger } from '../../../src/base/logger';
import { createConsolePorts } from '../../../src/composition/createConsolePorts';
import { ConfigError } from '../../../src/core/errors';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('createConsolePorts', () => {
  const folder = useTemporaryFolder();
  let home: string | undefined;

  beforeEach(() => {
    home = process.env.AGENTIC_QE_HOME;
  });
  afterEach(() => {
    if (home === undefined) delete process.env.AGENTIC_QE_HOME;
    else process.env.AGENTIC_QE_HOME = home;
  });

  const portsWithHome = (name: string) => {
    process.env.AGENTIC_QE_HOME = name;
    return createConsolePorts({ door: 'cli', logger: silentLogger, distFolder: folder() });
  };

  it('keeps everything in the folder of AGENTIC_QE_HOME, which need not exist yet', () => {
    const named = path.join(folder(), 'new', 'home');
    const ports = portsWithHome(named);
    assert.equal(ports.storageFolder, named);
    assert.equal(ports.config().features.streaming, false);
  });

  for (const [title, names] of [
    ['is a file', ['file']],
    ['leads through a file', ['file', 'home']],
  ] as const)
    it(`says so when AGENTIC_QE_HOME ${title}`, async () => {
      await writeFile(path.join(folder(), 'file'), '');
      assert.throws(
        () => portsWithHome(path.join(folder(), ...names)),
        (error: unknown) =>
          error instanceof ConfigError &&
          /^The environment variable AGENTIC_QE_HOME is .*file.*, which (is no folder|leads through a file)\.$/.test(
            error.message,
          ),
      );
    });
});
