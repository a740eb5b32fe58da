import type { Capability, RoleMatrix, StaffRole } from '#contract';
import { plural } from '#lib/staff/times.ts';

type BuiltIn = Exclude<StaffRole, 'custom'>;

export const roleTitles: Readonly<Record<BuiltIn, string>> = {
  server: 'Server',
  host: 'Host',
  kitchen: 'Kitchen',
  manager: 'Manager',
  owner: 'Owner',
};

const sentences: Readonly<Record<BuiltIn, string>> = {
  server: 'Sees the floor and the bookings; seats, moves and clears parties.',
  host: 'Takes, changes and cancels bookings, runs the floor, sees how to reach guests.',
  kitchen: 'Sees the floor, the bookings and what guests need; changes nothing in them.',
  manager: 'Runs the place: floor, hours, tables and rules, people and shifts.',
  owner: 'Everything, also new places, roles, keys and security.',
};

/** One sentence about what a role may do; for a composed one made of the words of what it allows. */
export function roleSentence(role: StaffRole, allowed: readonly Capability[], matrix: RoleMatrix): string {
  if (role !== 'custom') return sentences[role];
  const words = matrix.capabilities.filter(({ key }) => allowed.includes(key)).map((each) => each.words);
  const [first = 'Nothing', ...then] = words;
  const named = [first, ...then.slice(0, 2).map((each) => each.charAt(0).toLowerCase() + each.slice(1))].join('; ');
  const others = then.length - 2;
  return others > 0 ? `${named}; and ${plural(others, 'thing')} more.` : `${named}.`;
}

/** Rows of a matrix by what they are about, in the order in which the areas first come. */
export function capabilitiesByArea(
  matrix: RoleMatrix,
): { readonly area: string; readonly rows: RoleMatrix['capabilities'] }[] {
  const areas = [...new Set(matrix.capabilities.map(({ area }) => area))];
  return areas.map((area) => ({ area, rows: matrix.capabilities.filter((row) => row.area === area) }));
}

/** A role as a column of the matrix. */
export interface RoleColumn {
  /** `host`, `custom-12`: stands in an address. */
  readonly key: string;
  readonly title: string;
  readonly capabilities: readonly Capability[];
  /** Of a role that the group composed. */
  readonly composed: { readonly id: number; readonly people: number } | null;
}

/** The roles that are given to people, the group's own last. Guests and administrators of the platform are not among them. */
export function matrixColumns(matrix: RoleMatrix): RoleColumn[] {
  const builtIn = matrix.builtIn.flatMap(({ role, capabilities }): RoleColumn[] =>
    role === 'customer' || role === 'admin'
      ? []
      : [{ key: role, title: roleTitles[role], capabilities, composed: null }],
  );
  const custom = matrix.custom.map(({ id, name, capabilities, people }): RoleColumn => ({
    key: `custom-${String(id)}`,
    title: name,
    capabilities,
    composed: { id, people },
  }));
  return [...builtIn, ...custom];
}
