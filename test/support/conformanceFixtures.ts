import { setTimeout as delay } from 'node:timers/promises';
import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  type CallToolResult,
  CreateMessageResultSchema,
  ElicitResultSchema,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { CallExtra } from '../../src/frontends/mcp/clientRoots';

const stepMs = 50;
const redPixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
/** A WAV file without a sample. */
const silence = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=';

const text = (words: string) => ({ type: 'text' as const, text: words });
const image = { type: 'image' as const, data: redPixel, mimeType: 'image/png' };
const embedded = {
  type: 'resource' as const,
  resource: {
    uri: 'test://embedded-resource',
    mimeType: 'text/plain',
    text: 'This is an embedded resource content.',
  },
};
const mixed = {
  type: 'resource' as const,
  resource: {
    uri: 'test://mixed-content-resource',
    mimeType: 'application/json',
    text: JSON.stringify({ test: 'data', value: 123 }),
  },
};

/** Registers what the conformance suite of MCP (0.1.16) wants to find on a server, by the names that it asks for. */
export function registerConformanceFixtures(server: McpServer): void {
  server.server.registerCapabilities({ logging: {}, resources: { subscribe: true } });
  server.server.setRequestHandler(SetLevelRequestSchema, () => ({}));
  server.server.setRequestHandler(SubscribeRequestSchema, () => ({}));
  server.server.setRequestHandler(UnsubscribeRequestSchema, () => ({}));
  registerContents(server);
  registerConversations(server);
  registerResources(server);
  registerPrompts(server);
}

function registerContents(server: McpServer): void {
  const contents: Readonly<Record<string, CallToolResult['content']>> = {
    test_simple_text: [text('This is a simple text response for testing.')],
    test_image_content: [image],
    test_audio_content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }],
    test_embedded_resource: [embedded],
    test_multiple_content_types: [text('Multiple content types test:'), image, mixed],
  };
  for (const [name, content] of Object.entries(contents))
    server.registerTool(name, { description: name }, () => ({ content }));
  server.registerTool('test_error_handling', { description: 'Fails' }, () => {
    throw new Error('This tool intentionally returns an error for testing');
  });
  server.registerTool('test_tool_with_logging', { description: 'Logs' }, async (extra: CallExtra) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await extra.sendNotification({ method: 'notifications/message', params: { level: 'info', data } });
      await delay(stepMs);
    }
    return { content: [text('Logged')] };
  });
  server.registerTool('test_tool_with_progress', { description: 'Progresses' }, async (extra: CallExtra) => {
    const progressToken = extra._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined)
        await extra.sendNotification({
          method: 'notifications/progress',
          params: { progressToken, progress, total: 100 },
        });
      await delay(stepMs);
    }
    return { content: [text('Progressed')] };
  });
}

/** Tools that ask the client something. */
function registerConversations(server: McpServer): void {
  server.registerTool(
    'test_sampling',
    { description: 'Asks for a completion', inputSchema: { prompt: z.string() } },
    async ({ prompt }, extra) => {
      const messages = [{ role: 'user', content: text(prompt) }] as const;
      const answer = await extra.sendRequest(
        { method: 'sampling/createMessage', params: { messages: [...messages], maxTokens: 100 } },
        CreateMessageResultSchema,
      );
      return { content: [text(`LLM response: ${JSON.stringify(answer.content)}`)] };
    },
  );
  const ask = async (extra: CallExtra, message: string, properties: object, required: readonly string[]) => {
    const { action, content } = await extra.sendRequest(
      {
        method: 'elicitation/create',
        params: {
          message,
          requestedSchema: { type: 'object', properties: properties as never, required: [...required] },
        },
      },
      ElicitResultSchema,
    );
    return `action=${action}, content=${JSON.stringify(content ?? {})}`;
  };
  server.registerTool(
    'test_elicitation',
    { description: 'Asks the user', inputSchema: { message: z.string() } },
    async ({ message }, extra) => {
      const properties = {
        username: { type: 'string', description: "User's response" },
        email: { type: 'string', description: "User's email address" },
      };
      const answer = await ask(extra, message, properties, ['username', 'email']);
      return { content: [text(`User response: ${answer}`)] };
    },
  );
  server.registerTool('test_elicitation_sep1034_defaults', { description: 'Defaults' }, async (extra) => {
    const properties = {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    };
    const answer = await ask(extra, 'Please review', properties, []);
    return { content: [text(`Elicitation completed: ${answer}`)] };
  });
  server.registerTool('test_elicitation_sep1330_enums', { description: 'Choices' }, async (extra) => {
    const plain = ['option1', 'option2', 'option3'];
    const titled = ['First', 'Second', 'Third'].map((title, index) => ({
      const: `value${index + 1}`,
      title,
    }));
    const properties = {
      untitledSingle: { type: 'string', enum: plain },
      titledSingle: { type: 'string', oneOf: titled },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: plain } },
      titledMulti: { type: 'array', items: { anyOf: titled } },
    };
    const answer = await ask(extra, 'Please choose', properties, []);
    return { content: [text(`Elicitation completed: ${answer}`)] };
  });
}

function registerResources(server: McpServer): void {
  const withText = (uri: string, words: string) => ({
    contents: [{ uri, mimeType: 'text/plain', text: words }],
  });
  server.registerResource('static-text', 'test://static-text', { description: 'Text' }, ({ href }) =>
    withText(href, 'This is the content of the static text resource.'),
  );
  server.registerResource('static-binary', 'test://static-binary', { description: 'Bytes' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: redPixel }],
  }));
  server.registerResource('watched', 'test://watched-resource', { description: 'Watched' }, ({ href }) =>
    withText(href, 'watched'),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { description: 'By id' },
    ({ href }, { id }) => {
      const data = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
      return { contents: [{ uri: href, mimeType: 'application/json', text: data }] };
    },
  );
}

function registerPrompts(server: McpServer): void {
  const user = <C>(content: C) => ({ role: 'user' as const, content });
  server.registerPrompt('test_simple_prompt', { description: 'Simple' }, () => ({
    messages: [user(text('This is a simple prompt for testing.'))],
  }));
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'With arguments',
      argsSchema: { arg1: completable(z.string(), () => ['paris', 'park']), arg2: z.string() },
    },
    ({ arg1, arg2 }) => ({
      messages: [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))],
    }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With a resource', argsSchema: { resourceUri: z.string() } },
    ({ resourceUri }) => ({
      messages: [
        user({
          type: 'resource' as const,
          resource: {
            uri: resourceUri,
            mimeType: 'text/plain',
            text: 'Embedded resource content for testing.',
          },
        }),
        user(text('Please process the embedded resource above.')),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'With an image' }, () => ({
    messages: [user(image), user(text('Please analyze the image above.'))],
  }));
}
