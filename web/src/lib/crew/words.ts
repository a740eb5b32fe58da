import type { Duty, Task, TaskList } from '#contract';

export const duties: readonly Duty[] = ['server', 'host', 'kitchen', 'manager'];
export const dutyWords: Readonly<Record<Duty, string>> = {
  server: 'Service',
  host: 'Door',
  kitchen: 'Kitchen',
  manager: 'Lead',
};

export const taskLists: readonly TaskList[] = ['opening', 'service', 'closing', 'follow_up'];
export const listWords: Readonly<Record<TaskList, string>> = {
  opening: 'Opening',
  service: 'During service',
  closing: 'Closing',
  follow_up: 'Follow-up',
};

export const roleWords: Readonly<Record<NonNullable<Task['assigneeRole']>, string>> = {
  server: 'Servers',
  host: 'Hosts',
  kitchen: 'Kitchen',
  manager: 'Managers',
  owner: 'Owners',
};

/** Monday first, as rosters are read; the number is the day of the week, Sunday 0. */
export const weekdays: readonly { readonly day: number; readonly short: string; readonly name: string }[] = [
  { day: 1, short: 'Mon', name: 'Monday' },
  { day: 2, short: 'Tue', name: 'Tuesday' },
  { day: 3, short: 'Wed', name: 'Wednesday' },
  { day: 4, short: 'Thu', name: 'Thursday' },
  { day: 5, short: 'Fri', name: 'Friday' },
  { day: 6, short: 'Sat', name: 'Saturday' },
  { day: 0, short: 'Sun', name: 'Sunday' },
];

/** `every day`, `Mon to Fri`, `Fri, Sat`. */
export function weekdayWords(days: readonly number[]): string {
  const chosen = weekdays.flatMap(({ day }, index) => (days.includes(day) ? [index] : []));
  if (chosen.length === weekdays.length) return 'every day';
  const [first = 0, last = 0] = [chosen[0], chosen.at(-1)];
  const short = (index: number): string => weekdays[index]?.short ?? '';
  const inRow = chosen.length > 2 && last - first === chosen.length - 1;
  return inRow ? `${short(first)} to ${short(last)}` : chosen.map(short).join(', ');
}

/** `Sofía`, `Servers`, or nothing for everybody. */
export function assigneeWords({ assignee, assigneeRole }: Pick<Task, 'assignee' | 'assigneeRole'>): string {
  return assignee?.name ?? (assigneeRole === null ? '' : roleWords[assigneeRole]);
}
