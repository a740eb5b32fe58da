import type { Roster, Shift } from '#contract';
import { addDays } from '#lib/staff/times.ts';

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  return addDays(date, -((weekday + 6) % 7));
}

export function weekFrom(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

export interface RosterRow {
  readonly person: { readonly id: number; readonly name: string };
  readonly roles: string;
  readonly shifts: readonly Shift[];
  readonly hours: number;
}

/**
 * A row for everybody who is planned, and for everybody else of the house: not for who looks after the whole group and
 * has no shift here.
 */
export function rosterRows({ people, items }: Pick<Roster, 'people' | 'items'>): RosterRow[] {
  const known = new Map(people.map((each) => [each.id, each]));
  const planned = items.map(({ person }) => person).filter(({ id }) => !known.has(id));
  const everybody = [...people, ...new Map(planned.map((person) => [person.id, { ...person, roles: [] }])).values()];
  return everybody
    .map(({ id, name, roles }) => {
      const shifts = items.filter(({ person }) => person.id === id);
      return { person: { id, name }, roles: roles.join(', '), shifts, hours: hoursOf(shifts) };
    })
    .filter(({ shifts, roles }) => shifts.length > 0 || roles !== 'owner')
    .sort((one, other) => one.person.name.localeCompare(other.person.name));
}

/** Worked, to the quarter of an hour. */
export function hoursOf(shifts: readonly Shift[]): number {
  const ms = shifts.reduce((sum, { startsAt, endsAt }) => sum + Date.parse(endsAt) - Date.parse(startsAt), 0);
  return Math.round(ms / 900_000) / 4;
}
