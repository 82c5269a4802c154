import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { verifies } from '../../requirements';
import { startCli } from '../../support/cliProcess';
import { OpenAiServer } from '../../support/openAiServer';
import { copyProject, type ProjectCopy } from '../../support/projectCopy';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('agentic-qe models, costs, route', () => {
  const storage = useTemporaryFolder();
  let project: ProjectCopy;

  beforeEach(async () => {
    project = await copyProject('vitest');
  });
  afterEach(() => project.remove());

  const run = (args: readonly string[], environment: Record<string, string> = {}) =>
    startCli([...args, '--workspace', project.folder], storage(), { ...withoutKeys, ...environment }).result;

  it(`lists the models with what they cost and what can be used, for people and for programs ${verifies('CLI-1')}`, async () => {
    const text = await run(['models']);
    assert.deepEqual([text.exitCode, text.stderr], [0, '']);
    assert.match(text.stdout, /^embedded +embedded +complex +\$0\.00 .* yes$/m);
    assert.match(text.stdout, /^claude-haiku-4-5 .* \d{4}-\d\d-\d\d .* no: .*ANTHROPIC_API_KEY$/m);
    const json = await run(['models', '--format', 'json'], {
      ANTHROPIC_API_KEY: 'sk-ant-test',
      BUDGET_LIMIT_DAILY: '1',
    });
    const { models } = JSON.parse(json.stdout).result as {
      models: { name: string; isAvailable: boolean; prices: { input: number } }[];
    };
    const haiku = models.find(({ name }) => name === 'claude-haiku-4-5');
    assert.deepEqual([haiku?.isAvailable, haiku?.prices.input], [true, 1]);
    assert.ok(!json.stdout.includes('sk-ant-test'));
  });

  it('says which model would do a file, without spending or recording anything', async () => {
    const off = await run(['route', 'src/shipping.ts']);
    assert.equal(off.exitCode, 0, off.stderr);
    assert.match(
      off.stdout,
      /^Routing is off .*\n\ngenerate-tests src\/shipping\.ts\nWould be done by embedded/,
    );
    const on = await run(['route', 'src/shipping.ts'], {
      FEATURE_MULTI_MODEL_ROUTER: 'true',
      ANTHROPIC_API_KEY: 'sk-ant-test-that-is-never-sent',
      BUDGET_LIMIT_DAILY: '1',
    });
    assert.match(on.stdout, /^generate-tests src\/shipping\.ts\nWould be done by claude-/);
    assert.match(on.stdout, /^ +gpt-\S+ +no key is set up for openai/m);
    const { stdout } = await run(['costs', '--period', 'all', '--format', 'json']);
    assert.equal(JSON.parse(stdout).result.calls, 0);
  });

  it('adds up what a run cost by model, task, agent, workspace, branch and tag, and lists its calls', async () => {
    const { exitCode, stdout } = await run([
      'generate',
      'src/shipping.ts',
      '--model',
      'embedded',
      '--max-cost',
      '0',
    ]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /cost \$0\.00 \(measured\)/);
    for (const [by, name] of [
      ['model', 'embedded'],
      ['task', 'generate-tests'],
      ['agent', 'test-generator'],
      ['workspace', project.folder],
      ['tag', '(no tag)'],
      ['door', 'cli'],
    ] as const) {
      const { stdout: table } = await run(['costs', '--by', by]);
      assert.ok(
        table.split('\n').some((line) => line.startsWith(name)),
        `${by}: ${table}`,
      );
      assert.match(table, /^Total +1 +\$0\.00$/m);
    }
    const calls = await run(['costs', '--by', 'call', '--format', 'csv']);
    assert.match(calls.stdout, /^call_id,ended_at,.*\r\n.*,embedded,.*\r\n$/);
    const groups = await run(['costs', '--period', 'day', '--format', 'csv']);
    assert.equal(groups.stdout, 'model,calls,cost_micro_usd\r\nembedded,1,0\r\n');
  });

  it('ends with 5 when the named model cannot be used, and with 2 when there is none of that name', async () => {
    const unset = await run(['generate', 'src/shipping.ts', '--model', 'gpt-6-luna']);
    assert.deepEqual([unset.exitCode, unset.stdout], [5, '']);
    assert.match(unset.stderr, /^Error: gpt-6-luna cannot be used: .*OPENAI_API_KEY.*\n$/);
    const unknown = await run(['generate', 'src/shipping.ts', '--model', 'gtp']);
    assert.equal(unknown.exitCode, 2);
    const notMoney = await run(['generate', 'src/shipping.ts', '--max-cost', 'cheap']);
    assert.equal(notMoney.exitCode, 2);
  });

  it('never prints a key, also when a server repeats it in its refusal', async () => {
    const server = await OpenAiServer.start('sk-right');
    try {
      const settings = {
        routing: {
          providers: { own: { baseURL: server.baseUrl, models: ['tiny'], isLocal: true } },
          models: [{ name: 'tiny', tier: 'complex', contextWindow: 32_768 }],
        },
      };
      const config = path.join(storage(), 'own.json');
      await writeFile(config, JSON.stringify(settings));
      const key = 'wrong-key-0815';
      // Something that the embedded engine cannot test is left for the model.
      await project.write(
        'src/numbers.ts',
        'export function* numbers(): Generator<number> {\n  yield 1;\n}\n',
      );
      const { stdout, stderr } = await run(
        ['generate', 'src/numbers.ts', '--model', 'tiny', '--config', config, '--verbose'],
        { AGENTIC_QE_KEY_OWN: key },
      );
      assert.ok(server.authorizations.length > 0, `${stdout}${stderr}`);
      assert.ok(!`${stdout}${stderr}`.includes(key), `${stdout}${stderr}`);
    } finally {
      await server.close();
    }
  });
});

/** The machine's own keys must not decide a test. */
const withoutKeys = {
  ANTHROPIC_API_KEY: '',
  OPENAI_API_KEY: '',
  GOOGLE_GENERATIVE_AI_API_KEY: '',
  GEMINI_API_KEY: '',
};
