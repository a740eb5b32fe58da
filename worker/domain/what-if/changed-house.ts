/** The house as it would be, for a replay. */
import type { DiningTable, RestaurantConfiguration, SeatingPolicies, ServicePeriod } from '../service/configuration.ts';
import { checkSettings } from '../service/check-settings.ts';
import type { SettingsProblem } from '../service/check-settings.ts';

interface Unit {
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

/** What is left out stays as it is. */
export interface HouseChanges {
  /** The whole room. Who has the id of a table keeps its area, features and channels. */
  readonly tables?: readonly (Unit & { readonly id: number })[] | undefined;
  readonly combinations?: readonly (Unit & { readonly tableIds: readonly number[] })[] | undefined;
  /** By the name of the service period. */
  readonly pacing?: readonly Pick<ServicePeriod, 'name' | 'pacingCoversMax' | 'pacingPartiesMax'>[] | undefined;
  /** Minutes that every turn is longer. */
  readonly turnMinutesMore?: number | undefined;
  readonly policies?: { readonly [K in keyof SeatingPolicies]?: SeatingPolicies[K] | undefined } | undefined;
}

type Changed =
  | { readonly ok: true; readonly configuration: RestaurantConfiguration }
  | { readonly ok: false; readonly errors: readonly SettingsProblem[] };

/** Paths of problems begin with the change they are about: `tables.0.partySizeMin`. */
export function changedHouse(present: RestaurantConfiguration, changes: HouseChanges): Changed {
  const tables = changes.tables?.map((table) => changedTable(present.tables, table)) ?? present.tables;
  const combinations = combinationsOf(present, changes, tables);
  const { settings } = present;
  const { pacing = [], turnMinutesMore = 0 } = changes;
  const paced = (period: ServicePeriod): ServicePeriod => ({
    ...period,
    ...pacing.find(({ name }) => name === period.name),
  });
  const configuration: RestaurantConfiguration = {
    ...present,
    tables,
    combinations,
    settings: {
      ...settings,
      periods: settings.periods.map(paced),
      specialDays: settings.specialDays.map((day) => ({ ...day, periods: day.periods?.map(paced) ?? null })),
      turnTimes: settings.turnTimes.map((turn) => ({ ...turn, minutes: turn.minutes + turnMinutesMore })),
      seating: { ...settings.seating, ...changes.policies },
    },
  };
  const errors = [...problemsOf(present, changes, tables), ...settingsProblems(configuration)];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, configuration };
}

function changedTable(present: readonly DiningTable[], table: Unit & { readonly id: number }): DiningTable {
  const known = present.find(({ id }) => id === table.id);
  const fresh = {
    tableNumber: `new ${String(table.id)}`,
    areaId: present[0]?.areaId ?? 0,
    features: [],
    channels: ['online', 'in_house', 'walk_in'] as const,
  };
  return { ...fresh, ...known, ...table };
}

/** Declared ones whose tables are no longer there are gone with them. */
function combinationsOf(
  present: RestaurantConfiguration,
  changes: HouseChanges,
  tables: readonly DiningTable[],
): RestaurantConfiguration['combinations'] {
  if (changes.combinations !== undefined) {
    return changes.combinations.map((combination, index) => ({ ...combination, id: index + 1 }));
  }
  const ids = new Set(tables.map(({ id }) => id));
  return present.combinations.filter(({ tableIds }) => tableIds.every((id) => ids.has(id)));
}

function problemsOf(
  present: RestaurantConfiguration,
  changes: HouseChanges,
  tables: readonly DiningTable[],
): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const { tables: given = [], combinations = [], pacing = [] } = changes;
  const ids = new Set(tables.map(({ id }) => id));
  if (ids.size < tables.length) problems.push({ path: 'tables', message: 'Give every table an id of its own.' });
  combinations.forEach(({ tableIds }, index) => {
    if (tableIds.every((id) => ids.has(id)) && new Set(tableIds).size === tableIds.length) return;
    const message = 'Join tables of this room, each once.';
    problems.push({ path: `combinations.${String(index)}.tableIds`, message });
  });
  for (const [list, units] of Object.entries({ tables: given, combinations })) {
    units.forEach(({ partySizeMin, partySizeMax }, index) => {
      if (partySizeMin <= partySizeMax) return;
      const message = 'The smallest party cannot be larger than the largest.';
      problems.push({ path: `${list}.${String(index)}.partySizeMin`, message });
    });
  }
  const { periods, specialDays } = present.settings;
  const names = new Set([...periods, ...specialDays.flatMap((day) => day.periods ?? [])].map(({ name }) => name));
  pacing.forEach(({ name }, index) => {
    if (names.has(name)) return;
    problems.push({ path: `pacing.${String(index)}.name`, message: `There is no service called ${name}.` });
  });
  return problems;
}

/** In the words of the changes. */
function settingsProblems({ settings, dayBoundary }: RestaurantConfiguration): SettingsProblem[] {
  return checkSettings(settings, dayBoundary).map(({ path, message }) => {
    if (path.startsWith('seating.')) return { path: path.replace('seating.', 'policies.'), message };
    return { path: 'turnMinutesMore', message };
  });
}
