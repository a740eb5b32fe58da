/**
 * Who may do what, as one table. Code asks `can(grants, capability, place)` and never compares roles. What guests may do
 * with their own bookings is not here: that follows from the booking (its guest, its manage token), not from a role.
 */
export const roles = ['customer', 'server', 'host', 'kitchen', 'manager', 'owner', 'admin'] as const;

export type Role = (typeof roles)[number];

/** A row per capability: what it allows, and the roles that have it. */
const rolesByCapability = {
  /** See bookings, parties and their wishes, without contacts. */
  'reservations.read': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Book by phone, modify, confirm, cancel, mark no-show. */
  'reservations.write': ['host', 'manager', 'owner', 'admin'],
  /** See phone numbers and e-mail addresses. */
  'guests.contact': ['host', 'manager', 'owner', 'admin'],
  /** See the room live. */
  'floor.read': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Arrive, seat, move, unseat, complete, clean, occupy, take walk-ins. */
  'floor.operate': ['server', 'host', 'manager', 'owner', 'admin'],
  /** Block and unblock tables, maintenance. */
  'floor.block': ['host', 'manager', 'owner', 'admin'],
  /** Go on against a warning: table too small, pacing reached. */
  'floor.override': ['manager', 'owner', 'admin'],
  /** Tables, combinations, areas, floor maps. */
  'tables.configure': ['manager', 'owner', 'admin'],
  /** Service periods, special days, turn times, policies. */
  'settings.configure': ['manager', 'owner', 'admin'],
  /** The restaurant's profile, menus and pictures. */
  'restaurant.configure': ['manager', 'owner', 'admin'],
  /** Open another restaurant in the group. */
  'restaurants.create': ['owner', 'admin'],
  /** See who works here, and as what. */
  'staff.read': ['manager', 'owner', 'admin'],
  /** Invite people, give and take roles. */
  'staff.manage': ['owner', 'admin'],
  'analytics.read': ['manager', 'owner', 'admin'],
  /** Run the platform itself: every group, faults, replays. */
  'platform.operate': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof rolesByCapability;

export const capabilities = Object.keys(rolesByCapability) as Capability[];

/** A role in one restaurant, in every restaurant of a group, or on the platform. */
export type RoleGrant =
  | { readonly role: Role; readonly restaurantId: number }
  | { readonly role: Role; readonly groupId: number }
  | { readonly role: 'admin' | 'customer' };

/** Where something is to be done. Without a restaurant it concerns the whole group, without both the platform. */
export interface Place {
  readonly restaurantId: number | null;
  readonly groupId: number | null;
}

export function can(grants: readonly RoleGrant[], capability: Capability, place: Place): boolean {
  const allowed: readonly Role[] = rolesByCapability[capability];
  return rolesAt(grants, place).some((role) => allowed.includes(role));
}

export function capabilitiesOf(held: readonly Role[]): Set<Capability> {
  return new Set(
    capabilities.filter((capability) => {
      const allowed: readonly Role[] = rolesByCapability[capability];
      return held.some((role) => allowed.includes(role));
    }),
  );
}

/** The roles that count at a place, each once. */
export function rolesAt(grants: readonly RoleGrant[], place: Place): Role[] {
  return [...new Set(grants.filter((grant) => reaches(grant, place)).map((grant) => grant.role))];
}

function reaches(grant: RoleGrant, place: Place): boolean {
  const scoped = 'restaurantId' in grant || 'groupId' in grant;
  // Administration of the platform is never handed out by a restaurant or a group, nor a role in them to everywhere.
  if (grant.role === 'admin' || grant.role === 'customer') return !scoped;
  if ('restaurantId' in grant) return place.restaurantId !== null && grant.restaurantId === place.restaurantId;
  if ('groupId' in grant) return place.groupId !== null && grant.groupId === place.groupId;
  return false;
}
