/** What the process ends with, so that scripts can decide without reading text. */
export const exitCodes = {
  done: 0,
  /** Nothing was kept. */
  nothingKept: 1,
  usage: 2,
  /** The workspace, its test runner or this machine is in the way. */
  environment: 4,
  cancelled: 130,
} as const;
