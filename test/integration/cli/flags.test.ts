import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { useTemporaryFolder } from '../../support/temporaryFolder';

/** The built CLI on the features of the product. */
describe('agentic-qe flags', () => {
  const storage = useTemporaryFolder();
  const workspace = useTemporaryFolder();

  const flags = (args: readonly string[] = [], environment: Record<string, string> = {}) =>
    startCli(['flags', ...args, '--workspace', workspace()], storage(), environment).result;
  const statesOf = async (environment: Record<string, string> = {}) => {
    const { stdout } = await flags(['--format', 'json'], environment);
    const { features } = JSON.parse(stdout).result;
    return Object.fromEntries(features.map((each: { name: string }) => [each.name, each]));
  };

  it(`shows what is on and who says so ${verifies('CLI-2')}`, async () => {
    const states = await statesOf({ FEATURE_STREAMING: 'true' });
    assert.deepEqual(states.streaming, {
      name: 'streaming',
      isOn: true,
      setting: 'features.streaming',
      origin: 'Environment variable FEATURE_STREAMING',
    });
    assert.deepEqual([states.multiModelRouter.isOn, states.multiModelRouter.origin], [false, null]);
    const off = JSON.stringify({ routing: { enabled: false } });
    await writeFile(path.join(workspace(), 'agentic-qe.json'), off);
    const { stdout } = await flags([], { FEATURE_MULTI_MODEL_ROUTER: 'true' });
    assert.match(stdout, /^multiModelRouter +off +routing\.enabled in .*agentic-qe\.json$/m);
  });

  it('enables and disables a feature for the user, and keeps what else the file says', async () => {
    const file = path.join(storage(), 'config.json');
    await writeFile(file, '\uFEFF{"testFramework":"jest"}');
    const enabled = await flags(['enable', 'streaming']);
    assert.equal(enabled.exitCode, 0, enabled.stderr);
    assert.equal((await statesOf()).streaming.isOn, true);
    await flags(['disable', 'all']);
    assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), {
      testFramework: 'jest',
      features: { streaming: false, multiModelRouter: false },
    });
  });

  it('says when a change has no effect here', async () => {
    const settings = path.join(workspace(), 'agentic-qe.json');
    await writeFile(settings, JSON.stringify({ features: { streaming: false } }));
    const { stderr, stdout } = await flags(['enable', 'streaming']);
    assert.match(stderr, /Note: It stays off here: features\.streaming in .*agentic-qe\.json says so\./);
    assert.match(stdout, /^streaming +off/m);
  });

  const mistakes: [args: readonly string[], exitCode: number, sentence: RegExp][] = [
    [['enable'], 2, /Name what to enable/],
    [['list', 'streaming'], 2, /takes no feature/],
    [['enable', 'teleport'], 2, /Allowed choices are multiModelRouter, streaming, all/],
  ];
  for (const [args, exitCode, sentence] of mistakes) {
    it(`refuses ${args.join(' ')}`, async () => {
      const refused = await flags(args);
      assert.equal(refused.exitCode, exitCode);
      assert.match(refused.stderr, sentence);
    });
  }

  it(`changes nothing in a file that is no settings ${verifies('CFG-1')}`, async () => {
    const file = path.join(storage(), 'config.json');
    await writeFile(file, '[]');
    const { exitCode, stderr } = await flags(['enable', 'streaming']);
    assert.deepEqual([exitCode, await readFile(file, 'utf8')], [4, '[]']);
    assert.match(stderr, /^Error: .*config\.json/);
  });
});
