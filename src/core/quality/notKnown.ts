/** Why something is not known, in a sentence. */
export interface NotKnown {
  readonly unavailable: string;
}
