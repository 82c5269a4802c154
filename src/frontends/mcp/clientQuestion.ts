import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ElicitResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { AskClient } from './askClient';
import type { CallExtra } from './clientRoots';

/** As long as a run may take by default: people are slower than programs. */
const answerTimeoutMs = 10 * 60_000;

/** How to put a question to the user of the client of a call; undefined when the client says that it cannot. */
export function clientQuestionOf({ server }: McpServer, extra: CallExtra): AskClient | undefined {
  if (!server.getClientCapabilities()?.elicitation) return undefined;
  return async (question, label, signal) => {
    const { action, content } = await extra.sendRequest(
      {
        method: 'elicitation/create',
        params: {
          message: question,
          requestedSchema: {
            type: 'object',
            properties: { agreed: { type: 'boolean', title: label, default: false } },
            required: ['agreed'],
          },
        },
      },
      ElicitResultSchema,
      { timeout: answerTimeoutMs, signal },
    );
    return action === 'accept' && content?.agreed === true;
  };
}
