/** Bytes a message from a client may have; the largest honest one names 50 files. */
export const maxMessageBytes = 1024 * 1024;
