import type { TimeRange } from './ledgerStore';

/** A window over which spend is added up. */
export type SpendPeriod = 'day' | 'week' | 'month';

/** A spend window; `resetsAtMs` is `toMs`, when the next one begins. */
export interface SpendRange extends TimeRange {
  readonly resetsAtMs: number;
}

/** A day of the calendar as the number of days since 1970-01-01, free of time zones. */
type DayNumber = number;

const dayMs = 86_400_000;
/** Local time and UTC are never further apart than this (the extreme on record is 15 h 56 min). */
const maxOffsetMs = 16 * 3_600_000;

/**
 * The half-open interval, in milliseconds since the epoch, of the day, week or month of `timeZone` (an IANA name) that
 * contains `nowMs`. Neighbouring windows touch: every instant is in exactly one. Days last 23 or 25 hours where clocks change.
 * @param weekStartsOn 0 is Sunday, 6 is Saturday.
 * @throws RangeError for an unknown time zone or an instant that is no date.
 */
export function spendRange(
  period: SpendPeriod,
  nowMs: number,
  timeZone: string,
  weekStartsOn: number,
): SpendRange {
  const calendar = createCalendar(timeZone);
  const toRange = (first: DayNumber): SpendRange => {
    const toMs = calendar.startOf(nextPeriod(period, first));
    return { fromMs: calendar.startOf(first), toMs, resetsAtMs: toMs };
  };
  const first = firstDay(period, calendar.dayAt(nowMs), weekStartsOn);
  const range = toRange(first);
  // Where clocks once went back just after midnight the date itself went back; the windows must not overlap even so.
  if (nowMs < range.fromMs) return toRange(firstDay(period, first - 1, weekStartsOn));
  if (nowMs >= range.toMs) return toRange(nextPeriod(period, first));
  return range;
}

function firstDay(period: SpendPeriod, day: DayNumber, weekStartsOn: number): DayNumber {
  const date = new Date(day * dayMs);
  switch (period) {
    case 'day':
      return day;
    case 'week':
      return day - ((date.getUTCDay() - weekStartsOn + 7) % 7);
    case 'month':
      return day - (date.getUTCDate() - 1);
  }
}

function nextPeriod(period: SpendPeriod, first: DayNumber): DayNumber {
  if (period === 'day') return first + 1;
  if (period === 'week') return first + 7;
  const date = new Date(first * dayMs);
  return date.setUTCMonth(date.getUTCMonth() + 1) / dayMs;
}

interface Calendar {
  dayAt(instantMs: number): DayNumber;
  /** First instant of the day; of the day after it where the zone left the day out. */
  startOf(day: DayNumber): number;
}

function createCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const dayAt = (instantMs: number): DayNumber => {
    const parts = new Map(format.formatToParts(instantMs).map((part) => [part.type, Number(part.value)]));
    return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 0) - 1, parts.get('day') ?? 0) / dayMs;
  };
  const startOf = (day: DayNumber): number => {
    // Bisection asks nothing of a zone but that dates follow each other: midnight may be missing, or come twice.
    let before = day * dayMs - maxOffsetMs;
    let atOrAfter = day * dayMs + dayMs + maxOffsetMs;
    while (atOrAfter - before > 1) {
      const middle = Math.floor((before + atOrAfter) / 2);
      if (dayAt(middle) >= day) atOrAfter = middle;
      else before = middle;
    }
    return atOrAfter;
  };
  return { dayAt, startOf };
}
