import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { LedgerRow } from '../../../src/core/cost/ledgerStore';
import type { RunResult } from '../../../src/core/fleet/fleetRun';
import type { RunSummary } from '../../../src/core/generation/runSummary';
import type { GenerationData } from '../../../src/core/toolResults/generationResult';
import { commandIds } from '../../../src/frontends/vscode/commandIds';
import { toolNames } from '../../../src/frontends/vscode/languageModelTools/toolNames';
import { couponSource } from '../../support/couponSource';
import { OpenAiServer } from '../../support/openAiServer';
import { activeExtension, namesIn, workspaceFile } from './activeExtension';
import { ledgerRows } from './ledgerRows';

const serverId = 'agentic-qe.agentic-qe-fleet/Agentic QE';
const mcpTool = (name: string): string => `mcp_agentic_qe_${name}`;
const { Global } = vscode.ConfigurationTarget;
const execute = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, ...args);
const run = promisify(execFile);

/** What a tool of the editor answers: its text, and its data. */
async function invoke(name: string, input: object, token?: vscode.CancellationToken) {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  const [text, data] = result.content as { readonly value?: string; readonly data?: Uint8Array }[];
  const json = data?.data ? new TextDecoder().decode(data.data) : data?.value;
  return { text: text?.value ?? '', data: JSON.parse(json ?? 'null') };
}

/** What the editor makes of an answer of the MCP server: the data as text, beside links. */
async function invokeMcp(name: string, input: object) {
  const result = await vscode.lm.invokeTool(mcpTool(name), { input, toolInvocationToken: undefined });
  const texts = result.content.flatMap((part) =>
    part instanceof vscode.LanguageModelTextPart ? [part.value] : [],
  );
  return JSON.parse(texts.join(''));
}

const doorsOf = (rows: readonly LedgerRow[], known: readonly LedgerRow[]) => {
  const knownIds = new Set(known.map(({ callId }) => callId));
  return rows.filter(({ callId }) => !knownIds.has(callId)).map(({ door, modelId }) => `${door} ${modelId}`);
};

