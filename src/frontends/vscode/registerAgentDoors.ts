import { type Disposable, DisposableStore } from '../../base/disposable';
import { registerChat } from './chat/registerChat';
import type { CommandContext } from './commandContext';
import { registerTools } from './languageModelTools/registerTools';
import { type McpServerParts, registerMcpServer } from './mcp/registerMcpServer';
import { registerRouterModels } from './routerModels/registerRouterModels';
import { registerRunDiff } from './runDiff';

/** Opens the product to the editor's agents and chats, as far as the editor has the means. */
export function registerAgentDoors(context: CommandContext, parts: McpServerParts): Disposable {
  const store = new DisposableStore();
  store.add(registerMcpServer(parts));
  store.add(registerTools(context));
  store.add(registerRunDiff(context.services.history));
  store.add(registerRouterModels(context));
  store.add(registerChat(context, parts.extensionUri));
  return store;
}
