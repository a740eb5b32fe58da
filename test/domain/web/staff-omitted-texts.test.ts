/** What a message had no room for is read by the screen itself, until it is there. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reservation, WaitlistEntry } from '#contract';
import { OmittedTexts } from '#lib/live/omitted-texts.ts';
import { party } from './staff-sample.ts';

const whole = (id: number): Reservation => ({ ...party({ id, time: '19:00' }), notes: `Note ${String(id)}` });
const waiting = { id: 9, notes: 'At the bar' } as WaitlistEntry;

let asked: string[];
/** Answers in turn; after the last one everything is there. */
let statuses: number[];
let whileAsked: () => void;
let screen: { restaurantId: number; reservations: Map<number, Reservation>; waitlist: Map<number, WaitlistEntry> };
let texts: OmittedTexts;

function answer(path: string): Response {
  const status = statuses.shift() ?? 200;
  if (status === 0) throw new TypeError('the line was cut');
  if (status === 206) return new Response('{"id":');
  if (status !== 200) return Response.json({ code: 'unavailable' }, { status });
  const [, id] = /reservations\/(\d+)$/.exec(path) ?? [];
  return Response.json(id === undefined ? { items: [waiting], nextCursor: null } : whole(Number(id)));
}

beforeEach(() => {
  asked = [];
  statuses = [];
  whileAsked = () => undefined;
  const reservations = new Map([1, 2].map((id) => [id, party({ id, time: '19:00' })]));
  screen = { restaurantId: 1, reservations, waitlist: new Map([[9, { id: 9 } as WaitlistEntry]]) };
  const reader = {
    ...screen,
    learn: (reservation: Reservation) => void screen.reservations.set(reservation.id, reservation),
    learnWaiting: (entry: WaitlistEntry) => void screen.waitlist.set(entry.id, entry),
  };
  texts = new OmittedTexts(reader, async (input) => {
    const path = input as string;
    asked.push(path);
    await Promise.resolve();
    whileAsked();
    return answer(path);
  });
});

const noteOf = (id: number): string | undefined => screen.reservations.get(id)?.notes;

describe('a screen that needs texts', () => {
  test('reads that reservation, once', async () => {
    await texts.read(1);
    await texts.read();
    expect(asked).toEqual(['/api/reservations/1']);
    expect([noteOf(1), noteOf(2)]).toEqual(['Note 1', undefined]);
  });

  test('reads the waitlist', async () => {
    await texts.read('waitlist');
    expect(asked).toEqual(['/api/restaurants/1/waitlist']);
    expect(screen.waitlist.get(9)?.notes).toBe('At the bar');
  });

  test('reads one thing after the other, and again what changed while it was read', async () => {
    whileAsked = () => {
      if (asked.length === 1) void texts.read(1);
      if (asked.length === 1) void texts.read(2);
    };
    await texts.read(1);
    expect(asked).toEqual(['/api/reservations/1', '/api/reservations/1', '/api/reservations/2']);
    expect(noteOf(2)).toBe('Note 2');
  });

  test.each([0, 409, 429, 503])('asks again when the line is back, after %i', async (status) => {
    statuses = [status];
    await texts.read(1);
    expect([asked.length, noteOf(1)]).toEqual([1, undefined]);
    await texts.read();
    expect(noteOf(1)).toBe('Note 1');
  });

  test('asks again when the line broke within the answer', async () => {
    statuses = [206];
    await texts.read(1);
    await texts.read();
    expect([asked.length, noteOf(1)]).toEqual([2, 'Note 1']);
  });

  test.each([403, 404])('asks once for what it does not get: %i', async (status) => {
    statuses = [status];
    await texts.read(1);
    await texts.read();
    expect(asked.length).toBe(1);
  });

  test('does not bring back who left meanwhile', async () => {
    whileAsked = () => {
      screen.reservations.clear();
      screen.waitlist.clear();
    };
    await texts.read(1);
    expect(screen.reservations.size).toBe(0);
    await texts.read('waitlist');
    expect(screen.waitlist.size).toBe(0);
  });
});
