/** Starts the line on stderr by which the child says why it ends itself: a message might not get out in time. */
export const exitNoticePrefix = 'agentic-qe-sandbox: ';
