import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spendRange } from '../../src/core/cost/spendWindows';

const hourMs = 3_600_000;
const hoursByPeriod = {
  day: [23, 25],
  week: [7 * 24 - 1, 7 * 24 + 1],
  month: [28 * 24 - 1, 31 * 24 + 1],
} as const;

const situation = fc.record({
  period: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
  timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'),
  weekStartsOn: fc.integer({ min: 0, max: 6 }),
  nowMs: fc.oneof(
    // From 2012 on: the week and the month in which Samoa left a day out are shorter.
    fc.integer({ min: Date.UTC(2012, 1, 1), max: Date.UTC(2040, 0, 1) }),
    // Around the changes of the clocks, where mistakes are.
    fc
      .tuple(
        fc.constantFrom(
          ...[
            '2026-03-29T01:00Z',
            '2026-10-25T01:00Z',
            '2026-03-08T07:00Z',
            '2026-11-01T06:00Z',
            '2020-09-26T14:00Z',
            '2021-04-03T14:00Z',
          ],
        ),
        fc.integer({ min: -30 * hourMs, max: 30 * hourMs }),
      )
      .map(([change, distanceMs]) => Date.parse(change) + distanceMs),
  ),
});

function localText(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(atMs);
}

describe('spend windows (property)', () => {
  it('contain the instant, begin at a local midnight and have a length of the calendar', () => {
    fc.assert(
      fc.property(situation, ({ period, timeZone, weekStartsOn, nowMs }) => {
        const { fromMs, toMs } = spendRange(period, nowMs, timeZone, weekStartsOn);
        assert.ok(fromMs <= nowMs && nowMs < toMs);
        const [least, most] = hoursByPeriod[period];
        const hours = (toMs - fromMs) / hourMs;
        assert.ok(hours >= least && hours <= most, `${hours} hours`);
        for (const edge of [fromMs, toMs]) assert.match(localText(edge, timeZone), / 00:00:00$/);
        if (period === 'month') assert.match(localText(fromMs, timeZone), /-01 /);
        if (period === 'week') {
          const day = new Date(`${localText(fromMs, timeZone).slice(0, 10)}T00:00Z`).getUTCDay();
          assert.equal(day, weekStartsOn);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('touch each other: every instant is in exactly one', () => {
    fc.assert(
      fc.property(situation, ({ period, timeZone, weekStartsOn, nowMs }) => {
        const here = spendRange(period, nowMs, timeZone, weekStartsOn);
        for (const insideMs of [here.fromMs, here.toMs - 1]) {
          assert.deepEqual(spendRange(period, insideMs, timeZone, weekStartsOn), here);
        }
        assert.equal(spendRange(period, here.fromMs - 1, timeZone, weekStartsOn).toMs, here.fromMs);
        assert.equal(spendRange(period, here.toMs, timeZone, weekStartsOn).fromMs, here.toMs);
      }),
      { numRuns: 150 },
    );
  });

  it('touch each other even where the date once went back', () => {
    // Newfoundland and Labrador set clocks back at 00:01 until 2010: 23:01 of the day before came again after midnight.
    const zone = fc.constantFrom('America/St_Johns', 'America/Goose_Bay');
    // In 1988 by two hours, which is the case in which the later of the two midnights counts.
    const change = fc.constantFrom('2010-11-07T03:00:00Z', '1988-10-30T03:00:00Z');
    fc.assert(
      fc.property(zone, change, fc.integer({ min: -120, max: 120 }), (timeZone, changeText, minutes) => {
        const nowMs = Date.parse(changeText) + minutes * 60_000;
        const here = spendRange('day', nowMs, timeZone, 1);
        assert.ok(here.fromMs <= nowMs && nowMs < here.toMs);
        assert.equal(spendRange('day', here.toMs, timeZone, 1).fromMs, here.toMs);
        assert.equal(spendRange('day', here.fromMs - 1, timeZone, 1).toMs, here.fromMs);
      }),
    );
  });
});
