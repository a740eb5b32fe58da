import { describe, expect, it } from 'vitest';
import { dueAtOf, isOver, isOverdue, occursOn } from '../../../worker/domain/service/tasks.ts';

const once = { fromDate: '2026-11-22', untilDate: null, weekdays: null };
/** Fridays and Saturdays; 2026-11-22 is a Sunday. */
const weekends = { fromDate: '2026-11-22', untilDate: '2026-12-05', weekdays: [5, 6] };
const forEver = { ...weekends, untilDate: null };

describe('the dates of a task', () => {
  it.each([
    ['once, on its date', once, '2026-11-22', true],
    ['once, not the day before', once, '2026-11-21', false],
    ['once, not a week later', once, '2026-11-29', false],
    ['repeated, not before it begins', weekends, '2026-11-21', false],
    ['repeated, not on its first date when that is another weekday', weekends, '2026-11-22', false],
    ['repeated, on its weekdays', weekends, '2026-11-27', true],
    ['repeated, on the last date itself', weekends, '2026-12-05', true],
    ['repeated, not after it', weekends, '2026-12-11', false],
    ['without a last date it goes on', forEver, '2031-01-03', true],
  ])('%s', (_what, task, date, expected) => {
    expect(occursOn(task, date)).toBe(expected);
  });

  it.each([
    ['once, the day after', once, '2026-11-23', true],
    ['once, on the day', once, '2026-11-22', false],
    ['repeated, on the last date', weekends, '2026-12-05', false],
    ['repeated, afterwards', weekends, '2026-12-06', true],
    ['without a last date', forEver, '2089-01-01', false],
  ])('over: %s', (_what, task, date, expected) => {
    expect(isOver(task, date)).toBe(expected);
  });
});

describe('when a task is due', () => {
  const due = (date: string, time: string | null): string | null => {
    const at = dueAtOf(date, time, 'Europe/Paris', '04:00');
    return at === null ? null : new Date(at).toISOString();
  };
  it.each([
    ['in the afternoon', '2026-11-22', '16:30', '2026-11-22T15:30:00.000Z'],
    ['after midnight it is the next calendar day', '2026-11-22', '01:00', '2026-11-23T00:00:00.000Z'],
    ['a time that clocks jump over: at the jump', '2026-03-28', '02:30', '2026-03-29T01:00:00.000Z'],
    ['a time that comes twice: at the second', '2026-10-24', '02:30', '2026-10-25T01:30:00.000Z'],
    ['no time', '2026-11-22', null, null],
  ])('%s', (_what, date, time, expected) => {
    expect(due(date, time)).toBe(expected);
  });

  it.each([
    ['before its time', { dueAt: 100, isDone: false, dayEndsAt: 500 }, 99, false],
    ['at its time', { dueAt: 100, isDone: false, dayEndsAt: 500 }, 100, true],
    ['done', { dueAt: 100, isDone: true, dayEndsAt: 500 }, 400, false],
    ['without a time, during the day', { dueAt: null, isDone: false, dayEndsAt: 500 }, 499, false],
    ['without a time, when the day is over', { dueAt: null, isDone: false, dayEndsAt: 500 }, 500, true],
  ])('late: %s', (_what, task, now, expected) => {
    expect(isOverdue(task, now)).toBe(expected);
  });
});
