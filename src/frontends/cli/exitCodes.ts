/** What the process ends with, so that scripts can decide without reading text. */
export const exitCodes = {
  /** Tests were kept; coverage was measured; the gate passed. */
  done: 0,
  /** `generate`: nothing was kept. `undo`: there was nothing to undo. */
  nothingKept: 1,
  /** `coverage`: no file has a figure. */
  nothingMeasured: 1,
  /** `gate`: a rule failed, or a figure was missing, so that nothing can be promised. */
  gateNotPassed: 1,
  /** The command line cannot be understood, or names what is not there. */
  usage: 2,
  /** A budget does not allow what was asked for. */
  budget: 3,
  /** The workspace, its test runner or this machine is in the way. */
  environment: 4,
  /** The provider of a model is not set up or did not answer as it should, or no model can be used. */
  modelProvider: 5,
  cancelled: 130,
} as const;
