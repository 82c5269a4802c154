/** A number in words; `explanation` is the basis of an estimate or the reason why there is no number. */
export interface PanelFigure {
  readonly text: string;
  readonly provenance: 'measured' | 'estimated' | 'unavailable';
  readonly explanation?: string;
}

export interface PanelShare {
  /** `96 %` or `n/a`. */
  readonly text: string;
  /** `24 of 25`, or why there is no number. */
  readonly detail: string;
  /** In [0, 100]; absent when unavailable. */
  readonly percent?: number;
}