describe('the product’s tools for agents of the editor', function () {
  this.timeout(180_000);
  let extension: vscode.Extension<unknown>;
  const settings = () => vscode.workspace.getConfiguration('agenticQe');

  before(async () => {
    extension = await activeExtension();
    // Confirmations are dialogs, and those are refused under test; the editor has this key for its own tests.
    await vscode.workspace.getConfiguration('chat').update('tools.global.autoApprove', true, Global);
    // Commands propose unless they are told otherwise; what agents ask for is written.
    await settings().update('generation.writeMode', 'write', Global);
    await execute('setContext', 'vscode.chat.tools.global.autoApprove.testMode', true);
    await execute('workbench.mcp.startServer', serverId, { waitForLiveTools: true });
  });

  after(async () => {
    await settings().update('generation.writeMode', undefined, Global);
    await vscode.workspace.getConfiguration('chat').update('tools.global.autoApprove', undefined, Global);
  });

  it('are offered as declared, those of the editor and those of the MCP server it has started', () => {
    const offered = vscode.lm.tools.map(({ name }) => name);
    const declared = extension.packageJSON.contributes.languageModelTools.map(
      ({ name }: { name: string }) => name,
    );
    assert.deepEqual(declared, Object.values(toolNames));
    assert.deepEqual(
      [...declared, ...['generate_tests', 'analyze_coverage', 'quality_gate'].map(mcpTool)].filter(
        (name) => !offered.includes(name),
      ),
      [],
      offered.join(' '),
    );
  });

  it('say what tests leave out, and judge, with text and data', async () => {
    const coverage = await invoke(toolNames.analyzeCoverage, { files: ['src/money.ts'] });
    assert.match(coverage.text, /^Coverage: statements \d+\.\d %/);
    assert.equal(coverage.data.files[0].sourceFile, 'src/money.ts');
    const gate = await invoke(toolNames.qualityGate, { files: ['src/money.ts'] });
    assert.match(gate.text, /^Quality gate: \w+\./);
    assert.ok(gate.data.rules.length > 0);
  });

  it('explain routing and add up costs', async () => {
    const routing = await invoke(toolNames.explainRouting, { files: ['src/cart.ts'] });
    assert.match(routing.text, /src\/cart\.ts/);
    assert.deepEqual(routing.data.files, ['src/cart.ts']);
    const costs = await invoke(toolNames.costSummary, { period: 'all', by: 'door' });
    assert.match(costs.text, /^Costs of all that is on record/);
    assert.equal(costs.data.by, 'door');
  });

  it('refuse what leads outside, what is not there and what is no argument, each in one sentence', async () => {
    for (const [input, message] of [
      [{ files: ['../outside.ts'] }, /leads outside the workspace/],
      [{ files: ['/etc/hosts'] }, /leads outside the workspace/],
      [{ files: ['src/nothing.ts'] }, /does not exist/],
      [{ files: ['src'] }, /is a folder/],
      [{ files: [] }, /files/],
      [{ files: ['src/cart.ts'], workspace: '/' }, /no folder of this window/],
    ] as const)
      await assert.rejects(invoke(toolNames.generateTests, input), message);
  });

  it('stop with their caller, and leave no file behind', async () => {
    const before = await namesIn('src');
    const source = new vscode.CancellationTokenSource();
    const call = invoke(toolNames.generateTests, { files: ['src/cart.ts'] }, source.token);
    const ended = assert.rejects(call);
    while (!(await namesIn('src')).some((name) => name.includes('.aqe-')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    source.cancel();
    await ended;
    // The editor answers its caller before the tool has ended.
    while ((await namesIn('src')).some((name) => name.includes('.aqe-')))
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await namesIn('src'), before);
  });

  it('keep the same tests as the command, the chat and the command line, in one ledger that names each door', async function () {
    // Five generations, one after the other.
    this.timeout(400_000);
    const before = await ledgerRows();
    const file = workspaceFile('src/discounts.test.ts');
    const takeTests = async (): Promise<string> => {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      await vscode.workspace.fs.delete(file);
      return text;
    };
    const [byCommand] = await execute<readonly RunResult<RunSummary>[]>(
      commandIds.generateTests,
      workspaceFile('src/discounts.ts'),
    );
    assert.ok(byCommand?.status === 'finished' && byCommand.summary.kept > 0);
    const ofCommand = await takeTests();

    const byTool: GenerationData = (await invoke(toolNames.generateTests, { files: ['src/discounts.ts'] }))
      .data;
    assert.equal(byTool.kept, byCommand.summary.kept);
    assert.equal(await takeTests(), ofCommand);

    // The chat wants a model to be chosen, and has those of which somebody has asked.
    await vscode.extensions.getExtension('probe.neighbour')?.activate();
    while ((await vscode.lm.selectChatModels({ vendor: 'neighbour' })).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await execute('workbench.action.chat.open', {
      query: '@qe /tests src/discounts.ts',
      blockOnResponse: true,
    });
    assert.equal(await takeTests(), ofCommand);

    const byMcp: GenerationData = await invokeMcp('generate_tests', { files: ['src/discounts.ts'] });
    assert.equal(byMcp.kept, byCommand.summary.kept);
    assert.equal(await takeTests(), ofCommand);

    const cli = path.join(extension.extensionPath, 'dist', 'cli.js');
    const { workspaceFolders: [folder] = [] } = vscode.workspace;
    assert.ok(folder);
    await run(process.execPath, [cli, 'generate', 'src/discounts.ts', '--workspace', folder.uri.fsPath], {
      env: { ...process.env, AGENTIC_QE_HOME: storageFolder() },
    });
    assert.equal(await takeTests(), ofCommand);

    assert.deepEqual(doorsOf(await ledgerRows(), before), [
      'command embedded',
      'tool embedded',
      'chat embedded',
      'mcp embedded',
      'cli embedded',
    ]);
  });

  it('of the MCP server follow the editor’s settings, also when they change', async () => {
    const threshold = async (): Promise<number> => {
      const { rules } = await invokeMcp('quality_gate', { files: ['src/money.ts'] });
      return rules.find(({ rule }: { rule: string }) => rule === 'statement-coverage').threshold;
    };
    await settings().update('qualityGate.statementCoverage', 97, Global);
    try {
      // The editor tells of the change after the setting is written; the server reads it with the next call.
      while ((await threshold()) !== 97) await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await settings().update('qualityGate.statementCoverage', undefined, Global);
    }
  });

  it('of the MCP server have the keys of the editor’s secret store', async () => {
    const key = 'sk-test-handed-4711';
    const server = await OpenAiServer.start(key);
    const routing = () => vscode.workspace.getConfiguration('agenticQe.routing');
    try {
      await routing().update('providers', { handed: { baseURL: server.baseUrl, isLocal: true } }, Global);
      await routing().update(
        'models',
        [{ name: 'tiny', provider: 'handed', tier: 'complex', contextWindow: 200_000 }],
        Global,
      );
      await settings().update('features.multiModelRouter', true, Global);
      await settings().update('generation.confirmSpending', false, Global);
      await execute(commandIds.setApiKey, 'handed', key);
      // What the free engine cannot guess is asked of the model.
      await vscode.workspace.fs.writeFile(
        workspaceFile('src/coupon.ts'),
        new TextEncoder().encode(couponSource),
      );
      await execute('workbench.mcp.restartServer', serverId);
      await invokeMcp('generate_tests', { files: ['src/coupon.ts'] });
      assert.ok(server.authorizations.length > 0, 'the model was not asked');
      assert.deepEqual([...new Set(server.authorizations)], [`Bearer ${key}`]);
    } finally {
      await execute(commandIds.removeApiKey, 'handed');
      for (const name of [
        'features.multiModelRouter',
        'generation.confirmSpending',
        'routing.models',
        'routing.providers',
      ])
        await settings().update(name, undefined, Global);
      for (const file of ['src/coupon.ts', 'src/coupon.test.ts'])
        await vscode.workspace.fs.delete(workspaceFile(file)).then(undefined, () => {});
      await server.close();
    }
  });
});

/** Where the editor keeps the ledger. */
function storageFolder(): string {
  const dataDirectory = path.dirname(process.env.HOME ?? '');
  return path.join(dataDirectory, 'user', 'User', 'globalStorage', 'agentic-qe.agentic-qe-fleet');
}
