import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../base/disposable';
import type { CommandContext } from '../commandContext';
import { type ToolKey, toolNames } from './toolNames';

/** Offers the product's tools to the editor's agents. Does nothing in an editor that has no such registry. */
export function registerTools(context: CommandContext): Disposable {
  const store = new DisposableStore();
  if (typeof vscode.lm?.registerTool !== 'function') return store;
  for (const [key, name] of Object.entries(toolNames) as [ToolKey, string][]) {
    store.add(
      vscode.lm.registerTool(name, {
        prepareInvocation: async ({ input }) => (await load()).prepareTool(key, input, context),
        invoke: async ({ input }, token) => (await load()).invokeTool(key, input, { context, token }),
      }),
    );
  }
  return store;
}

/** Loaded when a tool is first called: an editor that has just started need not load it. */
const load = () => import('./editorTools');
