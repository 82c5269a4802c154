import { chatAnswer } from '../../support/chatAnswers';
import { beginStream, ProviderServer } from '../../support/providerServer';
import { scriptedAnswers } from './scriptedAnswers';

/** A model behind OpenAI's protocol that answers from the script: about each file once, then what mends its failed tests. */
export async function startScriptedServer(): Promise<ProviderServer> {
  const server = await ProviderServer.start();
  server.onCall(({ body, response }) => {
    const { messages } = JSON.parse(body) as { readonly messages: readonly { readonly content: string }[] };
    const prompt = messages.map(({ content }) => content).join('\n');
    const text = answerTo(prompt);
    // As close to a tokenizer as a script needs to be: four characters.
    const usage = {
      prompt_tokens: Math.ceil(prompt.length / 4),
      completion_tokens: Math.ceil(text.length / 4),
    };
    beginStream(response).end(chatAnswer(text, usage).join(''));
  });
  return server;
}

function answerTo(prompt: string): string {
  const file = /The module under test is (\S+):/.exec(prompt)?.[1] ?? '';
  const specifier = /`([^`]+)`, written exactly so/.exec(prompt)?.[1];
  const answers = scriptedAnswers[file];
  if (!answers || specifier === undefined) return 'I do not know this module.';
  const code = prompt.includes('These tests did not hold.') ? answers.repaired : answers.first;
  return `\`\`\`${file.endsWith('.ts') ? 'ts' : 'js'}\n${code.replaceAll('MODULE', specifier)}\`\`\`\n`;
}
