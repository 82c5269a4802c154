/** Id of the provider of the MCP server, as package.json declares it. */
export const mcpProviderId = 'agenticQe.mcpServer';

/** Id of `@qe`, as package.json declares it. */
export const chatParticipantId = 'agenticQe.qe';

/** Vendor of the models that the product offers to other chats, as package.json declares it. */
export const routerVendor = 'agentic-qe';
