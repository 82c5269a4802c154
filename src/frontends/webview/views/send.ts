import type { PanelMessage } from '../protocol';

/** Hands a message to the extension host; nothing comes back but later parts and snapshots. */
export type Send = (message: PanelMessage) => void;
