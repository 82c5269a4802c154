import type { ProbePoint } from '../../testing/languageAdapter';
import type { LineRange } from '../moduleModel';

/** True when the counter stands in the range; without a known range everything counts as inside. */
export function isInRange(range: LineRange | undefined, point: ProbePoint | undefined): boolean {
  if (!range) return true;
  return point !== undefined && point.line >= range.startLine && point.line <= range.endLine;
}
