import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chatAnswer, chatDelta } from '../../support/chatAnswers';
import { couponCode, couponSource } from '../../support/couponSource';
import { beginStream, ProviderServer, send } from '../../support/providerServer';
import { neighbourExtension, repositoryRoot } from '../../tools/repositoryPaths';
import { makeSampleWorkspaceCopy } from '../../tools/sampleWorkspace';
import { removeDirectory } from '../../tools/temporaryDirectory';
import { ChatView } from './chatView';
import { screenshotInThemes } from './themes';
import { keepEvidenceOfFailures, openWorkbench, type WorkbenchSession } from './workbenchSession';

const runMs = 90_000;
const modelTests = `\`\`\`ts
import { describe, expect, it } from 'vitest';
import { percentOff } from './coupon';

describe('percentOff', () => {
  it('takes a quarter off', () => {
    expect(percentOff('${couponCode(25)}')).toBe(25);
  });

  it('takes half off at most', () => {
    expect(percentOff('${couponCode(80)}')).toBe(50);
  });
});
\`\`\`
`;

/** The chat of the editor as it is without any sign-in: all it needs is a model, and that is the router's. */
describe('agents and chats in a real VS Code window', function () {
  this.timeout(180_000);
  let folder: string;
  let server: ProviderServer;
  let session: WorkbenchSession | undefined;
  let chat: ChatView;
  const workbench = () => {
    assert.ok(session);
    return session.workbench;
  };
  keepEvidenceOfFailures(() => session);

  before(async () => {
    folder = makeSampleWorkspaceCopy('ui');
    await writeFile(path.join(folder, 'src/coupon.ts'), couponSource);
    server = await ProviderServer.start();
    server.streamEvents(chatAnswer(modelTests, { prompt_tokens: 1000, completion_tokens: 200 }));
    session = await openWorkbench({
      folder,
      extensionDirectories: [repositoryRoot, neighbourExtension],
      userSettings: {
        'agenticQe.features.multiModelRouter': true,
        'agenticQe.generation.confirmSpending': false,
        'agenticQe.generation.writeMode': 'write',
        'agenticQe.routing.providers': { house: { baseURL: `${server.url}/v1`, isLocal: true } },
        'agenticQe.routing.models': [
          {
            name: 'tiny',
            provider: 'house',
            tier: 'complex',
            prices: { input: 3, output: 15 },
            contextWindow: 100_000,
            maxOutputTokens: 1000,
          },
        ],
        'agenticQe.routing.costTracking.budgetLimits.daily': 1,
      },
    });
    chat = new ChatView(workbench());
    await workbench().openFile('src/coupon.ts');
    await chat.open();
  });

  after(async () => {
    await session?.close();
    await server.stop();
    await removeDirectory(folder);
  });

  it('offer the router in the picker of models', async () => {
    await chat.pickModel('Agentic QE Router');
    await workbench().screenshot('chat-model');
  });

  it('write tests for the open file: told as it happens, priced, with the diff and what to ask next', async () => {
    // The model writes half of its answer and goes on when it is seen that the chat has told of its work.
    let goOn: () => void = () => {};
    const seen = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    server.onCall(async ({ response }) => {
      const events = chatAnswer(modelTests, { prompt_tokens: 1000, completion_tokens: 200 });
      beginStream(response);
      for (const event of events.slice(0, 2)) await send(response, event);
      await seen;
      response.end(events.slice(2).join(''));
    });
    await chat.ask('@qe /tests');
    await chat.answer(/Model tiny:.*Proposed: percentOff/, runMs);
    await workbench().screenshot('chat-running');
    goOn();
    // The first of its tests adds nothing to what the engine has written.
    const answer = await chat.answer(/tests kept in src\/coupon\.test\.ts.*Show Receipts/, runMs);
    assert.match(answer, /percentOff › takes half off at most — 5\/5 runs .* tiny · ~\$0\.00\d/);
    assert.match(answer, /Statements 0\.0 % → 100\.0 %\. Cost \$0\.006\./);
    await workbench().screenshot('chat-finished');
    assert.match(await readFile(path.join(folder, 'src/coupon.test.ts'), 'utf8'), /takes half off at most/);
    await chat.clickButton('Show Diff');
    await workbench().page.getByText('src/coupon.test.ts (before the run ↔ now)').first().waitFor();
    await workbench().screenshot('chat-diff');
  });

  it('go on with what is proposed to be asked', async () => {
    await chat.clickFollowup('What do the tests still leave out?');
    assert.match(await chat.answer(/Statements.*Show Details/, runMs), /Statements 100\.0 % \(\d+ of \d+\)/);
  });

  it('add up costs by the door that spent them', async () => {
    await chat.ask('@qe /cost by door');
    const answer = await chat.answer(/Raise Budget/);
    assert.match(answer, /\$0\.006 today, in 2 calls\./);
    assert.match(answer, /chat ?2 ?\$0\.006/);
    assert.match(answer, /Budget, daily: \$0\.006 of \$1\.00/);
    await workbench().screenshot('chat-cost');
  });

  it('say in one sentence what is wrong', async () => {
    await chat.ask('@qe /coverage src/missing.ts');
    assert.match(
      await chat.answer(/does not exist/),
      /src\/missing\.ts does not exist in this window\. Name files/,
    );
    await workbench().screenshot('chat-error');
  });

  it('ask before a tool runs, and the question says what it will cost', async () => {
    await workbench().runCommand('Neighbour: Generate Tests with a Tool');
    const question = await workbench().dialogText();
    assert.match(question, /Generate tests for src\/cart\.ts\?/);
    assert.match(
      question,
      /tiny is asked for what it leaves open: at most \$0\.\d+ for one answer to each file \(estimated\)/,
    );
    await workbench().screenshot('tool-confirmation');
    await workbench().clickDialogButton('Cancel');
    assert.match(await workbench().notification(/Neighbour:/), /Not done/);
  });

  it('stop in the middle of an answer of a model, and keep nothing', async () => {
    await writeFile(path.join(folder, 'src/coupon2.ts'), couponSource);
    server.onCall(async ({ response }) => {
      await send(beginStream(response), chatDelta('```ts\n'));
    });
    const called = server.nextCall();
    await chat.ask('@qe /tests src/coupon2.ts');
    const { closed } = await called;
    await chat.stop();
    await closed;
    await assert.rejects(readFile(path.join(folder, 'src/coupon2.test.ts')));
    await workbench().screenshot('chat-cancelled');
  });

  it('are in the costs of the panel: by day, model and task', async () => {
    await workbench().runCommand('View: Hide Secondary Side Bar');
    await workbench().runCommand('View: Close All Editors');
    await workbench().clickStatusBar(/\$0\.0\d+ \/ \$1\.00/);
    const costs = await workbench().webviewText('agentic-qe.agentic-qe-fleet', /this month/);
    assert.match(costs, /\$0\.0\d+ this month \d calls/);
    assert.match(costs, /Model: calls and cost Model Calls Cost tiny \d \$0\.0\d+/);
    await screenshotInThemes(workbench(), 'panel-costs-spent');
  });
});
