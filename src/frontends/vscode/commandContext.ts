import type { LogOutputChannel } from 'vscode';
import type { FleetConfig } from '../../core/config/fleetConfig';
import type { Services } from '../../core/services';
import type { Presentation } from './presentation';
import type { RunRegistry } from './runs/runRegistry';

/** What every command works with. */
export interface CommandContext {
  readonly services: Services;
  readonly registry: RunRegistry;
  readonly log: LogOutputChannel;
  /** @throws ConfigError */
  readonly config: () => FleetConfig;
  readonly isTrusted: () => boolean;
  /** Shows a message and performs what the user chooses; returns at once. */
  present(presentation: Presentation): void;
  /** Brings the panel to the front; the first time, beside the editor. */
  showPanel(options: { readonly preserveFocus: boolean }): void;
  /** Opens what was measured so far, as of now. */
  showMetrics(): Promise<void>;
}
