import assert from 'node:assert/strict';
import { type SpendPeriod, spendRange } from '../../../../src/core/cost/spendWindows';

const sunday = 0;
const monday = 1;

function hours(period: SpendPeriod, now: string, timeZone: string, weekStartsOn = monday): number {
  const { fromMs, toMs } = spendRange(period, Date.parse(now), timeZone, weekStartsOn);
  return (toMs - fromMs) / 3_600_000;
}

function range(period: SpendPeriod, now: string, timeZone: string, weekStartsOn = monday): string {
  const { fromMs, toMs, resetsAtMs } = spendRange(period, Date.parse(now), timeZone, weekStartsOn);
  assert.equal(resetsAtMs, toMs);
  const text = (atMs: number) => new Date(atMs).toISOString().replace(':00.000Z', '');
  return `${text(fromMs)}/${text(toMs)}`;
}

describe('spendRange', () => {
  it('begins the day at midnight of the zone, not of UTC', () => {
    assert.equal(range('day', '2026-11-23T12:00:00Z', 'Europe/Berlin'), '2026-11-22T23:00/2026-11-23T23:00');
    assert.equal(range('day', '2026-11-23T12:00:00Z', 'Asia/Kolkata'), '2026-11-22T18:30/2026-11-23T18:30');
    assert.equal(range('day', '2026-11-23T12:00:00Z', 'Pacific/Apia'), '2026-11-23T11:00/2026-11-24T11:00');
  });

  it('contains its first instant and not its last', () => {
    const { fromMs, toMs } = spendRange('day', Date.parse('2026-11-23T12:00:00Z'), 'Europe/Berlin', monday);
    assert.equal(spendRange('day', fromMs, 'Europe/Berlin', monday).fromMs, fromMs);
    assert.equal(spendRange('day', fromMs - 1, 'Europe/Berlin', monday).toMs, fromMs);
    assert.equal(spendRange('day', toMs, 'Europe/Berlin', monday).fromMs, toMs);
  });

  it('has days of 23 and 25 hours where clocks change', () => {
    assert.equal(hours('day', '2026-03-29T12:00:00Z', 'Europe/Berlin'), 23);
    assert.equal(hours('day', '2026-10-25T12:00:00Z', 'Europe/Berlin'), 25);
    assert.equal(hours('day', '2026-03-08T12:00:00Z', 'America/New_York'), 23);
    assert.equal(hours('day', '2026-11-01T12:00:00Z', 'America/New_York'), 25);
    assert.equal(hours('day', '2026-06-01T12:00:00Z', 'America/New_York'), 24);
  });

  it('begins a day whose midnight was skipped at its first instant', () => {
    // Cairo, 2024-04-26: 00:00 became 01:00.
    assert.equal(range('day', '2024-04-26T12:00:00Z', 'Africa/Cairo'), '2024-04-25T22:00/2024-04-26T21:00');
  });

  it('leaves out the day that Samoa left out', () => {
    // After 2011-12-29 came 2011-12-31.
    assert.equal(range('day', '2011-12-30T09:00:00Z', 'Pacific/Apia'), '2011-12-29T10:00/2011-12-30T10:00');
    assert.equal(range('day', '2011-12-30T11:00:00Z', 'Pacific/Apia'), '2011-12-30T10:00/2011-12-31T10:00');
    assert.equal(hours('month', '2011-12-15T12:00:00Z', 'Pacific/Apia'), 30 * 24);
  });

  it('begins the week on the given day', () => {
    // 2026-11-23 is a Monday.
    assert.equal(range('week', '2026-11-23T12:00:00Z', 'UTC', monday), '2026-11-23T00:00/2026-11-30T00:00');
    assert.equal(range('week', '2026-11-23T12:00:00Z', 'UTC', sunday), '2026-11-22T00:00/2026-11-29T00:00');
    assert.equal(range('week', '2026-11-23T12:00:00Z', 'UTC', 2), '2026-11-17T00:00/2026-11-24T00:00');
    assert.equal(hours('week', '2026-10-25T12:00:00Z', 'Europe/Berlin', monday), 7 * 24 + 1);
  });

  it('knows months, leap years and the turn of the year', () => {
    assert.equal(
      range('month', '2026-12-31T23:30:00Z', 'Europe/Berlin'),
      '2026-12-31T23:00/2027-01-31T23:00',
    );
    assert.equal(hours('month', '2028-02-10T12:00:00Z', 'Asia/Kolkata'), 29 * 24);
    assert.equal(hours('month', '2026-03-10T12:00:00Z', 'Europe/Berlin'), 31 * 24 - 1);
  });

  it('refuses zones and instants that do not exist', () => {
    assert.throws(() => spendRange('day', 0, 'Europe/Bonn', monday), RangeError);
    assert.throws(() => spendRange('day', Number.NaN, 'UTC', monday), RangeError);
  });
});
