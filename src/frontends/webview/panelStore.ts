import { type PanelMessage, parseHostMessage } from './protocol';
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

/** Holds the state of the panel: draws it at most once per frame and remembers it at most once per second. */
export class PanelStore {
  private state: PanelState;
  private isDrawPlanned = false;
  private isRememberPlanned = false;

  constructor(private readonly dependencies: PanelStoreDependencies) {
    this.state = fromStoredState(dependencies.host.getState());
  }

  /** Draws what is remembered and asks the host for the rest. */
  start(): void {
    this.dependencies.render(this.state);
    const { host, pageId } = this.dependencies;
    host.postMessage({ kind: 'ready', pageId, afterSeqByRun: afterSeqByRun(this.state) });
  }

  /** Takes a message of the host; anything else is ignored. */
  receive(data: unknown): void {
    const message = parseHostMessage(data);
    if (!message) return;
    // Parts that were under way to the page before would leave a gap that the replay could not fill.
    if (message.kind === 'stream-parts' && message.pageId !== this.dependencies.pageId) return;
    this.state = reducePanelState(this.state, message);
    if (!this.isDrawPlanned) {
      this.isDrawPlanned = true;
      this.dependencies.nextFrame(() => {
        this.isDrawPlanned = false;
        this.dependencies.render(this.state);
      });
    }
    if (!this.isRememberPlanned) {
      this.isRememberPlanned = true;
      this.dependencies.later(() => this.remember(), rememberEveryMs);
    }
  }

  /** Stores the state now: VS Code throws a hidden panel away. */
  remember(): void {
    this.isRememberPlanned = false;
    this.dependencies.host.setState(toStoredState(this.state));
  }
}
