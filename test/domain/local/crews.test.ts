import { describe, expect, it } from 'vitest';
import { brasserieDuCanal } from '../../../local/demo/brasserie-du-canal.ts';
import { crews } from '../../../local/demo/crews.ts';
import { osteriaLume } from '../../../local/demo/osteria-lume.ts';
import { people } from '../../../local/demo/set-up.ts';
import { sushiKawa } from '../../../local/demo/sushi-kawa.ts';
import { CreateTask } from '../../../worker/contract/work.ts';
import { isShiftInOrder } from '../../../worker/domain/service/shifts.ts';

const houses = [osteriaLume, brasserieDuCanal, sushiKawa].map((house) => [house.profile.name, house] as const);

describe.each(houses)('the crew of %s', (_name, house) => {
  const crew = crews.find(({ place }) => place === house.place)!;
  const tables = house.maps.flatMap((map) => map.tables.map(({ tableNumber }) => tableNumber));

  it('serves every table, each once', () => {
    expect(crew.sections.flatMap(({ tableNumbers }) => tableNumbers).sort()).toEqual([...tables].sort());
  });

  it('works when the house is open', () => {
    const open = [...new Set(house.settings.periods.flatMap(({ weekdays }) => weekdays))].sort();
    expect([...crew.openWeekdays].sort()).toEqual(open);
    const boundary = house.profile.dayBoundary ?? '04:00';
    for (const [startTime, endTime] of Object.values(crew.hours)) {
      expect(isShiftInOrder({ serviceDate: '2026-11-21', startTime, endTime }, boundary)).toBe(true);
    }
  });

  it('has somebody for every section, and tasks that the API takes', () => {
    const here = [...crew.colleagues, ...people.filter(({ restaurantId }) => restaurantId === house.place)];
    expect(here.filter(({ role }) => role === 'server').length).toBeGreaterThanOrEqual(crew.sections.length);
    for (const task of crew.tasks) CreateTask.parse(task);
  });
});

it('nobody has two addresses', () => {
  const addresses = [...people, ...crews.flatMap(({ colleagues }) => colleagues)].map(({ email }) => email);
  expect(new Set(addresses).size).toBe(addresses.length);
});
