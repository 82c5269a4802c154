import * as vscode from 'vscode';
import { systemClock } from '../../base/clock';
import { createRedactingLogger } from '../../base/redactingLogger';
import { createRedact, type Redact } from '../../base/redaction';
import { systemTimer } from '../../base/timer';
import { environmentLayer } from '../../core/config/environmentLayer';
import { editorLayer, type FleetConfig, resolveFleetConfig } from '../../core/config/fleetConfig';
import { environmentKeys, keyedProviders } from '../../core/providerKeys';
import type { HostPorts } from '../../core/services';
import { ApiKeys } from './apiKeys';
import { confirmSpending } from './confirmSpending';
import { logTo } from './logAdapter';
import { readSettings } from './readSettings';

/** What the editor brings, and what only its front end uses of it. */
export interface EditorPorts extends HostPorts {
  readonly keys: ApiKeys;
  /** For what is written past the logger. */
  readonly redact: Redact;
}

/** What the editor brings: its settings (read again for every task), keys, trust, storage and log. */
export function createHostPorts(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EditorPorts {
  const config = (): FleetConfig =>
    resolveFleetConfig([
      editorLayer(readSettings(vscode.workspace.getConfiguration('agenticQe'))),
      environmentLayer(process.env),
    ]);
  const redact = createRedact(() => keys.secrets());
  const logger = createRedactingLogger(logTo(log), redact);
  const keys = new ApiKeys({
    secrets: context.secrets,
    environment: environmentKeys(process.env),
    providers: () => providersIn(config),
    setTimer: systemTimer,
    logger,
  });
  return {
    door: 'command',
    logger,
    redact,
    keys,
    clock: systemClock,
    config,
    isTrusted: () => vscode.workspace.isTrusted,
    confirmSpending,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    storageFolder: context.globalStorageUri.fsPath,
    distFolder: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath,
  };
}

/** Wrong settings are told where a task or a command needs them; the keys of the known providers are known in any case. */
function providersIn(config: () => FleetConfig): readonly string[] {
  try {
    return [...new Set([...keyedProviders, ...Object.keys(config().routing.providers)])];
  } catch {
    return keyedProviders;
  }
}
