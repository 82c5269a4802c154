import type { FleetConfig } from '../../core/config/fleetConfig';
import type { Services } from '../../core/services';
import type { PanelTab } from '../webview/reports';
import type { ApiKeys } from './apiKeys';
import type { LogChannel } from './logAdapter';
import type { Presentation } from './presentation';
import type { OpenProposals } from './review/openProposals';
import type { ProposalThreads } from './review/proposalThreads';
import type { RunRegistry } from './runs/runRegistry';

/** What every command works with. */
export interface CommandContext {
  readonly services: Services;
  readonly registry: RunRegistry;
  readonly log: LogChannel;
  readonly keys: ApiKeys;
  readonly proposals: OpenProposals;
  readonly proposalThreads: ProposalThreads;
  /** @throws ConfigError */
  readonly config: () => FleetConfig;
  readonly isTrusted: () => boolean;
  /** Shows a message and performs what the user chooses; returns at once. */
  present(presentation: Presentation): void;
  /** Brings the panel to the front; the first time, beside the editor. */
  showPanel(options: { readonly preserveFocus: boolean; readonly tab?: PanelTab }): void;
  /** Asks the ledger for the spend and the limits of now. */
  refreshSpend(): void;
  /** Shows a text in a document that cannot be edited. @param title ends in what tells the language, `.txt` */
  showDocument(title: string, text: string): Promise<void>;
}
