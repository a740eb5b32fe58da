import { describe, expect, it } from 'vitest';
import { afterQuietHours } from '../../../worker/domain/time/quiet-hours.ts';

const zone = 'Europe/Paris';
const night = { from: '22:00', to: '08:00' };
const nap = { from: '14:00', to: '17:30' };

describe('what can wait leaves', () => {
  it.each([
    ['at once by day', '2026-11-20T12:00:00Z', night, '2026-11-20T12:00:00Z'],
    ['in the morning, said late at night', '2026-11-20T22:10:30Z', night, '2026-11-21T07:00:00Z'],
    ['in the morning, said before dawn', '2026-11-21T04:00:00Z', night, '2026-11-21T07:00:00Z'],
    ['at once when the quiet is just over', '2026-11-21T07:00:00Z', night, '2026-11-21T07:00:00Z'],
    ['after the nap', '2026-11-20T13:00:00Z', nap, '2026-11-20T16:30:00Z'],
    ['at once where it is never quiet', '2026-11-21T04:00:00Z', null, '2026-11-21T04:00:00Z'],
    ['at eight also when the clocks go back in between', '2026-10-24T22:00:00Z', night, '2026-10-25T07:00:00Z'],
    ['and no earlier than eight when they go forward', '2026-03-28T22:00:00Z', night, '2026-03-29T07:00:00Z'],
  ])('%s', (_, at, quiet, expected) => {
    expect(new Date(afterQuietHours(Date.parse(at), zone, quiet)).toISOString()).toBe(new Date(expected).toISOString());
  });
});
