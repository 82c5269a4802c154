import type { PanelMessage } from '../protocol';

/** Hands a message to the extension host; nothing comes back but later parts and snapshots. */
export type Send = (message: PanelMessage) => void;

/** Opens a file of the run in the editor, at a line (from 1) if there is one. */
export type OpenFile = (path: string, line?: number) => void;
