import type { Call, Combination, Settings, Table } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

type Question = Call<'POST /api/restaurants/{id}/seating/what-if'>['body'];
type Changes = Question['changes'];
type Policies = Settings['seating'];

/** The house as it is: what the form begins with and what its answers are compared with. */
export interface House {
  readonly settings: Pick<Settings, 'periods' | 'seating'>;
  readonly tables: readonly Pick<Table, 'id' | 'partySizeMin' | 'capacity'>[];
  readonly combinations: readonly Combination[];
}

/** Tables that are alike: `2 to 4 guests`, and how many there are. */
export interface TableKind {
  readonly partySizeMin: number;
  readonly partySizeMax: number;
  readonly count: number;
}

/** Sizes that are offered although the house has no such table. */
const usualSizes = [2, 4, 6, 8];

export function tableKinds(tables: House['tables']): TableKind[] {
  const counts = new Map<string, TableKind>();
  const add = (partySizeMin: number, partySizeMax: number, by: number): void => {
    const key = `${String(partySizeMin)}-${String(partySizeMax)}`;
    const count = (counts.get(key)?.count ?? 0) + by;
    counts.set(key, { partySizeMin, partySizeMax, count });
  };
  for (const { partySizeMin, capacity } of tables) add(partySizeMin, capacity, 1);
  for (const size of usualSizes) if (!tables.some(({ capacity }) => capacity === size)) add(1, size, 0);
  return [...counts.values()].sort((a, b) => a.partySizeMax - b.partySizeMax || a.partySizeMin - b.partySizeMin);
}

export const kindField = ({ partySizeMin, partySizeMax }: TableKind): string =>
  `tables-${String(partySizeMin)}-${String(partySizeMax)}`;

/** The periods by name, each once: on other weekdays one may come again. */
export function periodLimits(settings: House['settings']): Settings['periods'] {
  return settings.periods.filter(({ name }, index, all) => all.findIndex((each) => each.name === name) === index);
}

/** What would be different; what is as it is today is left out. */
export function readQuestion(form: FormData, house: House): Question {
  const more = Number(formText(form, 'turnMinutesMore') || '0');
  const policies = readPolicies(form, house.settings.seating);
  const pacing = readPacing(form, house);
  const changes: Changes = {
    ...readTables(form, house),
    ...(pacing.length === 0 ? {} : { pacing }),
    ...(more === 0 ? {} : { turnMinutesMore: more }),
    ...(Object.keys(policies).length === 0 ? {} : { policies }),
  };
  return { from: formText(form, 'from'), to: formText(form, 'to'), changes };
}

function readPacing(form: FormData, { settings }: House): NonNullable<Changes['pacing']> {
  return periodLimits(settings).flatMap(({ name, pacingCoversMax, pacingPartiesMax }, index) => {
    const covers = limit(form, `covers-${String(index)}`);
    const parties = limit(form, `parties-${String(index)}`);
    if (covers === pacingCoversMax && parties === pacingPartiesMax) return [];
    return [{ name, pacingCoversMax: covers, pacingPartiesMax: parties }];
  });
}

/** Empty: no limit. */
function limit(form: FormData, field: string): number | null {
  const text = formText(form, field);
  return text === '' ? null : Number(text);
}

function readPolicies(form: FormData, now: Policies): Partial<Policies> {
  const largeFrom = formText(form, 'largeSeatsMin');
  const largeFor = formText(form, 'largePartyMin');
  const asked: Policies = {
    peaks: readPeaks(form),
    peakTurnMinutesLess: Number(formText(form, 'peakTurnMinutesLess') || '0'),
    peakLargeTables:
      largeFrom === '' || largeFor === '' ? null : { seatsMin: Number(largeFrom), partySizeMin: Number(largeFor) },
    bidPrices: form.has('bidPrices'),
    slotShaping: form.has('slotShaping'),
  };
  return Object.fromEntries(
    Object.entries(asked).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name as keyof Policies]),
    ),
  );
}

/** A peak without weekdays, or without its times, is none. */
function readPeaks(form: FormData): Policies['peaks'] {
  const count = Number(formText(form, 'peakCount') || '0');
  return Array.from({ length: Math.min(count, 14) }, (_, index) => ({
    weekdays: form.getAll(`peak-${String(index)}-days`).map(Number),
    startTime: formText(form, `peak-${String(index)}-start`),
    endTime: formText(form, `peak-${String(index)}-end`),
  })).filter(({ weekdays, startTime, endTime }) => weekdays.length > 0 && startTime !== '' && endTime !== '');
}

/** Of each kind the first so many tables stay, those that combinations need before the others; what is missing is added. */
function readTables(form: FormData, { tables, combinations }: House): Pick<Changes, 'tables' | 'combinations'> {
  const joins = formText(form, 'joins') !== 'none';
  const kinds = tableKinds(tables).map((kind) => ({ ...kind, wanted: Number(formText(form, kindField(kind)) || '0') }));
  if (kinds.every(({ count, wanted }) => count === wanted)) return joins ? {} : { combinations: [] };
  const joined = new Set(combinations.flatMap(({ tableIds }) => tableIds));
  let added = Math.max(0, ...tables.map(({ id }) => id));
  const room = kinds.flatMap(({ partySizeMin, partySizeMax, wanted }) => {
    const present = tables
      .filter((table) => table.partySizeMin === partySizeMin && table.capacity === partySizeMax)
      .sort((a, b) => Number(joined.has(b.id)) - Number(joined.has(a.id)) || a.id - b.id);
    return Array.from({ length: Math.max(0, wanted) }, (_, index) => {
      const id = present[index]?.id ?? (added += 1);
      return { id, partySizeMin, partySizeMax };
    });
  });
  const stays = new Set(room.map(({ id }) => id));
  const kept = combinations.filter(({ tableIds }) => joins && tableIds.every((id) => stays.has(id)));
  return {
    tables: room,
    combinations: kept.map(({ tableIds, partySizeMin, partySizeMax }) => ({ tableIds, partySizeMin, partySizeMax })),
  };
}
