/** The ways into the product that money is spent through: each call of a model is on record under the one it was asked for by. */
export const doors = ['command', 'tool', 'chat', 'router', 'mcp', 'cli'] as const;

/**
 * `command`: a command of the editor, `tool`: a tool of the editor's agents, `chat`: `@qe`, `router`: another chat or extension
 * through the router's models, `mcp`: an MCP client, `cli`: a terminal.
 */
export type Door = (typeof doors)[number];
