/** A part of the progress of a whole, in [0, 1]. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/** Of a run, this much is over when its files are read; the rest is divided among its groups. */
const readingShare = 0.05;
/** Of a group: its candidates are collected up to here, then judged. */
const collectingShare = 0.65;

/** Parts of a whole run that work on one group takes. */
export interface GroupShares {
  readonly collecting: Share;
  readonly judging: Share;
}

/** Of one group of so many. */
export function groupShares(index: number, groups: number): GroupShares {
  const width = (1 - readingShare) / groups;
  const share = { from: readingShare + index * width, to: readingShare + (index + 1) * width };
  return {
    collecting: within(share, { from: 0, to: collectingShare }),
    judging: within(share, { from: collectingShare, to: 1 }),
  };
}

/** A part of a part. */
export function within({ from, to }: Share, part: Share): Share {
  const width = to - from;
  return { from: from + part.from * width, to: from + part.to * width };
}
