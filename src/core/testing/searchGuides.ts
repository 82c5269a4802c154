/**
 * Contract between guided source and the sandbox: what the source calls to tell of comparisons, conditions and loops. All are
 * global functions that have to exist before the module is loaded; each gives back its value, so that nothing else changes.
 */
export const guideNames = {
  /** `(site, value)`: the first operand of a comparison, the value of a `switch`, the owner of a property. */
  left: '__agenticQeLeft',
  /**
   * `(site, operator, value, leftSite?)`: the second operand, compared with the first one of `leftSite` (default: `site`) by an
   * operator of JavaScript, `property` for `left[right]`, or the method that is called on the left one.
   */
  right: '__agenticQeRight',
  /** `(site, value)`: what only is truthy or not. */
  truth: '__agenticQeTruth',
  /** `()`: a loop goes into another round. */
  round: '__agenticQeRound',
} as const;
