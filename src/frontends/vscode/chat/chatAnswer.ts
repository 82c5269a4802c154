import * as vscode from 'vscode';
import { AppError, describeError } from '../../../base/error';
import { t } from '../../../base/localize';
import { presentError } from '../errorPresenter';
import { actionCommand } from './actionCommand';
import { type ChatCommand, chatIntent } from './chatIntent';
import { plain } from './chatMarkdown';
import type { ChatOutcome, ChatTurn } from './chatTurn';
import { answerCost } from './costAnswer';
import { answerCoverage } from './coverageAnswer';
import { answerGate } from './gateAnswer';
import { answerTests } from './testsAnswer';

const answers: Readonly<Record<ChatCommand, (turn: ChatTurn) => Promise<ChatOutcome>>> = {
  tests: answerTests,
  coverage: answerCoverage,
  gate: answerGate,
  cost: answerCost,
};

/** Answers a question in the chat. Never rejects: what went wrong is one sentence with what can be done about it as buttons. */
export async function answerChat(turn: ChatTurn): Promise<vscode.ChatResult> {
  const { request, stream, context } = turn;
  const intent = chatIntent(request.command, request.prompt);
  if (!intent) {
    stream.markdown(help());
    return { metadata: { followups: firstSteps() } };
  }
  try {
    const { followups } = await answers[intent](turn);
    return { metadata: { followups } };
  } catch (error) {
    if (error instanceof vscode.CancellationError) {
      stream.markdown(`\n${t('Cancelled. No file was changed.')}\n`);
      return {};
    }
    const sentence = describeError(error);
    context.log.error(error instanceof AppError || !(error instanceof Error) ? sentence : error);
    for (const action of presentError(error)?.actions ?? []) stream.button(actionCommand(action));
    return { errorDetails: { message: plain(sentence) } };
  }
}

function help(): string {
  return [
    t(
      'I write tests for JavaScript and TypeScript and keep those that prove themselves. Name files or attach them, or open one:',
    ),
    '',
    `- ${t('`/tests src/cart.ts` writes tests; the free engine begins, and nothing is paid without your yes')}`,
    `- ${t('`/coverage src/cart.ts` says what the existing tests leave out')}`,
    `- ${t('`/gate src/cart.ts` judges code and tests by your policy')}`,
    `- ${t('`/cost this week by task` adds up what was spent, against your budgets')}`,
  ].join('\n');
}

function firstSteps(): readonly vscode.ChatFollowup[] {
  return [
    { command: 'coverage', prompt: '', label: t('What do the tests leave out of the open file?') },
    { command: 'tests', prompt: '', label: t('Write tests for the open file') },
  ];
}
