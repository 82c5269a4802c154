import { type PanelMessage, type PanelPart, parseHostMessage } from './protocol';
import type { PanelTab } from './reports';
import { afterSeqByRun, fromStoredState, type PanelState, reducePanelState, toStoredState } from './state';

const rememberEveryMs = 1000;

export interface PanelStoreDependencies {
  /** What VS Code gives a webview. */
  readonly host: {
    postMessage(message: PanelMessage): void;
    getState(): unknown;
    setState(state: unknown): void;
  };
  readonly nextFrame: (callback: () => void) => unknown;
  readonly later: (callback: () => void, delayMs: number) => unknown;
  readonly render: (state: PanelState) => void;
  /** Different for every page, so that parts meant for the page before are told apart. */
  readonly pageId: string;
}

/**
 * Holds the state of the panel: draws it at most once per frame and remembers it at most once per
 * second, and when a run ends. What is drawn is
 * acknowledged, so that the host sends no faster than the page draws.
 */
export class PanelStore {
  private state: PanelState;
  private isDrawPlanned = false;
  private isRememberPlanned = false;
  /** Batches that were taken and not drawn yet. */
  private undrawnBatches: number[] = [];

  constructor(private readonly dependencies: PanelStoreDependencies) {
    this.state = fromStoredState(dependencies.host.getState());
  }

  /** Draws what is remembered and asks the host for the rest. */
  start(): void {
    this.dependencies.render(this.state);
    const { host, pageId } = this.dependencies;
    host.postMessage({ kind: 'ready', pageId, afterSeqByRun: afterSeqByRun(this.state) });
    if (this.state.tab !== 'run') host.postMessage({ kind: 'open-tab', tab: this.state.tab });
  }

  /** The user chose a tab: it is drawn with what is known, and the host is asked for what is true now. */
  selectTab(tab: PanelTab): void {
    this.state = { ...this.state, tab };
    this.dependencies.host.postMessage({ kind: 'open-tab', tab });
    this.storeState();
    this.dependencies.render(this.state);
  }

  /** Takes a message of the host; anything else is ignored. */
  receive(data: unknown): void {
    const message = parseHostMessage(data);
    if (!message) return;
    // Parts that were under way to the page before would leave a gap that the replay could not fill.
    if (message.kind === 'stream-parts' && message.pageId !== this.dependencies.pageId) return;
    this.state = reducePanelState(this.state, message);
    if (message.kind === 'select-tab')
      this.dependencies.host.postMessage({ kind: 'open-tab', tab: message.tab });
    if (message.kind === 'stream-parts') {
      this.undrawnBatches.push(message.batch);
      // The window may be gone in a second: how a run ended is not told again.
      if (message.entries.some(({ part }) => isEnd(part))) this.storeState();
    }
    if (!this.isDrawPlanned) {
      this.isDrawPlanned = true;
      this.dependencies.nextFrame(() => this.draw());
    }
    if (!this.isRememberPlanned) {
      this.isRememberPlanned = true;
      this.dependencies.later(() => this.remember(), rememberEveryMs);
    }
  }

  /** Stores the state now: VS Code throws a hidden panel away. */
  remember(): void {
    this.isRememberPlanned = false;
    this.storeState();
  }

  private storeState(): void {
    this.dependencies.host.setState(toStoredState(this.state));
  }

  private draw(): void {
    const { host, pageId, render } = this.dependencies;
    this.isDrawPlanned = false;
    const drawn = this.undrawnBatches;
    this.undrawnBatches = [];
    render(this.state);
    for (const batch of drawn) host.postMessage({ kind: 'received', pageId, batch });
  }
}

function isEnd({ type }: PanelPart): boolean {
  return type === 'finish' || type === 'error' || type === 'abort';
}
