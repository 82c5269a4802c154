/**
 * Puts a question to the user of the client; true: a yes.
 * @param label of the box to tick @throws what the client answers instead
 */
export type AskClient = (question: string, label: string, signal: AbortSignal) => Promise<boolean>;
