import type { Call, Table } from '#contract';

/** What the form of a table holds. Features are typed with commas between them. */
export interface TableDraft {
  tableNumber: string;
  capacity: number;
  partySizeMin: number;
  location: string;
  shape: Table['shape'];
  features: string;
  channels: Table['channels'];
  floorMapId: string;
  notes: string;
}

export function draftOf(table: Table): TableDraft {
  const { tableNumber, capacity, partySizeMin, location, shape, features, channels, floorMapId, notes } = table;
  return {
    tableNumber,
    capacity,
    partySizeMin,
    location,
    shape,
    features: features.join(', '),
    channels: [...channels],
    floorMapId: floorMapId === null ? '' : String(floorMapId),
    notes: notes ?? '',
  };
}

export function emptyDraft(location: string, floorMapId: string): TableDraft {
  return {
    tableNumber: '',
    capacity: 4,
    partySizeMin: 1,
    location,
    shape: 'square',
    features: '',
    channels: ['online', 'in_house', 'walk_in'],
    floorMapId,
    notes: '',
  };
}

type Update = NonNullable<Call<'PUT /api/restaurants/{id}/tables/{tableId}'>['body']>;

export function updateOf(draft: TableDraft): Update {
  const { floorMapId, notes, ...rest } = draft;
  return {
    ...rest,
    features: featuresOf(draft.features),
    notes: notes.trim() === '' ? null : notes.trim(),
    ...(floorMapId === '' ? {} : { floorMapId: Number(floorMapId) }),
  };
}

/** `Window view, quiet` → `window_view`, `quiet` */
export function featuresOf(text: string): string[] {
  const words = text.split(',').map((word) => word.trim().toLowerCase().replaceAll(/\s+/g, '_'));
  return [...new Set(words)].filter((word) => word !== '');
}

/** Where new tables lie until someone places them: in rows below what is there, so that none covers another. */
export function freePlaces(
  tables: readonly Pick<Table, 'position' | 'dimensions'>[],
  count: number,
): { x: number; y: number }[] {
  const step = 120;
  const perRow = 8;
  const below = Math.max(0, ...tables.map(({ position, dimensions }) => position.y + dimensions.height));
  const top = below === 0 ? 40 : below + 40;
  return Array.from({ length: count }, (_, index) => ({
    x: 40 + (index % perRow) * step,
    y: top + Math.floor(index / perRow) * step,
  }));
}
