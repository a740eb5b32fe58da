/**
 * What a house's tables say by themselves, whoever sits at them: units, who fits where, classes. A house keeps its tables
 * for months and decides about them many times a minute, so all of it is prepared once per list of tables.
 */
import type { SeatingProblem, SeatingRequest } from './problem.ts';
import { candidatesFor, candidatesKeyOf, floorTablesOf, unitsOf } from './seating-units.ts';
import type { Candidates, FloorTable, SeatingUnit } from './seating-units.ts';
import { poolTables } from './table-classes.ts';
import type { TableClasses } from './table-classes.ts';

export interface Floor {
  readonly tables: readonly FloorTable[];
  readonly tableById: ReadonlyMap<number, FloorTable>;
  readonly units: readonly SeatingUnit[];
  /** By table index: the units of which it is the first table. */
  readonly unitsFrom: readonly (readonly SeatingUnit[])[];
  readonly candidatesByKey: Map<string, Candidates>;
  readonly classesByFeatures: Map<string, TableClasses>;
}

type Furniture = Pick<SeatingProblem, 'tables' | 'combinations'>;

/** A function of its input alone; what is kept only saves time. */
const floors = new WeakMap<Furniture['tables'], { readonly of: Furniture['combinations']; readonly floor: Floor }>();

export function floorOf({ tables, combinations }: Furniture): Floor {
  const known = floors.get(tables);
  if (known?.of === combinations) return known.floor;
  const floor = prepareFloor({ tables, combinations });
  floors.set(tables, { of: combinations, floor });
  return floor;
}

function prepareFloor(furniture: Furniture): Floor {
  const tables = floorTablesOf(furniture);
  const tableById = new Map(tables.map((table) => [table.id, table]));
  const units = unitsOf(furniture, tableById);
  const unitsFrom = tables.map((): SeatingUnit[] => []);
  for (const unit of units) unitsFrom[unit.tableIndexes[0]!]!.push(unit);
  return { tables, tableById, units, unitsFrom, candidatesByKey: new Map(), classesByFeatures: new Map() };
}

/** The units that fit such a request, best first. */
export function candidatesOn({ units, candidatesByKey }: Floor, request: SeatingRequest): Candidates {
  const key = candidatesKeyOf(request);
  let candidates = candidatesByKey.get(key);
  if (candidates === undefined) {
    candidates = candidatesFor(units, request);
    candidatesByKey.set(key, candidates);
  }
  return candidates;
}

/** Classes of tables that serve everybody who requires any of these features. */
export function classesOn({ tables, units, classesByFeatures }: Floor, required: ReadonlySet<string>): TableClasses {
  const key = JSON.stringify([...required].sort());
  let classes = classesByFeatures.get(key);
  if (classes === undefined) {
    classes = poolTables(tables, units, required);
    classesByFeatures.set(key, classes);
  }
  return classes;
}
