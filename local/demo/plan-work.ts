/** Sections, a roster of two weeks and some tasks, through the API. Safe to repeat. */
import { addDays, serviceDateAt, weekdayOf } from '../../worker/domain/time/service-date.ts';
import type { Duty } from '../../worker/contract/work.ts';
import type { ApiClient } from '../api-client.ts';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { type Crew, crews } from './crews.ts';
import type { OpenedHouse } from './set-up.ts';

const weekDays = 7;
/** Everybody has about two days of the week off. */
const worksShare = 0.75;

export async function planWork(api: ApiClient, { house, restaurantId }: OpenedHouse, startedAt: number): Promise<void> {
  const crew = crews.find(({ place }) => place === restaurantId);
  if (crew === undefined) return;
  const today = serviceDateAt(startedAt, house.profile.zone, '04:00');
  const monday = addDays(today, -((weekdayOf(today) + 6) % weekDays));
  const sectionIds = await addSections(api, crew);
  await planWeek(api, crew, sectionIds, monday);
  const params = { id: restaurantId };
  await api.demand('POST /api/restaurants/{id}/shifts/copy', {
    params,
    body: { fromDate: monday, toDate: addDays(monday, weekDays) },
  });
  const written = await api.demand('GET /api/restaurants/{id}/tasks/written', { params });
  if (written.items.length > 0) return;
  for (const task of crew.tasks) {
    await api.demand('POST /api/restaurants/{id}/tasks', { params, body: { fromDate: today, ...task } });
  }
}

async function addSections(api: ApiClient, { place, sections }: Crew): Promise<number[]> {
  const params = { id: place };
  const known = await api.demand('GET /api/restaurants/{id}/sections', { params });
  const { items: tables } = await api.demand('GET /api/restaurants/{id}/tables', { params });
  const ids: number[] = [];
  for (const { name, tableNumbers } of sections) {
    const tableIds = tables.filter((table) => tableNumbers.includes(table.tableNumber)).map(({ id }) => id);
    const there = known.items.find((section) => section.name === name);
    const section =
      there ?? (await api.demand('POST /api/restaurants/{id}/sections', { params, body: { name, tableIds } }));
    ids.push(section.id);
  }
  return ids;
}

/** Sections go round among the servers of a day, so that nobody has the garden every evening. */
async function planWeek(api: ApiClient, crew: Crew, sectionIds: readonly number[], monday: string): Promise<void> {
  const { place, hours, openWeekdays } = crew;
  const params = { id: place };
  const { people } = await api.demand('GET /api/restaurants/{id}/shifts', {
    params,
    query: { from: monday, to: addDays(monday, weekDays - 1) },
  });
  const duties = Object.keys(hours) as Duty[];
  const workers = people.flatMap(({ id, name, roles }) => {
    const duty = duties.find((each) => roles.includes(each));
    return duty === undefined ? [] : [{ id, name, duty }];
  });
  const chance = chanceFrom(`roster ${place}`);
  for (let day = 0; day < weekDays; day += 1) {
    const serviceDate = addDays(monday, day);
    if (!openWeekdays.includes(weekdayOf(serviceDate))) continue;
    let servers = 0;
    for (const { id: userId, name, duty } of workers) {
      const isAlone = workers.filter((each) => each.duty === duty).length === 1;
      if (!isAlone && !chance.of(`${name} ${serviceDate}`).happens(worksShare)) continue;
      const [startTime, endTime] = hours[duty];
      const sectionId = duty === 'server' ? (sectionIds[(servers + day) % sectionIds.length] ?? null) : null;
      if (duty === 'server') servers += 1;
      const body = { userId, serviceDate, startTime, endTime, duty, sectionId };
      const planned = await api.ask('POST /api/restaurants/{id}/shifts', { params, body });
      // 409: an interrupted fill has planned it already.
      if (!planned.ok && planned.status !== 409) throw new Error(`no shift for ${name}: ${planned.problem.detail}`);
    }
  }
}
