import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { runTool } from '../../support/toolProcess';
import { findNpmCli } from '../../tools/npmCommand';
import { packNpm } from '../../tools/packNpm';
import { repositoryRoot } from '../../tools/repositoryPaths';
import { stageExtension } from '../../tools/stageExtension';

/** A module with nothing to install: the runner is that of Node.js. */
const project = path.join(repositoryRoot, 'test/fixtures/projects/node-test');

/** The product as it is shipped, where nothing of the repository is. */
describe('agentic-qe, installed', () => {
  const folder = useTemporaryFolder();

  const generateWith = async (program: string, args: readonly string[], cwd: string) =>
    await runTool(program, [...args, 'generate', 'src/shipping.js', '--dry-run', '--format', 'json'], {
      home: folder(),
      cwd,
    });

  async function openShop(): Promise<string> {
    const shop = path.join(folder(), 'shop');
    await cp(project, shop, { recursive: true });
    return shop;
  }

  it(`generates tests from the folder of the extension ${verifies('CLI-3')}`, async () => {
    const extension = await stageExtension(repositoryRoot, folder());
    const { bin } = JSON.parse(await readFile(path.join(extension, 'package.json'), 'utf8'));
    const cli = path.join(extension, bin['agentic-qe']);
    const { code, stdout, stderr } = await generateWith(process.execPath, [cli], await openShop());
    assert.equal(code, 0, stderr);
    assert.ok(JSON.parse(stdout).result.kept > 0);
    const server = await runTool(
      process.execPath,
      [path.join(extension, bin['agentic-qe-mcp']), '--version'],
      {
        home: folder(),
      },
    );
    assert.match(server.stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it(`generates tests by npx, without a network ${verifies('CLI-3')}`, async () => {
    const tarball = path.join(folder(), 'agentic-qe-fleet.tgz');
    await packNpm(repositoryRoot, tarball);
    const npx = [findNpmCli(), 'exec', '--yes', '--offline', `--package=${tarball}`, '--'];
    const shop = await openShop();
    const { code, stdout, stderr } = await generateWith(process.execPath, [...npx, 'agentic-qe'], shop);
    assert.equal(code, 0, stderr);
    assert.ok(JSON.parse(stdout).result.kept > 0);
    const server = await runTool(process.execPath, [...npx, 'agentic-qe-mcp', '--version'], {
      home: folder(),
      cwd: shop,
    });
    assert.match(server.stdout, /^\d+\.\d+\.\d+\n$/, server.stderr);
  });
});
