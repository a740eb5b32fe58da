import type { Settings, Table } from '#contract';

export type Period = Settings['periods'][number];
export type Channel = Table['channels'][number];

export const channelChoices: readonly { readonly value: Channel; readonly label: string }[] = [
  { value: 'online', label: 'Guests online' },
  { value: 'in_house', label: 'Phone and staff' },
  { value: 'walk_in', label: 'Walk-ins' },
];

/** Monday first, as a week of work is read; the numbers are the API's (0 Sunday). */
export const weekdays = [
  { value: 1, short: 'Mon', long: 'Monday' },
  { value: 2, short: 'Tue', long: 'Tuesday' },
  { value: 3, short: 'Wed', long: 'Wednesday' },
  { value: 4, short: 'Thu', long: 'Thursday' },
  { value: 5, short: 'Fri', long: 'Friday' },
  { value: 6, short: 'Sat', long: 'Saturday' },
  { value: 0, short: 'Sun', long: 'Sunday' },
] as const;

export function newPeriod(name: string): Period {
  return {
    name,
    weekdays: [],
    startTime: '18:00',
    lastStartTime: '21:00',
    intervalMinutes: 15,
    pacingCoversMax: null,
    pacingPartiesMax: null,
    channels: ['online', 'in_house', 'walk_in'],
  };
}

/** The list with a value in it or not; in the order of `all`, so that two ways to the same set are equal. */
export function withValue<T>(list: readonly T[], value: T, present: boolean, all: readonly T[]): T[] {
  return all.filter((each) => (each === value ? present : list.includes(each)));
}
