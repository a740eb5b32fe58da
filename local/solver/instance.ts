/** The exchange format in which seating solvers are compared: what is asked, and what was answered. */
import * as z from 'zod';

const Id = z.union([z.string().min(1), z.int()]);
const PartySize = z.int().min(1);

const SeatingInstance = z.object({
  version: z.literal(1),
  id: Id,
  tables: z.array(z.object({ id: Id, min: PartySize, max: PartySize, zone: Id.nullish() })).min(1),
  combos: z.array(z.object({ id: Id, tables: z.array(Id).min(2), min: PartySize, max: PartySize })).default([]),
  /** In order of arrival; minutes after midnight, half-open; `zone` is a wish. */
  requests: z.array(
    z.object({
      id: Id,
      party: PartySize,
      start: z.number().min(0),
      duration: z.number().positive(),
      zone: Id.nullish(),
    }),
  ),
});
export type SeatingInstance = z.infer<typeof SeatingInstance>;

export interface InstanceAssignment {
  readonly instance: SeatingInstance['id'];
  /** Declined requests are left out. */
  readonly assignments: readonly {
    readonly request: SeatingInstance['id'];
    readonly unit: SeatingInstance['id'];
  }[];
}

/** Throws an error that says what is wrong and where. */
export function readInstance(text: string): SeatingInstance {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${String(error)}`);
  }
  const parsed = SeatingInstance.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.slice(0, 10).map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Error(`This is not an instance of version 1:\n${faults.join('\n')}`);
  }
  const instance = parsed.data;
  const units = [...instance.tables, ...instance.combos].map(({ id }) => id);
  requireDistinct('tables and combos', units);
  const requests = instance.requests.map(({ id }) => id);
  requireDistinct('requests', requests);
  const tables = new Set(instance.tables.map(({ id }) => id));
  for (const combo of instance.combos) {
    const unknown = combo.tables.find((id) => !tables.has(id));
    if (unknown !== undefined) throw new Error(`Combo ${combo.id} names table ${unknown}, which is not there.`);
  }
  return instance;
}

function requireDistinct(what: string, ids: readonly SeatingInstance['id'][]): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`The id ${twice} is there twice among the ${what}.`);
}
